package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thousand messages, eight consumers, visibility timeouts too short and work that fails: each
 * time a message is processed there is one segment, below the call that sent it.
 */
final class SqsWorkersSmokeTest {

  private static final int MESSAGES = 1000;

  static List<Jvms.Installed> jvms() {
    return Jvms.since(17);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void processesEachMessageOnItsOwnTrace(Jvms.Installed jvm) throws Exception {
    long seed = System.nanoTime();
    try (Smoke smoke = new Smoke("sqs-workers", jvm)) {
      Path servers = Smoke.SMOKE_TESTS.resolve("servers/sqs");
      JvmProcess sqs = smoke.start(Jvm.ofModule("sqs", servers, "io.roentgen.smoke.sqs.Sqs"));
      JvmProcess workers =
          smoke.start(
              smoke.traced(
                  Jvm.ofModule(
                          "workers",
                          Smoke.SMOKE_TESTS.resolve("sqs-app"),
                          "com.example.queue.Workers")
                      .arguments(sqs.awaitReady(Smoke.PATIENCE), "" + MESSAGES, "" + seed)));
      assertEquals(0, workers.awaitEnd(Smoke.PATIENCE.multipliedBy(2)));
      Map<String, Integer> wanted = processed(workers.output());
      assertEquals(MESSAGES, wanted.size());
      int all = wanted.values().stream().mapToInt(Integer::intValue).sum();
      assertTrue(all > MESSAGES, "nothing was delivered twice");
      Traces traces = smoke.awaitSegments(all);
      assertEquals(wanted, segments(traces), () -> "seed " + seed + ", documents in " + smoke.logs);
      assertEquals(List.of(), smoke.collector.malformed());
    }
  }

  /** How often each message was processed, by the id of the call that sent it. */
  private static Map<String, Integer> processed(List<String> output) {
    Map<String, Integer> times = new TreeMap<>();
    for (String line : output) {
      if (line.startsWith("> ")) {
        String[] words = line.split(" ");
        times.put(
            String.format("%016x", Integer.parseInt(words[1]) + 1), Integer.parseInt(words[2]));
      }
    }
    return times;
  }

  private static Map<String, Integer> segments(Traces traces) {
    Map<String, Integer> times = new TreeMap<>();
    for (Trace trace : traces.all()) {
      for (Entity segment : trace.segments()) {
        assertTrue(trace.id().endsWith(segment.parentId()), "on the trace of its parent");
        times.merge(segment.parentId(), 1, Integer::sum);
      }
    }
    return times;
  }
}
