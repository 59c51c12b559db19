package io.roentgen.instrumentation.httpclient5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.roentgen.testing.HttpClientContract;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.HttpResponseException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.fluent.Request;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.BasicHttpClientResponseHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ApacheHttpClient5Test {

  private static int execute(
      CloseableHttpClient client,
      String method,
      String url,
      Map<String, String> headers,
      String body)
      throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(url));
    headers.forEach(request::setHeader);
    if (body != null) {
      request.setEntity(new StringEntity(body));
    }
    return client.execute(
        request,
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getCode();
        });
  }

  @Nested
  final class Default extends HttpClientContract {

    private static final CloseableHttpClient CLIENT = HttpClients.createDefault();

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws IOException {
      return execute(CLIENT, method, url, headers, body);
    }

    @Test
    void runsWithTheVersionThatIsToBeTested() throws Exception {
      get(server.url("/ok"));
      String agent = server.header("User-Agent").get(0).get(0);
      assertEquals(
          "Apache-HttpClient/" + System.getProperty("tested.version"), agent.split(" ")[0]);
    }

    @Test
    @SuppressWarnings("deprecation") // since 5.2, where a handler is wanted
    void recordsEveryWayToCallOnce() throws Exception {
      HttpHost host = new HttpHost("http", "127.0.0.1", server.port());
      ClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/ok?a=b");
      Segment segment =
          recorded.trace(
              () -> {
                CLIENT.execute(new HttpGet(server.url("/ok"))).close();
                CLIENT.execute(new HttpGet(server.url("/ok")), (HttpContext) null).close();
                CLIENT.execute(host, request).close();
                CLIENT.execute(host, request, (HttpContext) null).close();
                CLIENT.execute(
                    new HttpGet(server.url("/ok")), new BasicHttpClientResponseHandler());
                CLIENT.execute(host, request, new BasicHttpClientResponseHandler());
                CLIENT.execute(new BasicClassicHttpRequest("GET", host, "/ok?a=b")).close();
                HttpClients.createMinimal()
                    .execute(new HttpGet(server.url("/ok")), HttpClientContext.create())
                    .close();
                HttpClients.createSystem().execute(new HttpGet(server.url("/ok"))).close();
                Request.get(server.url("/ok?a=b")).execute().discardContent();
              });
      List<Subsegment> calls = recorded.children(segment);
      assertEquals(10, calls.size());
      for (int i = 0; i < calls.size(); i++) {
        assertEquals(server.url("/ok"), calls.get(i).url());
        assertEquals("127.0.0.1", calls.get(i).name());
        assertEquals(200, calls.get(i).status());
        assertEquals(List.of(calls.get(i).header()), server.header("X-Amzn-Trace-Id").get(i));
      }
    }

    @Test
    @SuppressWarnings("deprecation") // since 5.2, where a handler is wanted
    void recordsATargetThatIsNoUri() throws Exception {
      HttpHost host = new HttpHost("http", "127.0.0.1", server.port());
      Segment segment =
          recorded.trace(
              () -> CLIENT.execute(new BasicClassicHttpRequest("GET", host, "/ok?a=|b")).close());
      Subsegment call = recorded.only(segment);
      assertEquals("127.0.0.1", call.name());
      assertEquals(server.url("/ok"), call.url());
      assertEquals(400, call.status());
    }

    @Test
    void recordsWhatTheResponseHandlerThrowsAsAnAnswer() throws Exception {
      Segment segment =
          recorded.trace(
              () ->
                  assertThrows(
                      HttpResponseException.class,
                      () ->
                          CLIENT.execute(
                              new HttpGet(server.url("/status/404")),
                              new BasicHttpClientResponseHandler())));
      Subsegment call = recorded.only(segment);
      assertEquals(404, call.status());
      assertNull(call.exception());
    }
  }

  @Nested
  final class Caching extends HttpClientContract {

    /** One a test: 5.0 takes a second redirect to the same place for a circular one. */
    private final CloseableHttpClient client = CachingHttpClients.createMemoryBound();

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws IOException {
      return execute(client, method, url, headers, body);
    }

    @AfterEach
    void close() throws IOException {
      client.close();
    }
  }

  /** A client of the application's own around another. */
  @Nested
  final class Wrapped extends HttpClientContract {

    private static final CloseableHttpClient CLIENT = new Wrapper(HttpClients.createDefault());

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws IOException {
      return execute(CLIENT, method, url, headers, body);
    }
  }

  private static final class Wrapper extends CloseableHttpClient {
    private final CloseableHttpClient inner;

    Wrapper(CloseableHttpClient inner) {
      this.inner = inner;
    }

    @Override
    @SuppressWarnings("deprecation") // since 5.2, where a handler is wanted
    protected CloseableHttpResponse doExecute(
        HttpHost target, ClassicHttpRequest request, HttpContext context) throws IOException {
      return inner.execute(target, request, context);
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }

    @Override
    public void close(CloseMode closeMode) {
      inner.close(closeMode);
    }
  }
}
