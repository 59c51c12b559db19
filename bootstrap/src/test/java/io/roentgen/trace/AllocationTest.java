package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a request leaves for the garbage collector. */
class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 10_000;
  private static final int WARM_UP = 10_000;

  /** Bytes per run, on this thread. */
  private static double bytes(Runnable request) {
    for (int i = 0; i < WARM_UP; i++) {
      request.run();
    }
    long id = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(id);
    for (int i = 0; i < ROUNDS; i++) {
      request.run();
    }
    return (double) (THREADS.getThreadAllocatedBytes(id) - before) / ROUNDS;
  }

  private static void request(String header, boolean askingForTheHeader) {
    TraceHeader caller = TraceHeader.parse(header);
    TraceContext request = Tracer.enterSegmentOf(caller, "host", "GET", "/path");
    for (int i = 0; i < 5; i++) {
      Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
      assertEquals(null, call);
      if (askingForTheHeader) {
        Tracer.headerFor(call);
      }
    }
    Tracer.responseHeader(caller, request);
    Tracer.end(request);
  }

  @Test
  void anUnsampledRequestWithFiveCallsTakesLessThanHundredBytes() {
    new Traced(false);
    assertAtMost(100, bytes(() -> request(Traced.NOT_SAMPLED, false)));
    assertAtMost(100, bytes(() -> request(null, false)));
  }

  @Test
  void anUnsampledCallersHeaderTravelsOnWithoutACopy() {
    new Traced(false);
    assertAtMost(100, bytes(() -> request(Traced.NOT_SAMPLED, true)));
  }

  @Test
  void outsideATraceNothingIsAllocated() {
    new Traced(true);
    assertAtMost(
        0.5,
        bytes(
            () -> {
              Tracer.enterCall("call", Subsegment.REMOTE);
              Tracer.headerFor(null);
            }));
  }

  private static void assertAtMost(double limit, double bytes) {
    assertTrue(bytes <= limit, bytes + " bytes");
  }
}
