package io.roentgen.instrumentation.httpclient5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.io.IOException;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.BasicHttpClientResponseHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ApacheHttpClient5Test {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static LocalHttpServer server;
  static CloseableHttpClient client;

  @BeforeAll
  static void start() {
    server = new LocalHttpServer();
    client = HttpClients.createDefault();
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    server.close();
  }

  @BeforeEach
  void forget() {
    server.forget();
  }

  @Test
  void recordsACallAndSendsTheHeader() throws Exception {
    Segment segment = recorded.trace(() -> get("/ok?secret=1"));
    Subsegment call = recorded.only(segment);
    assertEquals("127.0.0.1", call.name());
    assertEquals("remote", call.namespace());
    assertEquals("GET", call.method());
    assertEquals(server.url("/ok"), call.url());
    assertEquals(200, call.status());
    assertEquals(5, call.contentLength());
    assertFalse(call.fault() || call.error());
    assertEquals(List.of(List.of(call.header())), server.header("X-Amzn-Trace-Id"));
  }

  @Test
  void marksErrorsThrottlesAndFaults() throws Exception {
    assertTrue(recorded.only(recorded.trace(() -> get("/status/404"))).error());
    assertTrue(recorded.only(recorded.trace(() -> get("/status/429"))).throttle());
    assertTrue(recorded.only(recorded.trace(() -> get("/status/500"))).fault());
  }

  @Test
  void recordsARedirectAsOneCall() throws Exception {
    Subsegment call = recorded.only(recorded.trace(() -> get("/redirect")));
    assertEquals(200, call.status());
    assertEquals(
        List.of(List.of(call.header()), List.of(call.header())), server.header("X-Amzn-Trace-Id"));
  }

  @Test
  void recordsAFailedConnectionAsFault() throws Exception {
    int port = LocalHttpServer.deadPort();
    Segment segment =
        recorded.trace(
            () ->
                assertThrows(
                    IOException.class,
                    () -> client.execute(new HttpGet("http://127.0.0.1:" + port + "/x"))));
    Subsegment call = recorded.only(segment);
    assertTrue(call.fault());
    assertEquals(0, call.status());
    assertEquals(
        "org.apache.hc.client5.http.HttpHostConnectException",
        call.exception().throwable().getClass().getName());
  }

  @Test
  void recordsCallsWithHandlerAndWithHost() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              client.execute(new HttpGet(server.url("/ok")), new BasicHttpClientResponseHandler());
              HttpHost host = new HttpHost("http", "127.0.0.1", server.port());
              client.execute(host, new BasicClassicHttpRequest("GET", "/ok?a=b"), r -> r.getCode());
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(2, calls.size());
    assertEquals(server.url("/ok"), calls.get(0).url());
    assertEquals(server.url("/ok"), calls.get(1).url());
  }

  @Test
  void passesTheTraceOnWhenNotSampled() throws Exception {
    recorded.unsampled(() -> get("/ok"));
    assertEquals(
        List.of(List.of("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0")),
        server.header("X-Amzn-Trace-Id"));
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void leavesRequestsOutsideOfATraceAlone() throws Exception {
    get("/ok");
    assertEquals(List.of(List.of()), server.header("X-Amzn-Trace-Id"));
  }

  private static void get(String path) throws IOException {
    try (CloseableHttpResponse response = client.execute(new HttpGet(server.url(path)))) {
      response.getEntity();
    }
  }
}
