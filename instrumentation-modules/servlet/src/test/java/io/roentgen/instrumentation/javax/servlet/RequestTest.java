package io.roentgen.instrumentation.javax.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Segment;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are answered by the thread that took them, and nothing goes wrong. */
class RequestTest {

  @RegisterExtension final Served served = new Served();

  @Test
  void aRequest() throws Exception {
    HttpResponse<String> response =
        served.get("/s/plain?secret=1", "User-Agent", "curl/8.1", "X-Other", "x");
    assertEquals("hello", response.body());
    Segment segment = served.only();
    assertEquals("test", segment.name());
    assertEquals("GET", segment.method());
    assertEquals(Served.uri("/s/plain").toString(), segment.url());
    assertEquals("curl/8.1", segment.userAgent());
    assertEquals("127.0.0.1", segment.clientIp());
    assertFalse(segment.forwarded());
    assertEquals(200, segment.status());
    assertFalse(segment.error() || segment.fault() || segment.throttle());
    assertNull(segment.exception());
    assertEquals(0, segment.parentId());
    assertEquals(List.of("plain"), Served.calls(segment));
    assertFalse(response.headers().firstValue("X-Amzn-Trace-Id").isPresent());
  }

  @Test
  void theLengthThatTheResponseDeclares() throws Exception {
    assertEquals(100_000, served.get("/s/large").body().length());
    assertEquals(100_000, served.only().contentLength());
  }

  @Test
  void forwardsBelongToTheRequest() throws Exception {
    assertEquals("hello", served.get("/s/forward").body());
    Segment segment = served.only();
    assertEquals(Served.uri("/s/forward").toString(), segment.url());
    assertEquals(List.of("forward", "plain"), Served.calls(segment));
  }

  @Test
  void includesBelongToTheRequest() throws Exception {
    assertEquals("hellohello", served.get("/s/include").body());
    assertEquals(List.of("include", "plain", "plain"), Served.calls(served.only()));
  }

  @Test
  void twoRequestsOnOneConnection() throws Exception {
    String request = "GET /s/plain HTTP/1.1\r\nHost: shop.example.com\r\n";
    String answers = served.raw(2, request + "\r\n" + request + "Connection: close\r\n\r\n");
    assertEquals(2, answers.split("HTTP/1.1 200").length - 1, answers);
    List<Segment> segments = served.segments();
    assertNotEquals(segments.get(0).trace().traceId(), segments.get(1).trace().traceId());
    for (Segment segment : segments) {
      assertEquals("http://shop.example.com/s/plain", segment.url());
      assertNull(segment.userAgent());
      assertEquals(List.of("plain"), Served.calls(segment));
    }
  }

  @Test
  void anAbsoluteRequestLineTellsNoCredentials() throws Exception {
    String answer =
        served.raw(
            1,
            "GET http://shop.example.com/s/plain?a=b HTTP/1.1\r\n"
                + "Host: shop.example.com\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertEquals("http://shop.example.com/s/plain", served.only().url());
  }

  @Test
  void noSessionInTheUrl() throws Exception {
    served.get("/s/plain;jsessionid=0123456789ABCDEF?a=b");
    assertEquals(Served.uri("/s/plain").toString(), served.only().url());
  }

  @Test
  void theFirstHopIsTheClient() throws Exception {
    served.get("/s/plain", "X-Forwarded-For", "203.0.113.7, 10.0.0.1, 10.0.0.2");
    Segment segment = served.only();
    assertEquals("203.0.113.7", segment.clientIp());
    assertTrue(segment.forwarded());
  }

  @Test
  void otherMethods() throws Exception {
    String answer =
        served.raw(
            1,
            "DELETE /s/plain HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertEquals("DELETE", served.only().method());
  }

  @Test
  void manyAtOnce() throws Exception {
    List<String> paths =
        List.of("/s/plain", "/s/forward", "/async/complete", "/async/dispatch-now", "/s/throw");
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String path = paths.get(i % paths.size());
        requests.add(() -> served.get(path).statusCode());
      }
      for (Future<Integer> status : clients.invokeAll(requests)) {
        assertNotNull(status.get());
      }
    } finally {
      clients.shutdown();
    }
    int calls = 0;
    for (Segment segment : served.segments()) {
      calls += Served.calls(segment).size();
    }
    // plain 1, forward 2, complete 1, dispatch-now 2, throw 1
    assertEquals(400 / 5 * 7, calls);
  }
}
