package io.roentgen.instrumentation.awsxraysdk;

import io.roentgen.trace.Subsegment;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Weave;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The SDK's handlers in clients of AWS SDK 1 and 2: inside a call of the agent's nothing to do. */
@Instrumentation(name = "aws-xray-sdk", since = "2.4.0")
final class AwsSdkHandlers {

  private static final String INTERCEPTOR = "com.amazonaws.xray.interceptors.TracingInterceptor";

  private AwsSdkHandlers() {}

  @Weave(
      type = "com.amazonaws.xray.handlers.TracingHandler",
      method = {"beforeRequest", "afterResponse", "afterError"})
  static final class Sdk1 {
    static boolean skip() {
      return Views.isInCall(Subsegment.AWS);
    }
  }

  /** Without its subsegment it leaves the other steps out as well, but for the header's. */
  @Weave(type = INTERCEPTOR, method = "beforeExecution")
  static final class Sdk2 {
    static boolean skip() {
      return Views.isInCall(Subsegment.AWS);
    }
  }

  @Weave(type = INTERCEPTOR, method = "modifyHttpRequest")
  static final class Sdk2Header {
    static boolean skip() {
      return Views.isInCall(Subsegment.AWS);
    }

    static SdkHttpRequest exit(
        @Argument(0) Context.ModifyHttpRequest context, @Return SdkHttpRequest request) {
      return request != null ? request : context.httpRequest();
    }
  }
}
