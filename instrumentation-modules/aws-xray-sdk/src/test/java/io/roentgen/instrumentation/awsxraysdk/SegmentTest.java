package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SegmentTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void theAgentsSegmentIsTheCurrentOne() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Segment seen = AWSXRay.getCurrentSegment();
              assertSame(seen, AWSXRay.getCurrentSegment());
              assertSame(seen, AWSXRay.getTraceEntity());
              io.roentgen.trace.Segment ours = (io.roentgen.trace.Segment) Tracer.current();
              assertEquals(TraceHeader.id(ours.id()), seen.getId());
              assertEquals(ours.trace().traceId(), seen.getTraceId().toString());
              assertEquals("test", seen.getName());
              assertTrue(seen.isSampled());
              assertFalse(AWSXRay.getCurrentSubsegmentOptional().isPresent());
              seen.putAnnotation("a", "x");
              seen.setUser("joe");
            });
    assertEquals("x", segment.annotations().get("a"));
    assertEquals("joe", segment.user());
  }

  @Test
  void subsegmentsNest() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () ->
                AWSXRay.createSubsegment(
                    "outer",
                    (Subsegment outer) -> {
                      assertSame(outer, AWSXRay.getCurrentSubsegment());
                      io.roentgen.trace.Subsegment call = Tracer.enterCall("db", "remote");
                      call.close();
                      AWSXRay.beginSubsegment("inner").putAnnotation("n", 1);
                      AWSXRay.endSubsegment();
                      assertSame(outer, AWSXRay.getTraceEntity());
                    }));
    io.roentgen.trace.Subsegment outer = recorded.only(segment);
    assertEquals("outer", outer.name());
    var inside = recorded.children(outer);
    assertEquals("db", inside.get(0).name());
    assertEquals("inner", inside.get(1).name());
    assertEquals(1, inside.get(1).annotations().get("n"));
    assertNull(outer.exception());
  }

  @Test
  void ownSegment() {
    Segment segment = AWSXRay.beginSegment("job");
    segment.putMetadata("k", "v");
    AWSXRay.beginSubsegment("part");
    AWSXRay.endSubsegment();
    AWSXRay.endSegment();
    assertNull(AWSXRay.getTraceEntity());
    io.roentgen.trace.Segment ours = recorded.segments().get(0);
    assertEquals("job", ours.name());
    assertEquals("v", ours.metadata().get("k"));
    assertEquals("part", recorded.only(ours).name());
    assertEquals(segment.getTraceId().toString(), ours.trace().traceId());
  }

  @Test
  void unsampled() throws Exception {
    recorded.unsampled(
        () -> {
          Segment segment = AWSXRay.getCurrentSegment();
          assertSame(segment, AWSXRay.getCurrentSegment());
          assertFalse(segment.isSampled());
          Subsegment part = AWSXRay.beginSubsegment("part");
          assertSame(part, AWSXRay.getCurrentSubsegment());
          part.putAnnotation("a", "x");
          AWSXRay.endSubsegment();
          assertSame(segment, AWSXRay.getTraceEntity());
        });
    assertTrue(recorded.offered().isEmpty());
  }
}
