package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One application under the agent, and what came of it. */
final class Smoke implements AutoCloseable {

  static final Path ROOT = Path.of(System.getProperty("roentgen.root"));
  static final Path SMOKE_TESTS = ROOT.resolve("smoke-tests");
  static final Path AGENT = ROOT.resolve("agent/target/roentgen.jar");
  static final Path LOGS = ROOT.resolve("smoke-tests/tests/target/logs");
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final boolean UPDATE = Boolean.getBoolean("roentgen.golden.update");

  final DocumentCollector collector;
  final Path logs;
  private final Jvms.Installed jvm;
  private final List<JvmProcess> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  Smoke(String name, Jvms.Installed jvm) throws IOException {
    this.jvm = jvm;
    logs = LOGS.resolve(name + "-" + jvm.version());
    collector = new DocumentCollector(logs.resolve("segments.jsonl"));
  }

  /** Gives a JVM the agent, everything sampled, and the Java version under test. */
  Jvm traced(Jvm process) {
    return process
        .on(jvm.home())
        .agent(AGENT)
        .property("roentgen.service.name", process.name())
        .property("roentgen.daemon.address", collector.address())
        .property("roentgen.sampling", "all");
  }

  JvmProcess start(Jvm process) throws IOException {
    JvmProcess started = process.start(logs);
    processes.add(started);
    return started;
  }

  /** What a process prints is checked for complaints of the agent. */
  void watch(JvmProcess process) {
    processes.add(process);
  }

  int get(String url) throws IOException, InterruptedException {
    return send("GET", url, null);
  }

  int send(String method, String url, String form) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("User-Agent", "smoke")
            .method(method, form == null ? BodyPublishers.noBody() : BodyPublishers.ofString(form));
    HttpResponse<Void> response =
        http.send(request.build(), HttpResponse.BodyHandlers.discarding());
    return response.statusCode();
  }

  /** Waits until the traces are as wanted and nothing more comes for a while. */
  Traces await(Predicate<Traces> complete) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() - deadline < 0) {
      int before = collector.documents().size();
      collector.await(600);
      if (collector.documents().size() == before && complete.test(collector.traces())) {
        break;
      }
    }
    return collector.traces();
  }

  Traces awaitSegments(int segments) throws InterruptedException {
    return await(traces -> traces.segments() >= segments);
  }

  /** Holds the shapes of the traces, sorted by name, against a file. */
  void assertGolden(String name, Traces traces) throws IOException {
    assertGolden(
        name, traces.all().stream().map(Shape::of).sorted().collect(Collectors.joining("\n")));
  }

  /** Holds a text against a file. */
  void assertGolden(String name, String text) throws IOException {
    Path golden = SMOKE_TESTS.resolve("tests/src/test/resources/golden/" + name + ".txt");
    if (UPDATE) {
      Files.writeString(golden, text);
    }
    assertEquals(Files.readString(golden), text, () -> "documents in " + logs);
  }

  void assertInvariants() {
    List<String> broken = Invariants.broken(collector, processes);
    if (!broken.isEmpty()) {
      fail(String.join("\n", broken) + "\ndocuments in " + logs);
    }
  }

  @Override
  public void close() {
    for (JvmProcess process : processes) {
      process.close();
    }
    try {
      collector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
