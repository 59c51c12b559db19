package io.roentgen.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every HTTP client's module must do. Extended by the module's test, once per kind of call.
 */
@Timeout(60) // rather a failure than a build that hangs
public abstract class HttpClientContract {

  /** Weaves and records. */
  @RegisterExtension protected static final Recorded recorded = new Recorded();

  private static final String HEADER = "X-Amzn-Trace-Id";
  private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

  /** The server that is called. */
  protected static LocalHttpServer server;

  /**
   * Calls with the library, as an application would, and reads the answer.
   *
   * @param body null for none
   * @return the status, whatever it is
   * @throws Exception if there was no answer
   */
  protected abstract int call(String method, String url, Map<String, String> headers, String body)
      throws Exception;

  /** A simple call. */
  protected final int get(String url) throws Exception {
    return call("GET", url, Map.of(), null);
  }

  /** Starts the server. */
  @BeforeAll
  protected static void startServer() {
    server = new LocalHttpServer();
  }

  /** Stops the server. */
  @AfterAll
  protected static void stopServer() {
    server.close();
  }

  /** Every test sees its own requests only. */
  @BeforeEach
  protected void forgetRequests() {
    server.forget();
  }

  @Test
  void recordsACallAndSendsTheHeader() throws Exception {
    Segment segment = recorded.trace(() -> assertEquals(200, get(server.url("/ok?secret=1"))));
    Subsegment call = recorded.only(segment);
    assertEquals("127.0.0.1", call.name());
    assertEquals("remote", call.namespace());
    assertEquals("GET", call.method());
    assertEquals(server.url("/ok"), call.url());
    assertEquals(200, call.status());
    assertEquals(5, call.contentLength());
    assertFalse(call.fault() || call.error() || call.throttle());
    assertNull(call.exception());
    assertEquals(segment.id(), call.parentId());
    assertTrue(call.hasEnded());
    assertEquals(List.of("GET /ok"), server.requests());
    assertSent(call);
  }

  @Test
  void recordsABodyThatIsSent() throws Exception {
    Segment segment =
        recorded.trace(() -> call("POST", server.url("/ok"), Map.of(), "some text to send"));
    Subsegment call = recorded.only(segment);
    assertEquals("POST", call.method());
    assertEquals(200, call.status());
    assertEquals(5, call.contentLength());
    assertEquals(List.of("POST /ok"), server.requests());
    assertSent(call);
  }

  @Test
  void recordsAnswersWithoutBody() throws Exception {
    Subsegment head =
        recorded.only(recorded.trace(() -> call("HEAD", server.url("/ok"), Map.of(), null)));
    assertEquals("HEAD", head.method());
    assertEquals(200, head.status());
    Subsegment none = recorded.only(recorded.trace(() -> get(server.url("/status/204"))));
    assertEquals(204, none.status());
    assertEquals(2, server.requests().size());
  }

  @Test
  void marksErrorsThrottlesAndFaults() throws Exception {
    Subsegment notFound = status(404);
    assertTrue(notFound.error() && !notFound.throttle() && !notFound.fault());
    Subsegment throttled = status(429);
    assertTrue(throttled.error() && throttled.throttle() && !throttled.fault());
    Subsegment unavailable = status(503);
    assertTrue(unavailable.fault() && !unavailable.error());
  }

  private Subsegment status(int status) throws Exception {
    String url = server.url("/status/" + status);
    Subsegment call = recorded.only(recorded.trace(() -> assertEquals(status, get(url))));
    assertEquals(status, call.status());
    assertNull(call.exception(), "an answer is not an exception");
    return call;
  }

  @Test
  void recordsARedirectAsOneCall() throws Exception {
    Segment segment = recorded.trace(() -> assertEquals(200, get(server.url("/redirect"))));
    Subsegment call = recorded.only(segment);
    assertEquals(server.url("/redirect"), call.url());
    assertEquals(200, call.status());
    assertEquals(List.of("GET /redirect", "GET /ok"), server.requests());
    assertSent(call);
  }

  @Test
  void recordsARefusedConnectionAsFault() throws Exception {
    String url = "http://127.0.0.1:" + LocalHttpServer.deadPort() + "/x";
    Subsegment call = failing(url);
    assertEquals("127.0.0.1", call.name());
    assertEquals(url, call.url());
  }

  @Test
  void recordsACutConnectionAsFault() throws Exception {
    Subsegment call = failing(server.url("/hang"));
    // The library may have tried more than once.
    assertSent(call);
  }

  private Subsegment failing(String url) throws Exception {
    Throwable[] thrown = new Throwable[1];
    Segment segment =
        recorded.trace(() -> thrown[0] = assertThrows(Exception.class, () -> get(url)));
    Subsegment call = recorded.only(segment);
    assertTrue(call.fault() && !call.error());
    assertEquals(0, call.status());
    assertNotNull(call.exception(), "what the application saw: " + thrown[0]);
    return call;
  }

  @Test
  void keepsCredentialsAndQueryOut() throws Exception {
    String url = "http://user:secret@127.0.0.1:" + server.port() + "/ok?token=secret#secret";
    Segment segment =
        recorded.trace(
            () -> {
              try {
                get(url);
              } catch (Exception e) {
                // Some libraries refuse credentials in a URL; it is recorded all the same.
              }
            });
    Subsegment call = recorded.only(segment);
    assertEquals("127.0.0.1", call.name());
    assertEquals(server.url("/ok"), call.url());
  }

  @Test
  void replacesAHeaderThatTheApplicationPassedOn() throws Exception {
    Map<String, String> headers =
        Map.of("x-amzn-trace-id", "Root=1-00000000-000000000000000000000000");
    Segment segment = recorded.trace(() -> call("GET", server.url("/ok"), headers, null));
    assertSent(recorded.only(segment));
  }

  @Test
  void recordsEachOfSeveralCalls() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              get(server.url("/ok"));
              get(server.url("/status/404"));
              get(server.url("/ok"));
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(3, calls.size());
    assertEquals(404, calls.get(1).status());
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(calls.get(i).header()), server.header(HEADER).get(i));
    }
  }

  @Test
  void recordsNothingInsideAnotherCall() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              Subsegment outer = Tracer.enterCall("S3", Subsegment.AWS);
              get(server.url("/ok"));
              outer.close();
            });
    assertEquals("S3", recorded.only(segment).name());
    assertEquals(List.of(List.of()), server.header(HEADER), "the outer call sees to the header");
  }

  @Test
  void passesTheTraceOnWhenNotSampled() throws Exception {
    String header = "Root=" + TRACE_ID + ";Sampled=0";
    recorded.unsampled(() -> get(server.url("/redirect")));
    assertEquals(Collections.nCopies(2, List.of(header)), server.header(HEADER));
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void leavesRequestsOutsideOfATraceAlone() throws Exception {
    get(server.url("/ok"));
    assertEquals(List.of(List.of()), server.header(HEADER));
    assertTrue(recorded.offered().isEmpty());
  }

  /** All requests so far carried the call's header, each exactly once. */
  private static void assertSent(Subsegment call) {
    List<List<String>> sent = server.header(HEADER);
    assertFalse(sent.isEmpty());
    assertEquals(Collections.nCopies(sent.size(), List.of(call.header())), sent);
  }
}
