package io.roentgen.instrumentation.javahttpclient;

import io.roentgen.trace.HttpCall;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/**
 * The HTTP client of Java 11 and later. {@code send} calls {@code sendAsync}, which calls an
 * overload of itself: the outermost makes the call.
 */
@Instrumentation(name = "java-http-client", since = "11")
final class JavaHttpClient {

  private static final String CLIENT = "jdk.internal.net.http.HttpClientImpl";

  private JavaHttpClient() {}

  @Weave(type = CLIENT, method = "send")
  static final class Send {

    static Subsegment enter(@Argument(0) HttpRequest request) {
      return begin(request);
    }

    @AssignArgument(0)
    static HttpRequest assign(@Enter Subsegment call, @Argument(0) HttpRequest request) {
      return TracedRequest.of(request, Tracer.headerFor(call));
    }

    static void exit(
        @Enter Subsegment call, @Return HttpResponse<?> response, @Thrown Throwable thrown) {
      if (call != null) {
        call.leave();
        end(call, response, thrown);
      }
    }
  }

  @Weave(type = CLIENT, method = "sendAsync")
  static final class SendAsync {

    static Subsegment enter(@Argument(0) HttpRequest request, @Argument(1) BodyHandler<?> handler) {
      return begin(request);
    }

    @AssignArgument(0)
    static HttpRequest assign(@Enter Subsegment call, @Argument(0) HttpRequest request) {
      return TracedRequest.of(request, Tracer.headerFor(call));
    }

    /**
     * Returns a dependent future, so that the call has ended when the application learns of the
     * answer. The client's futures make dependents of their own kind, whose {@code cancel} reaches
     * the exchange as the original's does.
     */
    static <T> CompletableFuture<HttpResponse<T>> exit(
        @Enter Subsegment call,
        @Return CompletableFuture<HttpResponse<T>> answer,
        @Thrown Throwable thrown) {
      if (call == null) {
        return answer;
      }
      call.leave();
      if (answer == null) {
        end(call, null, thrown);
        return null;
      }
      End<T> end = new End<>(call);
      if (answer.isDone()) {
        // A dependent would show its failure wrapped once more.
        answer.whenComplete(end);
        return answer;
      }
      CompletableFuture<HttpResponse<T>> dependent = answer.whenComplete(end);
      // The application may cancel before there is an exchange to be cancelled.
      dependent.whenComplete(end);
      return dependent;
    }
  }

  /** Not an HTTP call as others: its request must stay of the client's own class. */
  @Weave(type = "jdk.internal.net.http.websocket.OpeningHandshake", method = "send")
  static final class WebSocketHandshake {

    static TraceContext enter() {
      return Tracer.attach(null);
    }

    static void exit(@Enter TraceContext outer) {
      Tracer.restore(outer);
    }
  }

  private static final class End<T> implements BiConsumer<HttpResponse<T>, Throwable> {
    private final Subsegment call;

    End(Subsegment call) {
      this.call = call;
    }

    @Override
    public void accept(HttpResponse<T> response, Throwable thrown) {
      if (call.hasEnded()) {
        return;
      }
      boolean wrapped = thrown instanceof CompletionException && thrown.getCause() != null;
      end(call, response, wrapped ? thrown.getCause() : thrown);
    }
  }

  private static Subsegment begin(HttpRequest request) {
    Subsegment call = HttpCall.enter();
    if (call != null) {
      HttpCall.request(call, request.method(), request.uri().toString());
    }
    return call;
  }

  private static void end(Subsegment call, HttpResponse<?> response, Throwable thrown) {
    try {
      if (response != null) {
        HttpCall.response(call, response.statusCode(), contentLength(response));
      }
      call.setException(thrown);
    } finally {
      call.finish();
    }
  }

  private static long contentLength(HttpResponse<?> response) {
    try {
      return response.headers().firstValueAsLong("content-length").orElse(-1);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
