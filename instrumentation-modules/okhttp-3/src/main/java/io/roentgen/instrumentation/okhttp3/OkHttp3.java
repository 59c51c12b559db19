package io.roentgen.instrumentation.okhttp3;

import io.roentgen.trace.HttpCall;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * OkHttp 3 to 5. Each call, sync or async, begins with {@code proceed} of a chain that holds the
 * call's own request; the application's interceptors, redirects and retries happen inside.
 */
@Instrumentation(name = "okhttp-3", since = "3.14")
final class OkHttp3 {

  private OkHttp3() {}

  @Weave(type = "okhttp3.internal.http.RealInterceptorChain", method = "proceed")
  static final class Proceed {

    static Subsegment enter(@Argument(0) Request request) {
      Subsegment call = HttpCall.enter();
      if (call != null) {
        HttpCall.request(call, request.method(), request.url().toString());
      }
      return call;
    }

    @AssignArgument(0)
    static Request assign(
        @This Interceptor.Chain chain, @Enter Subsegment call, @Argument(0) Request request) {
      String header = call != null || isFirst(chain) ? Tracer.headerFor(call) : null;
      return header == null
          ? request
          : request.newBuilder().header(TraceHeader.NAME, header).build();
    }

    static void exit(@Enter Subsegment call, @Return Response response, @Thrown Throwable thrown) {
      if (call == null) {
        return;
      }
      if (response != null) {
        ResponseBody body = response.body();
        HttpCall.response(call, response.code(), body == null ? -1 : body.contentLength());
      }
      call.close(thrown);
    }

    /** Once the header is in, the chains further down hold another request. */
    private static boolean isFirst(Interceptor.Chain chain) {
      return chain.request() == chain.call().request();
    }
  }

  /**
   * Carries what was current from {@code enqueue} to the dispatcher's thread, for the call and for
   * the callback. Not left to the executor: a call that had to wait is handed over by whichever
   * thread ends another one.
   */
  @Weave(type = "okhttp3.RealCall$AsyncCall", method = "<init>")
  @Weave(type = "okhttp3.internal.connection.RealCall$AsyncCall", method = "<init>")
  static final class Enqueue {

    static void exit(@This Object asyncCall) {
      TraceContext current = Tracer.current();
      if (current != null) {
        Run.ENQUEUED.put(asyncCall, current);
      }
    }
  }

  @Weave(type = "okhttp3.RealCall$AsyncCall", method = "execute")
  @Weave(type = "okhttp3.internal.connection.RealCall$AsyncCall", method = "run")
  static final class Run {

    static final Map<Object, TraceContext> ENQUEUED =
        Collections.synchronizedMap(new WeakHashMap<Object, TraceContext>());

    private static final class Outer {
      final TraceContext context;

      Outer(TraceContext context) {
        this.context = context;
      }
    }

    static Outer enter(@This Object asyncCall) {
      return new Outer(Tracer.attach(ENQUEUED.remove(asyncCall)));
    }

    static void exit(@Enter Outer outer) {
      if (outer != null) {
        Tracer.restore(outer.context);
      }
    }
  }
}
