package io.roentgen.instrumentation.httpclient4;

import io.roentgen.trace.HttpCall;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.RequestLine;

/**
 * Apache HttpClient 4. Every client, those of before 4.3 included, ends up in {@code
 * doExecute(HttpHost, HttpRequest, HttpContext)}, whichever of the public methods was called;
 * redirects and retries happen below it.
 */
@Instrumentation(name = "apache-httpclient-4", since = "4.3")
@Weave(subtypeOf = "org.apache.http.impl.client.CloseableHttpClient", method = "doExecute")
final class ApacheHttpClient4 {

  private ApacheHttpClient4() {}

  static Subsegment enter(@Argument(0) HttpHost target, @Argument(1) HttpRequest request) {
    Subsegment call = HttpCall.enter();
    if (call != null) {
      RequestLine line = request.getRequestLine();
      HttpCall.request(call, line.getMethod(), url(target, line.getUri()));
    }
    String header = Tracer.headerFor(call);
    if (header != null) {
      request.setHeader(TraceHeader.NAME, header);
    }
    return call;
  }

  static void exit(
      @Enter Subsegment call, @Return HttpResponse response, @Thrown Throwable thrown) {
    if (call == null) {
      return;
    }
    if (response != null) {
      HttpEntity entity = response.getEntity();
      long length = entity == null ? -1 : entity.getContentLength();
      HttpCall.response(call, response.getStatusLine().getStatusCode(), length);
    }
    call.close(thrown);
  }

  /** The request's URI is absolute, or what follows the host that the application named. */
  private static String url(HttpHost target, String uri) {
    if (target == null || !uri.startsWith("/")) {
      return uri;
    }
    return target.toURI() + uri;
  }
}
