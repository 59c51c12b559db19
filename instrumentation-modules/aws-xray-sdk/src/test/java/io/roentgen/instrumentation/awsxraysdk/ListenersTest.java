package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;
import io.roentgen.testing.Recorded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners are told of what the application begins and ends as without the agent. */
final class ListenersTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private final List<String> told = new ArrayList<>();

  /** Has all methods that a listener may have in the version under test. */
  public final class Told implements SegmentListener {
    @Override
    public void onBeginSegment(Segment segment) {
      told.add("begin " + segment.getName());
      segment.putAnnotation("host", "a");
    }

    @Override
    public void beforeEndSegment(Segment segment) {
      told.add("before end " + segment.getName());
      segment.putAnnotation("last", true);
    }

    /** As the interface has it from 2.6 on. */
    public void afterEndSegment(Segment segment) {
      told.add("after end " + segment.getName());
    }

    /** As the interface has it from 2.8 on. */
    public void onBeginSubsegment(Subsegment subsegment) {
      told.add("begin " + subsegment.getName());
      subsegment.putAnnotation("host", "b");
    }

    /** As the interface has it from 2.8 on. */
    public void beforeEndSubsegment(Subsegment subsegment) {
      told.add("before end " + subsegment.getName());
    }

    /** As the interface has it from 2.8 on. */
    public void afterEndSubsegment(Subsegment subsegment) {
      told.add("after end " + subsegment.getName());
    }

    /** As the interface has it from 2.5 on. */
    public void onSetEntity(Entity before, Entity entity) {
      told.add("set " + name(before) + " to " + name(entity));
    }

    /** As the interface has it from 2.5 on. */
    public void onClearEntity(Entity before) {
      told.add("clear " + name(before));
    }

    private static String name(Entity entity) {
      return entity == null ? "-" : entity.getName();
    }
  }

  @BeforeEach
  void reset() {
    Sdk.reset().addSegmentListener(new Told());
  }

  @Test
  void ofAnOwnSegment() {
    AWSXRay.beginSegment("job");
    AWSXRay.createSubsegment("part", () -> {});
    AWSXRay.endSegment();
    assertEquals(
        Sdk.IS_LATEST
            ? List.of(
                "set - to job",
                "begin job",
                "set job to part",
                "begin part",
                "before end part",
                "after end part",
                "set part to job",
                "before end job",
                "after end job",
                "clear job")
            : List.of("begin job", "before end job", "after end job"),
        told);
    io.roentgen.trace.Segment segment = recorded.segments().get(0);
    assertEquals("a", segment.annotations().get("host"));
    assertEquals(true, segment.annotations().get("last"));
    if (Sdk.IS_LATEST) {
      assertEquals("b", recorded.only(segment).annotations().get("host"));
    }
  }

  @Test
  void ofTheAgentsSegment() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              assertEquals(
                  Sdk.IS_LATEST ? List.of("set - to test", "begin test") : List.of("begin test"),
                  told);
              told.clear();
              AWSXRay.createSubsegment("part", () -> {});
            });
    assertEquals(
        Sdk.IS_LATEST
            ? List.of(
                "set test to part",
                "begin part",
                "before end part",
                "after end part",
                "set part to test",
                "before end test",
                "after end test",
                "clear test")
            : List.of("before end test", "after end test"),
        told);
    assertEquals("a", segment.annotations().get("host"));
    assertEquals(true, segment.annotations().get("last"));
  }

  @Test
  void ofAnotherApplicationsSegment() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      recorded.trace(() -> {});
    } finally {
      thread.setContextClassLoader(own);
    }
    assertEquals(List.of(), told);
  }
}
