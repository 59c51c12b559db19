package io.roentgen.instrumentation.awsxraysdk;

import io.roentgen.trace.Subsegment;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Weave;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The SDK's handlers in clients of AWS SDK 1 and 2. Inside a call of the agent's there is nothing
 * to do, nor in a request that is not sampled, where the agent adds the header.
 */
@Instrumentation(name = "aws-xray-sdk", since = "2.4.0")
final class AwsSdkHandlers {

  private static final String INTERCEPTOR = "com.amazonaws.xray.interceptors.TracingInterceptor";

  private AwsSdkHandlers() {}

  private static boolean isTheAgents(String module) {
    return Views.isInCall(Subsegment.AWS) || Views.isUnsampled() && Aside.isOn(module);
  }

  @Weave(
      type = "com.amazonaws.xray.handlers.TracingHandler",
      method = {"beforeRequest", "afterResponse", "afterError"})
  static final class Sdk1 {
    static boolean skip() {
      return isTheAgents("aws-sdk-1");
    }
  }

  /** Without its subsegment it leaves the other steps out as well, but for the header's. */
  @Weave(type = INTERCEPTOR, method = "beforeExecution")
  static final class Sdk2 {
    static boolean skip() {
      return isTheAgents("aws-sdk-2");
    }
  }

  @Weave(type = INTERCEPTOR, method = "modifyHttpRequest")
  static final class Sdk2Header {
    static boolean skip() {
      return isTheAgents("aws-sdk-2");
    }

    static SdkHttpRequest exit(
        @Argument(0) Context.ModifyHttpRequest context, @Return SdkHttpRequest request) {
      return request != null ? request : context.httpRequest();
    }
  }
}
