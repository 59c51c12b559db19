package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Sampler;
import io.roentgen.trace.Tracer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who decides on a segment that the application begins, and on a part of one. */
final class SamplingTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @BeforeEach
  void reset() {
    assumeTrue(Sdk.IS_LATEST, "these methods came with 2.8 and later");
    Sdk.reset();
  }

  private static Segment begin() {
    return (Segment) Sdk.call(AWSXRay.class, "beginSegmentWithSampling", "job");
  }

  @Test
  void theAgentsSampler() {
    recorded.sample((host, method, path) -> false);
    assertFalse(begin().isSampled());
    AWSXRay.endSegment();
    recorded.sample((host, method, path) -> true);
    assertTrue(begin().isSampled());
    AWSXRay.endSegment();
    assertEquals(1, recorded.segments().size());
    assertEquals(Set.of(), pollers());
  }

  @Test
  void theAgentsRules() {
    recorded.sample(
        new Sampler() {
          @Override
          public boolean sample(String host, String method, String path) {
            throw new AssertionError("asked for less than the rule");
          }

          @Override
          public String sampledBy(String service, String host, String method, String path) {
            return "job".equals(service) ? "jobs" : null;
          }
        });
    assertTrue(begin().isSampled());
    AWSXRay.endSegment();
    assertEquals("jobs", recorded.segments().get(0).rule());
    assertFalse(((Segment) Sdk.call(AWSXRay.class, "beginSegmentWithSampling", "x")).isSampled());
    AWSXRay.endSegment();
  }

  @Test
  void theApplicationsStrategy() {
    AWSXRay.getGlobalRecorder().setSamplingStrategy(new NoSamplingStrategy());
    assertFalse(begin().isSampled());
    AWSXRay.endSegment();
    recorded.sample((host, method, path) -> false);
    AWSXRay.getGlobalRecorder().setSamplingStrategy(new AllSamplingStrategy());
    assertTrue(begin().isSampled());
    AWSXRay.endSegment();
    assertEquals(1, recorded.segments().size());
  }

  private static Set<String> pollers() {
    Set<String> names = new java.util.TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (frame.getClassName().startsWith("com.amazonaws.xray.strategy")) {
          names.add(thread.getName());
        }
      }
    }
    return names;
  }

  @Test
  void aSubsegmentThatIsNot() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Segment before = AWSXRay.getCurrentSegment();
              Subsegment none =
                  (Subsegment) Sdk.call(AWSXRay.class, "beginSubsegmentWithoutSampling", "secret");
              assertSame(none, AWSXRay.getCurrentSubsegment());
              assertEquals(null, Tracer.enterCall("db", "remote"));
              assertTrue(Tracer.headerFor(null).endsWith(";Sampled=0"));
              AWSXRay.createSubsegment("inner", () -> {});
              AWSXRay.endSubsegment();
              assertSame(before, AWSXRay.getTraceEntity());
              AWSXRay.createSubsegment("after", () -> {});
            });
    assertEquals("after", recorded.only(segment).name());
    assertEquals(List.of(segment), recorded.offered());
  }
}
