package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.console.map.Statistics;
import io.roentgen.console.map.TraceMap;
import io.roentgen.smoke.tracer.TracerFleet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An API, two topics, a queue and six functions; every request is one trace from end to end. */
final class XRayTracerSmokeTest {
  private static final int REQUESTS = 3;

  static List<Jvms.Installed> jvms() {
    return Jvms.since(17);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void everyRequestIsOneTrace(Jvms.Installed jvm) throws Exception {
    try (Smoke smoke = new Smoke("xray-tracer", jvm);
        TracerFleet fleet =
            new TracerFleet(
                Smoke.ROOT, smoke.logs, Smoke.AGENT, jvm.home(), smoke.collector.address())) {
      String api = "http://127.0.0.1:" + fleet.start(step -> {});
      fleet.traced().forEach(smoke::watch);
      smoke.collector.clear();
      for (int i = 1; i <= REQUESTS; i++) {
        int sent = i;
        assertEquals(200, smoke.get(api + "/hello?secret=1"));
        // One after the other: which of them fails is a matter of their order.
        smoke.await(
            traces -> traces.all().stream().filter(TracerFleet::isComplete).count() == sent);
      }
      Traces traces = smoke.collector.traces();
      assertEquals(REQUESTS, traces.all().size());
      smoke.assertInvariants();
      smoke.assertGolden("xray-tracer", traces);
      smoke.assertGolden("xray-tracer-map", edges(traces.map()));
    }
  }

  /** A line for each edge, without times. */
  private static String edges(TraceMap map) {
    TreeSet<String> lines = new TreeSet<>();
    for (TraceMap.Edge edge : map.edges()) {
      Statistics seen = edge.statistics();
      lines.add(
          "%s -> %s: %d ok, %d error, %d throttle, %d fault"
              .formatted(
                  edge.from(),
                  edge.to(),
                  seen.ok(),
                  seen.errors(),
                  seen.throttles(),
                  seen.faults()));
    }
    return String.join("\n", lines) + "\n";
  }
}
