package io.roentgen.instrumentation.awscarriers;

import com.amazonaws.Request;
import io.roentgen.trace.Settings;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Weave;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Lambda hands a function the trace that its invocation came with on HTTP. For what stands in for
 * Lambda and does not, the client context carries it, too, if the user wants that: the function's
 * code sees it there.
 */
@Instrumentation(name = "lambda-invoke", since = "2.20.0")
final class LambdaInvoke {

  private LambdaInvoke() {}

  private static String header() {
    return "true".equalsIgnoreCase(Settings.get("aws.lambda.client-context"))
        ? Carrier.header()
        : null;
  }

  @Weave(
      type = {
        "software.amazon.awssdk.services.lambda.transform.InvokeRequestMarshaller",
        "software.amazon.awssdk.services.lambda.transform.InvokeWithResponseStreamRequestMarshaller"
      },
      method = "marshall")
  static final class Invoke {
    @AssignArgument(0)
    static Object assign(@Argument(0) Object request) {
      String header = header();
      if (header == null || request == null) {
        return request;
      }
      SdkPojo invoke = (SdkPojo) request;
      SdkField<?> field = Copies.field(invoke, "ClientContext");
      String own = field == null ? null : (String) field.getValueOrDefault(invoke);
      String sent = ClientContext.with(own, header);
      return field == null || sent == null ? request : Copies.with(invoke, field, sent);
    }
  }

  /** SDK 1 marshals into the HTTP request at once, where the client context is a header. */
  @Weave(
      type = {
        "com.amazonaws.services.lambda.model.transform.InvokeRequestMarshaller",
        "com.amazonaws.services.lambda.model.transform.InvokeRequestProtocolMarshaller"
      },
      method = "marshall",
      parameters = "com.amazonaws.services.lambda.model.InvokeRequest")
  static final class Invoke1 {

    private static final String NAME = "X-Amz-Client-Context";

    static void exit(@Return Request<?> request) {
      String header = header();
      if (header == null || request == null) {
        return;
      }
      String sent = ClientContext.with(request.getHeaders().get(NAME), header);
      if (sent != null) {
        request.addHeader(NAME, sent);
      }
    }
  }
}
