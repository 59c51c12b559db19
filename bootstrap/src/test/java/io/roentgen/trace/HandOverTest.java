package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class HandOverTest {

  private static TraceContext context() {
    return new Unsampled(TraceHeader.parse("Root=1-5759e988-bd862e3fe1be46a994272793"));
  }

  @Test
  void givesAContextOnceAndByIdentity() {
    TraceContext context = context();
    Object receiver = new String("task");
    Tracer.handOver(receiver, context);
    assertNull(Tracer.takeOver(new String("task")));
    assertSame(context, Tracer.takeOver(receiver));
    assertNull(Tracer.takeOver(receiver));
    assertNull(Tracer.takeOver(null));
  }

  @Test
  void keepsTheNewest() {
    TraceContext newest = context();
    Object receiver = new Object();
    Tracer.handOver(receiver, context());
    Tracer.handOver(receiver, newest);
    assertSame(newest, Tracer.takeOver(receiver));
    assertNull(Tracer.takeOver(receiver));
  }

  @Test
  void aThreadBeginsWithWhatWaitsForIt() throws InterruptedException {
    TraceContext context = context();
    TraceContext[] seen = new TraceContext[1];
    Thread thread = new Thread(() -> seen[0] = Tracer.current());
    Tracer.handOver(thread, context);
    thread.start();
    thread.join();
    assertSame(context, seen[0]);
  }
}
