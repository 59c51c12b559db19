package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subsegments: the application's among ours and ours among the application's. */
final class SubsegmentTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @BeforeEach
  void reset() {
    Sdk.reset();
  }

  @AfterEach
  void theSdkSendsNothing() {
    assertEquals(List.of(), Sdk.SENT);
  }

  @Test
  void nest() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () ->
                AWSXRay.createSubsegment(
                    "outer",
                    (Subsegment outer) -> {
                      assertSame(outer, AWSXRay.getCurrentSubsegment());
                      assertSame(outer.getParentSegment(), AWSXRay.getCurrentSegment());
                      Tracer.enterCall("db", "remote").close();
                      Subsegment inner = AWSXRay.beginSubsegment("inner");
                      assertSame(outer, inner.getParent());
                      inner.setNamespace("remote");
                      Tracer.enterCall("http", "remote").close();
                      AWSXRay.endSubsegment();
                      assertSame(outer, AWSXRay.getTraceEntity());
                    }));
    io.roentgen.trace.Subsegment outer = recorded.only(segment);
    assertEquals("outer", outer.name());
    assertNull(outer.namespace());
    List<io.roentgen.trace.Subsegment> inside = recorded.children(outer);
    assertEquals("db", inside.get(0).name());
    assertEquals("inner", inside.get(1).name());
    assertEquals("remote", inside.get(1).namespace());
    assertEquals("http", recorded.only(inside.get(1)).name());
  }

  @Test
  void theAgentsCallIsTheCurrentSubsegment() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              io.roentgen.trace.Subsegment call = Tracer.enterCall("db", "remote");
              Subsegment seen = AWSXRay.getCurrentSubsegment();
              assertEquals(TraceHeader.id(call.id()), seen.getId());
              assertEquals("db", seen.getName());
              assertEquals("remote", seen.getNamespace());
              assertSame(AWSXRay.getCurrentSegment(), seen.getParent());
              seen.putAnnotation("shard", 3);
              AWSXRay.endSubsegment();
              assertSame(seen, AWSXRay.getTraceEntity());
              AWSXRay.createSubsegment("inside", () -> {});
              call.close();
            });
    io.roentgen.trace.Subsegment call = recorded.only(segment);
    assertEquals(3, call.annotations().get("shard"));
    assertEquals("inside", recorded.only(call).name());
  }

  @Test
  void endedFromElsewhere() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Entity before = AWSXRay.getTraceEntity();
              Subsegment async = AWSXRay.beginSubsegment("async");
              AWSXRay.setTraceEntity(before);
              assertSame(before, AWSXRay.getTraceEntity());
              Thread other = new Thread(() -> AWSXRay.getGlobalRecorder().endSubsegment(async));
              other.start();
              other.join();
              assertFalse(async.isInProgress());
            });
    assertEquals("async", recorded.only(segment).name());
  }

  @Test
  void endsAfterItsSegment() throws Exception {
    Subsegment[] late = new Subsegment[1];
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Entity before = AWSXRay.getTraceEntity();
              late[0] = AWSXRay.beginSubsegment("late");
              AWSXRay.setTraceEntity(before);
            });
    assertEquals(List.of(), recorded.children(segment));
    late[0].putAnnotation("done", true);
    AWSXRay.getGlobalRecorder().endSubsegment(late[0]);
    var alone = (io.roentgen.trace.Subsegment) recorded.offered().get(1);
    assertEquals("late", alone.name());
    assertEquals(true, alone.annotations().get("done"));
  }

  @Test
  void exceptions() throws Exception {
    RuntimeException boom = new IllegalStateException("boom");
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () ->
                assertSame(
                    boom,
                    assertThrows(
                        IllegalStateException.class,
                        () ->
                            AWSXRay.createSubsegment(
                                "part",
                                (Runnable)
                                    () -> {
                                      throw boom;
                                    }))));
    io.roentgen.trace.Subsegment part = recorded.only(segment);
    assertSame(boom, part.exception().throwable());
    assertTrue(part.fault());
    assertFalse(segment.fault());
  }

  @Test
  void flags() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              AWSXRay.createSubsegment(
                  "e",
                  (Subsegment s) -> {
                    s.setError(true);
                  });
              AWSXRay.createSubsegment(
                  "t",
                  (Subsegment s) -> {
                    s.setThrottle(true);
                  });
              AWSXRay.createSubsegment(
                  "f",
                  (Subsegment s) -> {
                    s.setFault(true);
                  });
              AWSXRay.createSubsegment(
                  "expected",
                  (Subsegment s) -> {
                    s.addException(new IllegalArgumentException());
                    s.setFault(false);
                    s.setError(true);
                  });
            });
    StringBuilder flags = new StringBuilder();
    for (io.roentgen.trace.Subsegment part : recorded.children(segment)) {
      flags.append(part.name()).append(part.error() ? " error" : "");
      flags.append(part.throttle() ? " throttle" : "").append(part.fault() ? " fault; " : "; ");
    }
    assertEquals("e error; t error throttle; f fault; expected error; ", flags.toString());
  }

  @Test
  void aSegmentsFlagsOutliveItsStatus() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              AWSXRay.getCurrentSegment().setFault(true);
              ((io.roentgen.trace.Segment) Tracer.current()).setStatus(200);
            });
    assertTrue(segment.fault());
  }

  @Test
  void manyAreNotHeld() throws Exception {
    recorded.trace(
        () -> {
          Segment segment = AWSXRay.getCurrentSegment();
          for (int i = 0; i < 1000; i++) {
            AWSXRay.createSubsegment("part", () -> {});
          }
          assertEquals(100, segment.getSubsegments().size());
        });
    int streamed = recorded.offered().size() - 1;
    assertEquals(1000, streamed + recorded.children(recorded.segments().get(0)).size());
  }

  @Test
  void withoutAName() throws Exception {
    recorded.trace(() -> assertThrows(RuntimeException.class, () -> AWSXRay.beginSubsegment(" ")));
  }
}
