package io.roentgen.instrumentation.httpclient5;

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
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

/**
 * Apache HttpClient 5, classic. Every client ends up in {@code doExecute(HttpHost,
 * ClassicHttpRequest, HttpContext)}, whichever of the public methods was called; redirects and
 * retries happen below it.
 */
@Instrumentation(name = "apache-httpclient-5", since = "5.0")
@Weave(
    subtypeOf = "org.apache.hc.client5.http.impl.classic.CloseableHttpClient",
    method = "doExecute")
final class ApacheHttpClient5 {

  private ApacheHttpClient5() {}

  static Subsegment enter(@Argument(0) HttpHost target, @Argument(1) ClassicHttpRequest request) {
    Subsegment call = HttpCall.enter();
    if (call != null) {
      HttpCall.request(call, request.getMethod(), url(target, request));
    }
    String header = Tracer.headerFor(call);
    if (header != null) {
      request.setHeader(TraceHeader.NAME, header);
    }
    return call;
  }

  static void exit(
      @Enter Subsegment call, @Return ClassicHttpResponse response, @Thrown Throwable thrown) {
    if (call == null) {
      return;
    }
    if (response != null) {
      long length = response.getEntity() == null ? -1 : response.getEntity().getContentLength();
      HttpCall.response(call, response.getCode(), length);
    }
    call.close(thrown);
  }

  private static String url(HttpHost target, ClassicHttpRequest request) {
    if (target != null && request.getAuthority() == null) {
      return target.toURI() + request.getPath();
    }
    try {
      URI uri = request.getUri();
      return uri.toString();
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
