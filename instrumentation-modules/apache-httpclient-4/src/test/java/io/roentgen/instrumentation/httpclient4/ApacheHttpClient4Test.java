package io.roentgen.instrumentation.httpclient4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.roentgen.testing.HttpClientContract;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.HttpClient;
import org.apache.http.client.HttpResponseException;
import org.apache.http.client.fluent.Request;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicResponseHandler;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.client.cache.CacheConfig;
import org.apache.http.impl.client.cache.CachingHttpClients;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ApacheHttpClient4Test {

  private static int execute(
      HttpClient client, String method, String url, Map<String, String> headers, String body)
      throws IOException {
    RequestBuilder request = RequestBuilder.create(method).setUri(url);
    headers.forEach(request::addHeader);
    if (body != null) {
      request.setEntity(new StringEntity(body));
    }
    return client.execute(
        request.build(),
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getStatusLine().getStatusCode();
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
    void recordsEveryWayToCallOnce() throws Exception {
      HttpHost host = new HttpHost("127.0.0.1", server.port());
      HttpRequest request = new BasicHttpRequest("GET", "/ok?a=b");
      Segment segment =
          recorded.trace(
              () -> {
                CLIENT.execute(new HttpGet(server.url("/ok"))).close();
                CLIENT.execute(new HttpGet(server.url("/ok")), (HttpContext) null).close();
                CLIENT.execute(host, request).close();
                CLIENT.execute(host, request, (HttpContext) null).close();
                CLIENT.execute(new HttpGet(server.url("/ok")), new BasicResponseHandler());
                CLIENT.execute(host, request, new BasicResponseHandler());
                CLIENT.execute(host, new HttpGet("/ok")).close();
                HttpClients.createMinimal().execute(new HttpGet(server.url("/ok"))).close();
                Request.Get(server.url("/ok?a=b")).execute().discardContent();
              });
      List<Subsegment> calls = recorded.children(segment);
      assertEquals(9, calls.size());
      for (int i = 0; i < calls.size(); i++) {
        assertEquals(server.url("/ok"), calls.get(i).url());
        assertEquals(200, calls.get(i).status());
        assertEquals(List.of(calls.get(i).header()), server.header("X-Amzn-Trace-Id").get(i));
      }
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
                              new HttpGet(server.url("/status/404")), new BasicResponseHandler())));
      Subsegment call = recorded.only(segment);
      assertEquals(404, call.status());
      assertNull(call.exception());
    }
  }

  /** The client as it was before 4.3. */
  @Nested
  @SuppressWarnings("deprecation")
  final class Old extends HttpClientContract {

    private static final HttpClient CLIENT =
        new org.apache.http.impl.client.DefaultHttpClient(
            new org.apache.http.impl.conn.PoolingClientConnectionManager());

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws IOException {
      return execute(CLIENT, method, url, headers, body);
    }
  }

  @Nested
  final class Caching extends HttpClientContract {

    private static final CloseableHttpClient CLIENT =
        CachingHttpClients.custom().setCacheConfig(CacheConfig.DEFAULT).build();

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws IOException {
      return execute(CLIENT, method, url, headers, body);
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

  @SuppressWarnings("deprecation") // abstract in the superclass
  private static final class Wrapper extends CloseableHttpClient {
    private final CloseableHttpClient inner;

    Wrapper(CloseableHttpClient inner) {
      this.inner = inner;
    }

    @Override
    protected CloseableHttpResponse doExecute(
        HttpHost target, HttpRequest request, HttpContext context) throws IOException {
      return inner.execute(target, request, context);
    }

    @Override
    public org.apache.http.params.HttpParams getParams() {
      return inner.getParams();
    }

    @Override
    public org.apache.http.conn.ClientConnectionManager getConnectionManager() {
      return inner.getConnectionManager();
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }
  }
}
