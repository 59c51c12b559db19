package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.LambdaSegmentContext;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The SDK in a function of AWS Lambda, where it keeps its context in another way. */
final class LambdaTest {

  private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;";

  @RegisterExtension static final Recorded recorded = new Recorded();

  @BeforeEach
  void reset() {
    AWSXRayRecorder recorder = Sdk.reset();
    // What it does itself where LAMBDA_TASK_ROOT is set.
    SegmentContextResolverChain chain = new SegmentContextResolverChain();
    chain.addResolver(LambdaSegmentContext::new);
    recorder.setSegmentContextResolverChain(chain);
  }

  @AfterEach
  void theSdkSendsNothing() {
    assertEquals(List.of(), Sdk.SENT);
  }

  @Test
  void subsegmentsHangUnderTheFunctions() {
    TraceContext invocation = Tracer.enterInvocation(TRACE + "Parent=53995c3f42cd8ad8;Sampled=1");
    Entity facade = AWSXRay.getTraceEntity();
    assertEquals("53995c3f42cd8ad8", facade.getId());
    Subsegment outer = AWSXRay.beginSubsegment("outer");
    assertSame(outer, AWSXRay.getCurrentSubsegment());
    outer.putAnnotation("n", 1);
    AWSXRay.createSubsegment("inner", () -> Tracer.enterCall("db", "remote").close());
    AWSXRay.endSubsegment();
    assertSame(facade, AWSXRay.getTraceEntity());
    AWSXRay.endSegment();
    Tracer.end(invocation);
    assertEquals(1, recorded.offered().size());
    var sent = (io.roentgen.trace.Subsegment) recorded.offered().get(0);
    assertEquals("outer", sent.name());
    assertEquals(1, sent.annotations().get("n"));
    assertEquals(0x53995c3f42cd8ad8L, sent.parentId());
    assertEquals("db", recorded.only(recorded.only(sent)).name());
  }

  @Test
  void notSampled() {
    TraceContext invocation = Tracer.enterInvocation(TRACE + "Parent=53995c3f42cd8ad8;Sampled=0");
    Entity segment = AWSXRay.getTraceEntity();
    Subsegment outer = AWSXRay.beginSubsegment("outer");
    assertSame(outer, AWSXRay.getCurrentSubsegment());
    Subsegment inner = AWSXRay.beginSubsegment("inner");
    assertSame(inner, AWSXRay.getCurrentSubsegment());
    assertTrue(Tracer.headerFor(null).endsWith("Sampled=0"));
    AWSXRay.endSubsegment();
    assertSame(outer, AWSXRay.getCurrentSubsegment());
    AWSXRay.endSubsegment();
    assertSame(segment, AWSXRay.getTraceEntity());
    Tracer.end(invocation);
    assertEquals(List.of(), recorded.offered());
    assertNull(AWSXRay.getTraceEntity());
  }

  @Test
  void anotherInvocationOfTheSameSandbox() {
    TraceContext first = Tracer.enterInvocation(TRACE + "Parent=0000000000000001;Sampled=1");
    AWSXRay.beginSubsegment("never ended");
    Tracer.end(first);
    TraceContext second = Tracer.enterInvocation(TRACE + "Parent=0000000000000002;Sampled=1");
    AWSXRay.createSubsegment("part", () -> {});
    Tracer.end(second);
    var sent = (io.roentgen.trace.Subsegment) recorded.offered().get(0);
    assertEquals("part", sent.name());
    assertEquals(2, sent.parentId());
  }
}
