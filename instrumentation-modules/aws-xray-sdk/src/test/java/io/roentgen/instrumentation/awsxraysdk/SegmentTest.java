package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceID;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Segments: the agent's as the SDK shows them, and those the application begins. */
final class SegmentTest {

  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String OTHER = "1-5759e988-000000000000000000000001";

  @RegisterExtension static final Recorded recorded = new Recorded();

  private AWSXRayRecorder recorder;

  @BeforeEach
  void reset() {
    recorder = Sdk.reset();
  }

  @AfterEach
  void theSdkSendsNothing() {
    assertEquals(List.of(), Sdk.SENT);
  }

  private io.roentgen.trace.Segment onlySegment() {
    assertEquals(1, recorded.segments().size());
    return recorded.segments().get(0);
  }

  @Test
  void theAgentsSegmentIsTheCurrentOne() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Segment seen = AWSXRay.getCurrentSegment();
              assertSame(seen, AWSXRay.getCurrentSegment());
              assertSame(seen, AWSXRay.getTraceEntity());
              assertSame(seen, AWSXRay.getCurrentSegmentOptional().get());
              assertSame(seen, Sdk.builder().build().getCurrentSegment());
              io.roentgen.trace.Segment ours = (io.roentgen.trace.Segment) Tracer.current();
              assertEquals(io.roentgen.trace.TraceHeader.id(ours.id()), seen.getId());
              assertEquals(TRACE, seen.getTraceId().toString());
              assertEquals("test", seen.getName());
              assertTrue(seen.isSampled());
              assertTrue(seen.isInProgress());
              assertEquals(ours.start() / 1e6, seen.getStartTime());
              assertEquals(seen.getId(), recorder.currentEntityId());
              assertFalse(AWSXRay.getCurrentSubsegmentOptional().isPresent());
              seen.setUser("joe");
            });
    assertEquals("joe", segment.user());
  }

  @Test
  void theAgentsSegmentIsTheAgentsToEnd() throws Exception {
    recorded.trace(
        () -> {
          Segment seen = AWSXRay.getCurrentSegment();
          AWSXRay.endSegment();
          seen.close();
          seen.end();
          assertSame(seen, AWSXRay.getCurrentSegment());
          assertEquals(List.of(), recorded.offered());
        });
    assertEquals("test", onlySegment().name());
  }

  @Test
  void anOwnSegment() {
    Segment segment = AWSXRay.beginSegment("job");
    assertSame(segment, AWSXRay.getCurrentSegment());
    AWSXRay.createSubsegment("part", () -> {});
    AWSXRay.endSegment();
    assertNull(AWSXRay.getTraceEntity());
    io.roentgen.trace.Segment ours = onlySegment();
    assertEquals("job", ours.name());
    assertEquals("part", recorded.only(ours).name());
    assertEquals(segment.getTraceId().toString(), ours.trace().traceId());
    assertEquals(segment.getId(), io.roentgen.trace.TraceHeader.id(ours.id()));
    assertEquals(0, ours.parentId());
    assertFalse(segment.isInProgress());
    assertEquals(ours.end() / 1e6, segment.getEndTime());
  }

  @Test
  void anOwnSegmentOfATrace() {
    AWSXRay.beginSegment("job", TraceID.fromString(TRACE), "53995c3f42cd8ad8");
    AWSXRay.getCurrentSegment().close();
    assertEquals(TRACE, onlySegment().trace().traceId());
    assertEquals(0x53995c3f42cd8ad8L, onlySegment().parentId());
  }

  @Test
  void anOwnSegmentInsideARequestIsOneOfItsOwn() throws Exception {
    io.roentgen.trace.Segment request =
        recorded.trace(
            () -> {
              Segment outer = AWSXRay.getCurrentSegment();
              AWSXRay.createSegment(
                  "job",
                  (Segment job) -> {
                    assertNotSame(outer, AWSXRay.getCurrentSegment());
                    assertNotEquals(outer.getTraceId(), job.getTraceId());
                    AWSXRay.createSubsegment("part", () -> {});
                  });
              assertSame(outer, AWSXRay.getCurrentSegment());
              AWSXRay.createSubsegment("rest", () -> {});
            });
    assertEquals("part", recorded.only(recorded.segments().get(0)).name());
    assertEquals("rest", recorded.only(request).name());
  }

  @Test
  void theSameRequestAgainIsNotASecondSegment() throws Exception {
    io.roentgen.trace.Segment request =
        recorded.trace(
            () -> {
              Segment agents = AWSXRay.getCurrentSegment();
              Segment again = AWSXRay.beginSegment("shop", TraceID.fromString(TRACE), null);
              assertSame(agents, again);
              assertSame(agents, AWSXRay.getCurrentSegment());
              AWSXRay.createSubsegment("part", () -> {});
              AWSXRay.endSegment();
              assertSame(agents, AWSXRay.getCurrentSegment());
            });
    assertSame(request, onlySegment());
    assertEquals("shop", request.name());
    assertEquals("part", recorded.only(request).name());
  }

  /** The developer guide's recipe for a message's trace header. */
  private static Segment recipe(String header) {
    Segment segment = AWSXRay.beginSegment("consumer");
    TraceHeader incoming = TraceHeader.fromString(header);
    segment.setTraceId(incoming.getRootTraceId());
    segment.setParentId(incoming.getParentId());
    segment.setSampled(incoming.getSampled() == TraceHeader.SampleDecision.SAMPLED);
    return segment;
  }

  @Test
  void aMessagesTraceSetAfterwards() {
    recipe("Root=" + OTHER + ";Parent=53995c3f42cd8ad8;Sampled=1");
    io.roentgen.trace.Subsegment call = Tracer.enterCall("db", "remote");
    assertTrue(Tracer.headerFor(call).startsWith("Root=" + OTHER + ";Parent="));
    call.close();
    AWSXRay.endSegment();
    assertEquals(OTHER, onlySegment().trace().traceId());
    assertEquals(0x53995c3f42cd8ad8L, onlySegment().parentId());
    assertEquals("db", recorded.only(onlySegment()).name());
  }

  @Test
  void aMessageForWhichTheAgentHasASegmentAlready() {
    TraceContext message =
        Tracer.enterMessage("Root=" + OTHER + ";Parent=53995c3f42cd8ad8;Sampled=1");
    AWSXRay.getCurrentSegment().putAnnotation("early", true);
    Segment segment = recipe("Root=" + OTHER + ";Parent=53995c3f42cd8ad8;Sampled=1");
    assertSame(segment, AWSXRay.getCurrentSegment());
    segment.putAnnotation("order", 17);
    AWSXRay.createSubsegment("part", () -> {});
    AWSXRay.endSegment();
    Tracer.end(message);
    assertSame(message, onlySegment());
    assertEquals("consumer", onlySegment().name());
    assertEquals(17, onlySegment().annotations().get("order"));
    assertEquals(true, onlySegment().annotations().get("early"));
    assertEquals("part", recorded.only(onlySegment()).name());
  }

  @Test
  void notSampledAfterAll() {
    Segment segment = recipe("Root=" + OTHER + ";Parent=53995c3f42cd8ad8;Sampled=0");
    assertFalse(segment.isSampled());
    Subsegment part = AWSXRay.beginSubsegment("part");
    assertSame(part, AWSXRay.getCurrentSubsegment());
    assertEquals("Root=" + OTHER + ";Sampled=0", Tracer.headerFor(null));
    AWSXRay.endSubsegment();
    assertSame(segment, AWSXRay.getTraceEntity());
    AWSXRay.endSegment();
    assertEquals(List.of(), recorded.offered());
  }

  @Test
  void aRequestThatIsNotSampled() throws Exception {
    recorded.unsampled(
        () -> {
          Segment segment = AWSXRay.getCurrentSegment();
          assertSame(segment, AWSXRay.getCurrentSegment());
          assertFalse(segment.isSampled());
          assertEquals(TRACE, segment.getTraceId().toString());
          segment.putAnnotation("a", "x");
          segment.setUser("joe");
          segment.addException(new IllegalStateException("boom"));
          Subsegment part = AWSXRay.beginSubsegment("part");
          assertSame(part, AWSXRay.getCurrentSubsegment());
          assertSame(segment, AWSXRay.getCurrentSegment());
          part.putMetadata("a", new Object());
          Subsegment inner = AWSXRay.beginSubsegment("inner");
          assertSame(inner, AWSXRay.getCurrentSubsegment());
          AWSXRay.endSubsegment();
          assertSame(part, AWSXRay.getCurrentSubsegment());
          assertEquals("Root=" + TRACE + ";Sampled=0", Tracer.headerFor(null));
          AWSXRay.endSubsegment();
          AWSXRay.endSegment();
          assertSame(segment, AWSXRay.getTraceEntity());
        });
    assertEquals(List.of(), recorded.offered());
  }

  @Test
  void whatAnUnsampledRequestLeftOpenIsGoneWithIt() throws Exception {
    recorded.unsampled(() -> AWSXRay.beginSubsegment("never ended"));
    recorded.trace(() -> assertEquals("test", AWSXRay.getTraceEntity().getName()));
    assertNull(AWSXRay.getTraceEntity());
  }

  @Test
  @SuppressWarnings("deprecation")
  void anOwnSegmentThatIsNotSampled() throws Exception {
    recorded.trace(
        () -> {
          Segment none = recorder.beginDummySegment(TraceID.fromString(OTHER));
          assertSame(none, AWSXRay.getCurrentSegment());
          assertEquals("Root=" + OTHER + ";Sampled=0", Tracer.headerFor(null));
          AWSXRay.createSubsegment("part", () -> {});
          AWSXRay.endSegment();
          assertEquals("test", AWSXRay.getCurrentSegment().getName());
        });
    assertEquals(List.of(), recorded.children(onlySegment()));
  }

  @Test
  void timesThatTheApplicationMeasured() {
    Segment segment = AWSXRay.beginSegment("job");
    segment.setStartTime(1_500_000_000.25);
    segment.setEndTime(1_500_000_001.5);
    AWSXRay.endSegment();
    assertEquals(1_500_000_000_250_000L, onlySegment().start());
    assertEquals(1_500_000_001_500_000L, onlySegment().end());
  }

  @Test
  void nothingCurrentOutsideOfATrace() {
    assertNull(AWSXRay.getTraceEntity());
    assertFalse(AWSXRay.getCurrentSegmentOptional().isPresent());
    assertFalse(AWSXRay.getCurrentSubsegmentOptional().isPresent());
  }
}
