package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Subsegment;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Weave;
import java.io.IOException;
import org.apache.http.HttpResponse;
import org.apache.http.client.ResponseHandler;

/**
 * The SDK's wrapper of Apache HttpClient 4. It gets a recorder that records nothing; the client it
 * wraps is recorded by the agent.
 */
@Instrumentation(name = "aws-xray-sdk", since = "2.4.0")
final class HttpClientWrapper {

  private static final String PACKAGE = "com.amazonaws.xray.proxies.apache.http.";
  private static final String MODULE = "apache-httpclient-4";

  private HttpClientWrapper() {}

  @Weave(
      type = PACKAGE + "TracedHttpClient",
      method = "<init>",
      parameters = {
        "org.apache.http.impl.client.CloseableHttpClient",
        "com.amazonaws.xray.AWSXRayRecorder"
      })
  static final class Client {
    @AssignArgument(1)
    static AWSXRayRecorder assign(@Argument(1) AWSXRayRecorder recorder) {
      return Aside.isOn(MODULE) ? Aside.recorder() : recorder;
    }
  }

  /** The older way, which is no wrapper but a client itself. */
  @Weave(type = PACKAGE + "DefaultHttpClient", method = "getRecorder")
  static final class OldClient {
    static AWSXRayRecorder exit(@Return AWSXRayRecorder recorder) {
      return Aside.isOn(MODULE) ? Aside.recorder() : recorder;
    }
  }

  /** Would add a header. */
  @Weave(type = PACKAGE + "TracedHttpClient", method = "addRequestInformation")
  static final class Request {
    static boolean skip(@Argument(0) Subsegment subsegment) {
      return subsegment == Aside.subsegment();
    }
  }

  /** It asks for the current subsegment, right after the application's handler returned. */
  @Weave(type = PACKAGE + "TracedResponseHandler", method = "<init>")
  static final class Handler {
    @AssignArgument(0)
    static ResponseHandler<?> assign(@Argument(0) ResponseHandler<?> handler) {
      return Aside.isOn(MODULE) && handler != null ? new Handled<>(handler) : handler;
    }
  }

  private static final class Handled<T> implements ResponseHandler<T> {

    private final ResponseHandler<T> handler;

    Handled(ResponseHandler<T> handler) {
      this.handler = handler;
    }

    @Override
    public T handleResponse(HttpResponse response) throws IOException {
      T result = handler.handleResponse(response);
      Aside.willAsk();
      return result;
    }
  }

  @Weave(type = "com.amazonaws.xray.AWSXRayRecorder", method = "getCurrentSubsegment")
  static final class CurrentSubsegment {
    static Subsegment enter() {
      return Aside.asked();
    }

    static boolean skip(@Enter Subsegment aside) {
      return aside != null;
    }

    static Subsegment exit(@Enter Subsegment aside, @Return Subsegment current) {
      return aside != null ? aside : current;
    }
  }
}
