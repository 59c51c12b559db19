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
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

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

  /** Not by {@code getUri()}: that parses, and refuses what servers take. */
  private static String url(HttpHost target, ClassicHttpRequest request) {
    URIAuthority authority = request.getAuthority();
    String path = request.getPath() == null ? "" : request.getPath();
    if (authority != null) {
      String scheme = request.getScheme() == null ? "http" : request.getScheme();
      return scheme + "://" + authority + path;
    }
    return target == null ? null : target.toURI() + path;
  }
}
