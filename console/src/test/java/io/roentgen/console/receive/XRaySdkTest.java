package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.config.DaemonConfiguration;
import com.amazonaws.xray.emitters.UDPEmitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.CentralizedSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** X-Ray's SDK for Java takes the console for a daemon. */
class XRaySdkTest {

  private final List<String> kept = new CopyOnWriteArrayList<>();
  private final Counters counters = new Counters();
  private SamplingRules rules;
  private DaemonServer tcp;
  private UdpReceiver udp;

  @BeforeEach
  void open() throws Exception {
    InetSocketAddress loopback = new InetSocketAddress("127.0.0.1", 0);
    rules = new SamplingRules(null);
    tcp = new DaemonServer(loopback, rules, this::keep, counters, List.of());
    udp = new UdpReceiver(loopback, this::keep, counters);
    System.setProperty(
        DaemonConfiguration.DAEMON_ADDRESS_SYSTEM_PROPERTY_KEY,
        "tcp:127.0.0.1:" + tcp.address().getPort() + " udp:127.0.0.1:" + udp.address().getPort());
  }

  @AfterEach
  void close() throws Exception {
    System.clearProperty(DaemonConfiguration.DAEMON_ADDRESS_SYSTEM_PROPERTY_KEY);
    tcp.close();
    udp.close();
  }

  private String keep(byte[] bytes, int offset, int length) {
    kept.add(new String(bytes, offset, length, UTF_8));
    return null;
  }

  @Test
  void itsSegmentsAreKept() throws Exception {
    AWSXRayRecorder recorder =
        AWSXRayRecorderBuilder.standard()
            .withEmitter(new UDPEmitter(new DaemonConfiguration()))
            .withSamplingStrategy(new AllSamplingStrategy())
            .build();
    Segment segment = recorder.beginSegment("shop");
    recorder.beginSubsegment("größer");
    recorder.endSubsegment();
    recorder.endSegment();
    await().until(() -> kept.size() == 1);
    assertTrue(kept.get(0).contains("\"id\":\"" + segment.getId() + "\""), kept.get(0));
    assertTrue(kept.get(0).contains("größer"), kept.get(0));
    assertEquals(0, counters.snapshot().bad);
  }

  @Test
  void itsDecisionsFollowTheRules() throws Exception {
    Rule.Draft none = new Rule.Draft();
    none.name = "checks";
    none.priority = 10;
    none.urlPath = "/health*";
    Rule.Draft some = new Rule.Draft();
    some.name = "orders";
    some.priority = 20;
    some.urlPath = "/orders";
    some.httpMethod = "POST";
    some.reservoirSize = 1;
    rules.replace(List.of(Rule.byDefault(1, 1), new Rule(none), new Rule(some)));

    CentralizedSamplingStrategy strategy = new CentralizedSamplingStrategy();
    try {
      await().until(() -> decide(strategy, "/health", "GET").getRuleName().isPresent());
      assertFalse(decide(strategy, "/health/live", "GET").isSampled());
      assertEquals("checks", decide(strategy, "/healthy", "GET").getRuleName().orElseThrow());
      for (int i = 0; i < 20; i++) {
        SamplingResponse other = decide(strategy, "/", "GET");
        assertTrue(other.isSampled());
        assertEquals("Default", other.getRuleName().orElseThrow());
      }
      assertEquals("orders", decide(strategy, "/orders", "POST").getRuleName().orElseThrow());

      // It reports every ten seconds, and is told its part of the reservoir.
      await().atMost(Duration.ofSeconds(40)).until(() -> reported("orders") && reported("checks"));
      for (ClientReport report : rules.clients()) {
        assertEquals(CentralizedSamplingStrategy.getClientID(), report.client);
        if (report.rule.equals("orders")) {
          assertEquals(1, report.requests);
          assertEquals(1, report.borrowed);
          assertEquals(0, report.sampled);
        } else if (report.rule.equals("checks")) {
          assertTrue(report.requests >= 3, "requests: " + report.requests);
          assertEquals(0, report.sampled);
        } else {
          assertEquals(20, report.requests);
          assertEquals(20, report.sampled + report.borrowed);
        }
      }
      // With a quota sampled is what would have been borrowed.
      await().until(() -> decide(strategy, "/orders", "POST").isSampled());
    } finally {
      strategy.shutdown();
    }
    assertEquals(0, counters.snapshot().bad);
    assertTrue(counters.snapshot().requests >= 2);
  }

  private boolean reported(String rule) {
    return rules.clients().stream().anyMatch(r -> r.rule.equals(rule));
  }

  private static SamplingResponse decide(
      CentralizedSamplingStrategy strategy, String path, String method) {
    return strategy.shouldTrace(new SamplingRequest("shop", "localhost", path, method, null));
  }
}
