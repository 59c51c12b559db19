package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonServerTest {

  private final List<String> kept = new CopyOnWriteArrayList<>();
  private final Counters counters = new Counters();
  private final HttpClient client = HttpClient.newHttpClient();
  private SamplingRules rules;
  private DaemonServer server;

  @BeforeEach
  void open() throws Exception {
    rules = new SamplingRules(null);
    server =
        new DaemonServer(
            new InetSocketAddress("127.0.0.1", 0),
            rules,
            this::keep,
            counters,
            List.of("Xray.internal"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String keep(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    if (text.contains("overflow")) {
      throw new StackOverflowError();
    }
    if (!text.startsWith("{\"id\"")) {
      return "no id";
    }
    kept.add(text);
    return null;
  }

  private HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void keepsDocumentsAndTellsWhichNot() throws Exception {
    String large = "x".repeat((64 << 10) + 1);
    HttpResponse<String> answer =
        post(
            "/TraceSegments",
            "{\"Later\": [{}], \"TraceSegmentDocuments\": ["
                + "\"{\\\"id\\\": \\\"a\\\", \\\"name\\\": \\\"ö\\\"}\","
                + "\"{\\\"name\\\": [], \\\"id\\\": \\\"b\\\"}\","
                + "\"[]\", \"overflow\", \""
                + large
                + "\"]}");
    assertEquals(200, answer.statusCode());
    assertEquals(List.of("{\"id\": \"a\", \"name\": \"ö\"}"), kept);
    assertEquals(
        "{\"UnprocessedTraceSegments\":["
            + unprocessed("\"Id\":\"b\",", "no id")
            + ","
            + unprocessed("", "no id")
            + ","
            + unprocessed("", "failed: java.lang.StackOverflowError")
            + ","
            + unprocessed("", "larger than 64 KB")
            + "]}",
        answer.body());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    Counters.Snapshot now = counters.snapshot();
    assertEquals(1, now.documents);
    assertEquals(4, now.bad);
    assertEquals(1, now.requests);
    assertTrue(now.reasons.get(0).from.startsWith("127.0.0.1:"));
  }

  private static String unprocessed(String id, String reason) {
    return "{"
        + id
        + "\"ErrorCode\":\"InvalidSegment\",\"Message\":\"Invalid segment: "
        + reason
        + "\"}";
  }

  @Test
  void takesFiftyDocumentsOf64KbAndNoMore() throws Exception {
    // Every character needs an escape: the longest body there is.
    String document = "\"{\\\"id\\\"" + "\\\"".repeat(Operations.LARGEST_DOCUMENT - 5) + "\"";
    String fifty = String.join(",", Collections.nCopies(50, document));
    assertEquals(
        "{\"UnprocessedTraceSegments\":[]}",
        post("/TraceSegments", "{\"TraceSegmentDocuments\":[" + fifty + "]}").body());
    assertEquals(50, kept.size());
    assertError(
        400,
        post(
            "/TraceSegments",
            "{\"TraceSegmentDocuments\":["
                + String.join(",", Collections.nCopies(51, "\"{}\""))
                + "]}"));
    assertEquals(50, kept.size());
    assertEquals(0, counters.snapshot().reasons.stream().filter(r -> r.count > 1).count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/TraceSegments|''",
        "/TraceSegments|[]",
        "/TraceSegments|{}",
        "/TraceSegments|{\"TraceSegmentDocuments\": \"x\"}",
        "/TraceSegments|{\"TraceSegmentDocuments\": [1]}",
        "/TraceSegments|{\"TraceSegmentDocuments\": []",
        "/TraceSegments|{\"TraceSegmentDocuments\": []} {}",
        "/SamplingTargets|{\"SamplingStatisticsDocuments\": [{\"ClientID\": \"x\"}]}",
        "/SamplingTargets|{\"SamplingStatisticsDocuments\": [{\"RequestCount\": \"x\"}]}",
        "/SamplingTargets|{\"SamplingStatisticsDocuments\": [{\"RuleName\": {}}]}",
        "/SamplingTargets|{\"SamplingStatisticsDocuments\": {}}",
        "/SamplingTargets|GET / HTTP/1.1",
        "/SamplingTargets|null",
      })
  void refusesWrongBodies(String path, String body) throws Exception {
    assertError(400, post(path, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/GetSamplingRules/", "/TraceSegments/x", "/Encrypt%20ionConfig"})
  void knowsNoOtherOperation(String path) throws Exception {
    assertError(404, post(path, "{}"));
  }

  @Test
  void takesOnlyPosts() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/GetSamplingRules");
    assertError(
        404,
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
  }

  private static void assertError(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    String type = answer.headers().firstValue("x-amzn-ErrorType").orElseThrow();
    assertTrue(answer.body().startsWith("{\"__type\":\"" + type + "\",\"Message\":\""));
  }

  @Test
  void telemetryIsCountedOnly() throws Exception {
    assertEquals("{}", post("/TelemetryRecords", "{\"TelemetryRecords\": []}").body());
    assertEquals(1, counters.snapshot().telemetry);
  }

  @Test
  void webPagesAreRefused() throws Exception {
    String body = "{\"TraceSegmentDocuments\": [\"{\\\"id\\\": 1}\"]}";
    assertError(403, post("/TraceSegments", body, "Origin", "http://evil.example"));
    assertError(403, post("/TraceSegments", body, "Origin", "null"));
    assertError(403, post("/TraceSegments", body, "Sec-Fetch-Site", "cross-site"));
    assertEquals(List.of(), kept);
    assertEquals(3, counters.snapshot().bad);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:2000,200",
    "localhost,200",
    "LocalHost:1,200",
    "a.localhost:2000,200",
    "[::1]:2000,200",
    "192.168.0.7:2000,200",
    "xray.Internal:2000,200",
    "evil.example:2000,403",
    "127.0.0.1.evil.example,403",
    "127.0.0.1evil,403",
    "localhost.evil.example:2000,403",
    "1.2.3,403",
    "xray.internal.evil,403",
    "'',403",
  })
  void answersByItsOwnNamesOnly(String host, int status) throws Exception {
    String request = "POST /GetSamplingRules HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0";
    String answer = Raw.call(server.address(), request + "\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @Test
  void aBusyPortIsAnError() {
    assertThrows(
        BindException.class,
        () -> new DaemonServer(server.address(), rules, this::keep, counters, List.of()));
  }

  @Test
  void noThreadKeepsTheJvmAndNoneIsLeft() throws Exception {
    post("/GetSamplingRules", "{}");
    assertTrue(threads().size() > 0);
    assertTrue(threads().stream().allMatch(Thread::isDaemon));
    server.close();
    await().until(() -> threads().isEmpty());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().matches("roentgen-console-tcp.*|HTTP-Dispatcher"))
        .toList();
  }
}
