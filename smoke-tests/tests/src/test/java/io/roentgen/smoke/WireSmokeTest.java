package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.smoke.WireRecorder.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One application, run without the agent and with it against the same server: what went over the
 * wire differs by the trace alone, and what the application saw does not differ.
 */
final class WireSmokeTest {

  private static final List<String> PATHS = List.of("/2", "/1");

  /** What SQS tells of a system attribute that was sent; the SDKs neither check nor use it. */
  private static final Pattern DIGEST =
      Pattern.compile(",? ?MD5OfMessageSystemAttributes[=:] ?[0-9a-f]{32}");

  /** What a run left: requests before any trace, requests of each path, and the output. */
  private record Run(List<List<Request>> requests, List<String> seen) {}

  static List<Jvms.Installed> jvms() {
    return Jvms.since(17);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void onlyTheTraceIsAdded(Jvms.Installed jvm) throws Exception {
    try (Smoke smoke = new Smoke("wire", jvm);
        WireRecorder server = new WireRecorder(new AwsAnswers())) {
      Run plain = run(smoke, server, app("plain", server).on(jvm.home()));
      Run traced = run(smoke, server, smoke.traced(app("aws-app", server)));
      for (int i = 0; i < plain.requests.size(); i++) {
        List<String> before = WireLog.of(plain.requests.get(i));
        List<String> after = WireLog.of(traced.requests.get(i));
        Files.write(smoke.logs.resolve("wire-plain-" + i + ".txt"), before);
        Files.write(smoke.logs.resolve("wire-traced-" + i + ".txt"), after);
        assertTrue(before.size() > 20, "only " + before.size() + " requests");
        assertSame(before, after);
      }
      assertSame(plain.seen, traced.seen);
      for (List<Request> requests : plain.requests) {
        assertTrue(headers(requests).isEmpty());
      }
      Traces traces = smoke.awaitSegments(PATHS.size());
      smoke.assertInvariants();
      assertHeaders(traced, traces);
    }
  }

  private static Jvm app(String name, WireRecorder server) {
    Path module = Smoke.SMOKE_TESTS.resolve("aws-app");
    return Jvm.ofModule(name, module, "com.example.aws.AwsApp")
        .arguments(server.uri().toString())
        .property("aws.cborEnabled", "false")
        .property("com.amazonaws.sdk.disableCbor", "true")
        .property("aws.java.v1.disableDeprecationAnnouncement", "true")
        .property("aws.disableEc2Metadata", "true");
  }

  private static Run run(Smoke smoke, WireRecorder server, Jvm jvm) throws Exception {
    List<List<Request>> requests = new ArrayList<>();
    try (JvmProcess process = smoke.start(jvm)) {
      String url = process.awaitReady(Smoke.PATIENCE);
      requests.add(server.take());
      for (String path : PATHS) {
        assertEquals(200, smoke.get(url + path));
        requests.add(server.take());
      }
      process.stop();
      List<String> seen = new ArrayList<>();
      for (String line : process.output()) {
        if (line.startsWith("> ")) {
          seen.add(DIGEST.matcher(line).replaceAll(""));
        }
      }
      return new Run(requests, seen);
    }
  }

  /** Names the first thing that differs. */
  private static void assertSame(List<String> before, List<String> after) {
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      assertEquals(before.get(i), after.get(i));
    }
    assertEquals(before.size(), after.size());
  }

  private static List<String> headers(List<Request> requests) {
    List<String> headers = new ArrayList<>();
    for (Request request : requests) {
      headers.addAll(request.all(WireLog.HEADER));
    }
    return headers;
  }

  /** Each request of a trace carries one header, that of the subsegment which is its call. */
  private static void assertHeaders(Run traced, Traces traces) {
    Set<String> calls = new HashSet<>();
    for (Trace trace : traces.all()) {
      for (Entity entity : trace.entities()) {
        if ("aws".equals(entity.text("namespace"))) {
          calls.add("Root=" + trace.id() + ";Parent=" + entity.id() + ";Sampled=1");
        }
      }
    }
    Set<String> sent = new HashSet<>();
    for (int i = 0; i < traced.requests.size(); i++) {
      for (Request request : traced.requests.get(i)) {
        List<String> headers = request.all(WireLog.HEADER);
        // Before any request only the messages have a trace, each its own.
        boolean inTrace = i > 0 || request.text().contains("\"ReceiptHandle\":\"handle-");
        assertEquals(inTrace ? 1 : 0, headers.size(), request::text);
        for (String header : headers) {
          if (header.endsWith("Sampled=1")) {
            sent.add(header);
          }
        }
      }
    }
    assertEquals(calls, sent);
  }
}
