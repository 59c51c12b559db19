package io.roentgen.agent.sampling;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Sink;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DaemonSamplerTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String THREAD = "roentgen-sampling";

  /** The first report is due ten seconds after the first request. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SamplingService service;
  private DaemonSampler sampler;
  private List<Thread> before;

  @BeforeEach
  void start() throws Exception {
    before = threads();
    service = new SamplingService();
    service.targets.put("Default", "{\"RuleName\":\"Default\",\"Interval\":1}");
    sampler = new DaemonSampler(new LocalSampler(0, 1), service.address(), "shop");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static List<Thread> threads() {
    List<Thread> found = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(THREAD)) {
        found.add(thread);
      }
    }
    return found;
  }

  private List<Thread> started() {
    List<Thread> started = threads();
    started.removeAll(before);
    return started;
  }

  private String rule(String path) {
    return sampler.sampledBy(null, "localhost:8080", "GET", path);
  }

  private void awaitRule(String rule, String path) {
    await().atMost(PATIENCE).until(() -> rule.equals(rule(path)));
  }

  @Test
  void oneThreadWithTheFirstRequest() throws Exception {
    service.setRules(SamplingService.byDefault(1, 0));
    assertEquals(List.of(), started());
    awaitRule("Default", "/");
    assertEquals(1, started().size());
    Thread thread = started().get(0);
    assertTrue(thread.isDaemon());
    assertNull(thread.getContextClassLoader());
    thread.interrupt();
    service.setRules(SamplingService.forPath("edited", "/*", 1), SamplingService.byDefault(1, 0));
    service.modified = "1.6E9";
    awaitRule("edited", "/");
    assertEquals(List.of(thread), started());
  }

  /** The daemon restarts, with other rules. */
  @Test
  void anotherDaemonAtTheSameAddress() throws Exception {
    service.setRules(SamplingService.byDefault(1, 0));
    awaitRule("Default", "/");
    int port = service.port();
    service.close();
    service = new SamplingService(port);
    service.modified = "7";
    service.targets.put("Default", "{\"RuleName\":\"Default\",\"Interval\":1}");
    service.setRules(SamplingService.forPath("other", "/*", 1), SamplingService.byDefault(1, 0));
    awaitRule("other", "/");
  }

  /** Keeps the segments. */
  private static final class Kept implements Sink {

    final List<Entity> segments = new ArrayList<>();

    @Override
    public void offer(Entity complete) {
      segments.add(complete);
    }
  }

  @Test
  void theTracerAsksAndNamesTheRule() {
    Kept kept = new Kept();
    Tracer.install("shop", sampler, kept);
    service.setRules(SamplingService.forPath("api", "/api/*", 1), SamplingService.byDefault(0, 0));
    awaitRule("api", "/api/1");
    Tracer.end(Tracer.enterSegment(null, "localhost", "GET", "/api/17"));
    Tracer.end(Tracer.enterSegment(null, "localhost", "GET", "/other"));
    Tracer.end(
        Tracer.enterSegment(
            "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1", "localhost", "GET", "/other"));
    assertEquals(2, kept.segments.size());
    assertEquals("api", ((Segment) kept.segments.get(0)).rule());
    assertNull(((Segment) kept.segments.get(1)).rule());
  }

  private static double bytes(Runnable request) {
    for (int i = 0; i < 20_000; i++) {
      request.run();
    }
    long id = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(id);
    for (int i = 0; i < 20_000; i++) {
      request.run();
    }
    return (double) (THREADS.getThreadAllocatedBytes(id) - before) / 20_000;
  }

  private static void assertAtMost(double limit, double bytes) {
    assertTrue(bytes <= limit, bytes + " bytes");
  }

  @Test
  void aDecisionAllocatesNothing() {
    LocalSampler local = new LocalSampler(1, 0.05);
    assertAtMost(0.5, bytes(() -> local.sample("h", "GET", "/")));
    service.setRules(
        SamplingService.rule("a", 1, "'URLPath':'/a*b*','FixedRate':1,'ReservoirSize':1"),
        SamplingService.rule("b", 2, "'URLPath':'*é?','FixedRate':1,'ReservoirSize':1"),
        SamplingService.forPath("c", "/c*", 0.5),
        SamplingService.byDefault(0.05, 1));
    awaitRule("a", "/aBb");
    assertAtMost(0.5, bytes(() -> sampler.sampledBy(null, "localhost:8080", "GET", "/orders/17")));
    assertAtMost(0.5, bytes(() -> sampler.sampledBy(null, "localhost:8080", "GET", "/c")));
    assertAtMost(0.5, bytes(() -> sampler.sampledBy("job", null, null, null)));
    assertAtMost(0.5, bytes(() -> sampler.sample("[::1]:80", "POST", "/aÄb")));
  }

  @Test
  void anUnsampledRequestTakesLessThanHundredBytes() {
    service.setRules(SamplingService.forPath("c", "/c*", 0.5), SamplingService.byDefault(0, 0));
    Tracer.install("shop", sampler, new Kept());
    await().atMost(PATIENCE).until(() -> rule("/orders") == null);
    assertAtMost(
        100,
        bytes(
            () -> {
              TraceContext request = Tracer.enterSegment(null, "localhost", "GET", "/orders");
              Tracer.end(request);
            }));
  }
}
