package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages: who works on them, and when they end if nobody says so. */
final class MessageTest {

  private static final long LONG = 3_600_000_000L;

  private Traced traced;

  @BeforeEach
  void install() {
    traced = new Traced(true);
  }

  @AfterEach
  void clear() {
    Tracer.attach(null);
    Open.sweep(true);
  }

  private static Message message() {
    return (Message) Tracer.enterMessage(Traced.SAMPLED);
  }

  private static void leave(Message message) {
    message.leave();
    message.finishWhenQuiet(message.now());
  }

  private void awaitEnd(Message message) throws InterruptedException {
    while (!message.hasEnded()) {
      Thread.sleep(10);
      Open.sweep(false);
    }
    assertTrue(traced.offered.contains(message));
    assertFalse(Open.isWatching());
  }

  @Test
  void endsAtOnceWhereNobodyElseWorksOnIt() {
    Message message = message();
    assertFalse(message.isUsed());
    Tracer.enterCall("call", Subsegment.REMOTE).close();
    assertTrue(message.isUsed());
    leave(message);
    assertEquals(List.of(message), traced.offered);
  }

  @Test
  void waitsForATask() throws InterruptedException {
    Message message = message();
    AtomicReference<Message> first = message.hold();
    AtomicReference<Message> second = message.hold();
    leave(message);
    TraceContext.release(first);
    TraceContext.release(first);
    Open.sweep(false);
    assertFalse(message.hasEnded());
    TraceContext.release(second);
    long released = message.now();
    awaitEnd(message);
    assertTrue(message.end() <= released);
    TraceContext.release(null);
  }

  @Test
  void isHeldByWhatIsBelowIt() throws InterruptedException {
    Message message = message();
    Subsegment part = Tracer.enterLocal("part");
    AtomicReference<Message> hold = part.hold();
    part.close();
    leave(message);
    assertFalse(message.hasEnded());
    TraceContext.release(hold);
    awaitEnd(message);
  }

  @Test
  void waitsForACallThatIsUnderWay() throws InterruptedException {
    Message message = message();
    Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
    call.leave();
    leave(message);
    assertFalse(message.hasEnded());
    call.finish();
    awaitEnd(message);
    assertEquals(call.end(), message.end());
    assertEquals(List.of(call), Traced.children(message));
  }

  @Test
  void waitsForAThreadAsLongAsItLives() throws InterruptedException {
    Message message = message();
    CountDownLatch gate = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    message.follow(thread);
    leave(message);
    thread.start();
    Open.sweep(false);
    assertFalse(message.hasEnded());
    gate.countDown();
    thread.join();
    awaitEnd(message);
  }

  @Test
  void doesNotWaitForAWorkerThatIsDoneWithItsTask() throws InterruptedException {
    Message message = message();
    CountDownLatch gate = new CountDownLatch(1);
    Thread worker =
        new Thread(
            () -> {
              assertSame(message, Tracer.current());
              Tracer.endTask();
              try {
                gate.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Tracer.handOver(worker, message);
    message.follow(worker);
    worker.start();
    leave(message);
    awaitEnd(message);
    gate.countDown();
    worker.join();
  }

  @Test
  void endsWhatWaitsWhenTheJvmEnds() {
    Message message = message();
    AtomicReference<Message> hold = message.hold();
    leave(message);
    Open.sweep(true);
    assertTrue(message.hasEnded());
    assertNotNull(hold.get());
  }

  @Test
  void isLeftWithTheTaskInWhichItWasBegun() {
    Message[] left = new Message[2];
    TraceContext previous = Tracer.attach(null);
    Message outer = message();
    outer.setLoose(() -> left[0] = outer, LONG);
    Message inner = message();
    inner.setLoose(() -> left[1] = inner, LONG);
    TraceContext within = Tracer.attach(inner);
    assertSame(inner, within);
    Tracer.restore(within);
    assertNull(left[1], "a task of its own");
    Tracer.restore(previous);
    assertSame(inner, left[1]);
    assertSame(outer, left[0]);
    assertNull(Tracer.current());
  }

  @Test
  void givesWayToARequest() {
    Message message = message();
    message.setLoose(() -> message.finishWhenQuiet(message.now()), LONG);
    TraceContext request = Tracer.enterSegment(null, "host", "GET", "/");
    assertSame(request, Tracer.current());
    assertTrue(message.hasEnded());
    Tracer.end(request);
    assertNull(Tracer.current());
  }

  @Test
  void isNoLongerCurrentOnceSomebodyElseEndedIt() {
    Message around = message();
    around.setLoose(() -> {}, LONG);
    Message message = message();
    message.setLoose(() -> {}, LONG);
    message.finish();
    assertSame(around, Tracer.current());
    around.finish();
    assertNull(Tracer.enterCall("call", Subsegment.REMOTE));
    assertNull(Tracer.headerFor(null));
  }

  @Test
  void endsAsOfTheLastThingThatHappenedWhenItIsForgotten() throws InterruptedException {
    Message message = message();
    message.setLoose(() -> {}, 0);
    Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
    call.close();
    awaitEnd(message);
    assertEquals(call.end(), message.end());
    assertNull(Tracer.current());
  }

  @Test
  void endsWhenItsThreadIsGone() throws InterruptedException {
    Message[] message = new Message[1];
    Thread thread =
        new Thread(
            () -> {
              message[0] = message();
              message[0].setLoose(() -> {}, LONG);
            });
    thread.start();
    thread.join();
    awaitEnd(message[0]);
  }

  @Test
  void forgetsWhatIsNotSampledAsWell() {
    TraceContext message = Tracer.enterMessage(Traced.NOT_SAMPLED);
    message.setLoose(() -> {}, -1);
    assertFalse(message.isUsed());
    assertNotNull(message.header());
    assertTrue(message.isUsed());
    Open.sweep(false);
    assertTrue(message.isOver());
    assertNull(Tracer.current());
    assertFalse(Open.isWatching());
  }
}
