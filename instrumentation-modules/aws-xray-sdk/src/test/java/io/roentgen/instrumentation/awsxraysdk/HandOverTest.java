package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Tracer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that carries its entities to other threads itself. */
final class HandOverTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @BeforeEach
  void reset() {
    Sdk.reset();
  }

  private static void elsewhere(Runnable task) throws InterruptedException {
    AtomicReference<Throwable> failed = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              assertNull(Tracer.current());
              task.run();
            });
    thread.setUncaughtExceptionHandler((t, e) -> failed.set(e));
    thread.start();
    thread.join();
    if (failed.get() != null) {
      throw new AssertionError(failed.get());
    }
  }

  @Test
  void setTraceEntity() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Subsegment part = AWSXRay.beginSubsegment("part");
              elsewhere(
                  () -> {
                    AWSXRay.setTraceEntity(part);
                    assertSame(part, AWSXRay.getCurrentSubsegment());
                    Tracer.enterCall("db", "remote").close();
                    AWSXRay.createSubsegment("inner", () -> {});
                    AWSXRay.clearTraceEntity();
                    assertNull(AWSXRay.getTraceEntity());
                    assertNull(Tracer.current());
                  });
              AWSXRay.endSubsegment();
            });
    List<io.roentgen.trace.Subsegment> inside = recorded.children(recorded.only(segment));
    assertEquals("db", inside.get(0).name());
    assertEquals("inner", inside.get(1).name());
  }

  @Test
  void ofARequestThatIsNotSampled() throws Exception {
    recorded.unsampled(
        () -> {
          Segment segment = AWSXRay.getCurrentSegment();
          Subsegment part = AWSXRay.beginSubsegment("part");
          String header = Tracer.headerFor(null);
          elsewhere(
              () -> {
                AWSXRay.setTraceEntity(part);
                assertSame(part, AWSXRay.getTraceEntity());
                assertSame(segment, AWSXRay.getCurrentSegment());
                assertEquals(header, Tracer.headerFor(null));
                AWSXRay.endSubsegment();
                assertSame(segment, AWSXRay.getTraceEntity());
              });
          elsewhere(
              () -> {
                AWSXRay.setTraceEntity(segment);
                assertEquals(header, Tracer.headerFor(null));
              });
        });
    assertEquals(List.of(), recorded.offered());
  }

  @Test
  void ofAnOwnSegmentThatEndsElsewhere() throws Exception {
    Segment segment = AWSXRay.beginSegment("job");
    elsewhere(
        () -> {
          AWSXRay.setTraceEntity(segment);
          AWSXRay.endSegment();
          assertNull(AWSXRay.getTraceEntity());
        });
    AWSXRay.clearTraceEntity();
    assertEquals("job", recorded.segments().get(0).name());
  }

  @Test
  void setAndPutBack() throws Exception {
    recorded.trace(
        () -> {
          Entity request = AWSXRay.getTraceEntity();
          Segment job = AWSXRay.beginSegment("job");
          AWSXRay.setTraceEntity(request);
          AWSXRay.createSubsegment("of the request", () -> {});
          AWSXRay.setTraceEntity(job);
          AWSXRay.createSubsegment("of the job", () -> {});
          AWSXRay.endSegment();
          assertSame(request, AWSXRay.getTraceEntity());
        });
    assertEquals("of the job", recorded.only(recorded.segments().get(0)).name());
    assertEquals("of the request", recorded.only(recorded.segments().get(1)).name());
  }

  @Test
  void runAsAnEntity() throws Exception {
    assumeTrue(Sdk.IS_LATEST, "Entity.run came with 2.9");
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Segment seen = AWSXRay.getCurrentSegment();
              elsewhere(
                  () -> {
                    Runnable task = () -> AWSXRay.createSubsegment("part", () -> {});
                    Sdk.call(seen, "run", task);
                    assertNull(Tracer.current());
                  });
            });
    assertEquals("part", recorded.only(segment).name());
  }

  @Test
  void segmentContextExecutors() throws Exception {
    assumeTrue(Sdk.IS_LATEST, "SegmentContextExecutors came with 2.9");
    Class<?> executors = Class.forName("com.amazonaws.xray.contexts.SegmentContextExecutors");
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Executor executor = (Executor) Sdk.call(executors, "newSegmentContextExecutor");
              elsewhere(
                  () -> {
                    executor.execute(() -> AWSXRay.createSubsegment("part", () -> {}));
                    assertNull(Tracer.current());
                  });
            });
    assertEquals("part", recorded.only(segment).name());
  }
}
