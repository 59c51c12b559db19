package io.roentgen.instrumentation.awssdk2;

import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceHeader;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.client.handler.ClientExecutionParams;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.internal.http.RequestExecutionContext;
import software.amazon.awssdk.http.SdkHttpFullRequest;

/**
 * AWS SDK for Java 2, every service. All clients end up in one of two handlers, which begin and end
 * the call; retries and the calls for credentials happen below.
 *
 * <p>In between we stand where an interceptor of the user's would: at the chain itself, behind the
 * last of them. Nothing is added to the client's list of interceptors, so there is nothing to add
 * twice, and the client's configuration stays as the user wrote it. What a call needs to know
 * travels in its own execution attributes; a chain without ours (a presigner's, a call outside any
 * trace) is left alone.
 */
@Instrumentation(name = "aws-sdk-2", since = "2.20.0")
final class AwsSdk2 {

  private static final String CHAIN =
      "software.amazon.awssdk.core.interceptor.ExecutionInterceptorChain";

  private AwsSdk2() {}

  @Weave(
      type = "software.amazon.awssdk.core.internal.handler.BaseSyncClientHandler",
      method = "execute")
  static final class Sync {
    static Subsegment enter(@Argument(0) ClientExecutionParams<?, ?> params) {
      return AwsCall.begin(params.executionAttributes(), false);
    }

    static void exit(
        @Argument(0) ClientExecutionParams<?, ?> params,
        @Enter Subsegment call,
        @Thrown Throwable thrown) {
      if (call != null) {
        call.leave();
        AwsCall.of(params.executionAttributes()).end(thrown);
      }
    }
  }

  /** The caller gets the very future the SDK made. */
  @Weave(
      type = "software.amazon.awssdk.core.internal.handler.BaseAsyncClientHandler",
      method = "execute")
  static final class Async {
    static Subsegment enter(@Argument(0) ClientExecutionParams<?, ?> params) {
      return AwsCall.begin(params.executionAttributes(), true);
    }

    static void exit(
        @Argument(0) ClientExecutionParams<?, ?> params,
        @Enter Subsegment call,
        @Return CompletableFuture<?> future,
        @Thrown Throwable thrown) {
      if (call == null) {
        return;
      }
      call.leave();
      AwsCall state = AwsCall.of(params.executionAttributes());
      if (future == null) {
        state.end(thrown);
      } else {
        // For what the chain is not told: a cancelled future, a timeout, a request never sent.
        future.whenComplete(state);
      }
    }
  }

  @Weave(type = CHAIN, method = "beforeExecution")
  static final class Begun {
    static void enter(@Argument(1) ExecutionAttributes attributes) {
      AwsCall state = AwsCall.recorded(attributes);
      if (state != null) {
        state.describe(attributes);
      }
    }
  }

  /** The request is final: no interceptor changes it after this. */
  @Weave(type = CHAIN, method = "beforeMarshalling")
  static final class Marshalling {
    static void enter(
        @Argument(0) Context.BeforeMarshalling context,
        @Argument(1) ExecutionAttributes attributes) {
      AwsCall state = AwsCall.recorded(attributes);
      if (state != null) {
        state.resource(context.request());
      }
    }
  }

  /**
   * Behind all that adds headers and right before signing, once a call: retries send the same
   * request again. It takes the place of a header that the application or the SDK itself, inside
   * Lambda, has put there, so that the service hangs its own work under this call. Signatures don't
   * cover it, as proxies may change it; the SDK's signers know it by name.
   */
  @Weave(
      type = "software.amazon.awssdk.core.internal.http.pipeline.stages.MakeRequestImmutableStage",
      method = "execute")
  static final class Header {
    static void enter(
        @Argument(0) SdkHttpFullRequest.Builder request,
        @Argument(1) RequestExecutionContext context) {
      AwsCall state = AwsCall.of(context.executionAttributes());
      if (state != null) {
        request.putHeader(TraceHeader.NAME, state.header());
      }
    }
  }

  @Weave(type = CHAIN, method = "beforeTransmission")
  static final class Attempt {
    static void enter(@Argument(1) ExecutionAttributes attributes) {
      AwsCall state = AwsCall.recorded(attributes);
      if (state != null) {
        state.sending();
      }
    }
  }

  @Weave(type = CHAIN, method = "afterTransmission")
  static final class Answer {
    static void enter(
        @Argument(0) Context.AfterTransmission context,
        @Argument(1) ExecutionAttributes attributes) {
      AwsCall state = AwsCall.recorded(attributes);
      if (state != null) {
        state.answered(context.httpResponse());
      }
    }
  }

  /** Before the future completes: whoever waits for it finds the call recorded. */
  @Weave(type = CHAIN, method = "afterExecution")
  static final class Succeeded {
    static void exit(
        @Argument(0) Context.AfterExecution context,
        @Argument(1) ExecutionAttributes attributes,
        @Thrown Throwable thrown) {
      AwsCall state = AwsCall.recorded(attributes);
      if (state != null && thrown == null) {
        state.succeeded(context.response());
      }
    }
  }

  @Weave(type = CHAIN, method = "onExecutionFailure")
  static final class Failed {
    static void exit(
        @Argument(0) Context.FailedExecution context, @Argument(1) ExecutionAttributes attributes) {
      AwsCall state = AwsCall.recorded(attributes);
      if (state != null) {
        state.failed(context.exception());
      }
    }
  }
}
