package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExceptionRecordTest {

  private final Traced traced = new Traced(true);
  private final Segment segment = Traced.begin();

  @AfterEach
  void end() {
    segment.close();
    assertEquals(1, traced.offered.size());
  }

  @Test
  void keepsTheChainOfCauses() {
    Exception root = new IOException("root");
    Exception middle = new IllegalStateException("middle", root);
    Exception top = new RuntimeException("top", middle);
    segment.setException(top);

    ExceptionRecord record = segment.exception();
    assertRecord(record, top, "top");
    assertRecord(record.cause(), middle, "middle");
    assertRecord(record.cause().cause(), root, "root");
    assertNull(record.cause().cause().cause());
    assertNotEquals(record.id(), record.cause().id());
    assertTrue(segment.fault());
    assertFalse(record.remote());
  }

  private void assertRecord(ExceptionRecord record, Throwable thrown, String message) {
    assertSame(thrown, record.throwable());
    assertEquals(message, record.message());
    assertSame(segment, record.owner());
    assertNotEquals(0, record.id());
  }

  @Test
  void aCycleEndsTheChain() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);
    segment.setException(a);

    assertSame(b, segment.exception().cause().throwable());
    assertNull(segment.exception().cause().cause());
  }

  @Test
  void anEndlessChainIsBounded() {
    segment.setException(new Endless());

    int length = 0;
    for (ExceptionRecord r = segment.exception(); r != null; r = r.cause()) {
      length++;
    }
    assertEquals(32, length);
  }

  private static final class Endless extends RuntimeException {
    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }

  @Test
  void oneExceptionThroughSeveralEntitiesIsDescribedOnce() {
    Exception root = new IOException("refused");
    Exception thrown = new RuntimeException("failed", root);
    Subsegment work = Tracer.enterLocal("work");
    Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
    call.close(root);
    work.close(thrown);
    segment.setException(thrown);

    assertSame(call, call.exception().owner());
    assertSame(work, work.exception().owner());
    assertSame(call.exception(), work.exception().cause(), "the cause is the call's");
    assertSame(work.exception(), segment.exception());
    assertTrue(call.fault() && work.fault() && segment.fault());
  }

  @Test
  void aCauseFoundElsewhereIsReferredTo() {
    Exception inner = new IOException("inner");
    Exception outer = new RuntimeException(inner);
    Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
    call.close(outer);
    segment.setException(inner);

    assertSame(call.exception().cause(), segment.exception());
    assertSame(call, segment.exception().owner());
  }

  @Test
  void theFirstStaysAndNullIsNothing() {
    segment.setException(null);
    assertNull(segment.exception());
    assertFalse(segment.fault());
    Exception first = new Exception("first");
    segment.setException(first, true);
    segment.setException(new Exception("second"));

    assertSame(first, segment.exception().throwable());
    assertTrue(segment.exception().remote());
  }

  @Test
  void anErrorStaysAnError() {
    segment.setStatus(404);
    segment.setException(new Exception());

    assertTrue(segment.error());
    assertFalse(segment.fault());
  }

  @Test
  void messagesAreBounded() {
    segment.setException(new Exception("x".repeat(100_000)));

    assertEquals(2048, segment.exception().message().length());
    assertTrue(segment.exception().message().endsWith("x…"));
  }

  @Test
  void hostileExceptionsAreRecordedWithoutWhatTheyRefuse() {
    segment.setException(new Hostile());

    assertEquals(Hostile.class, segment.exception().throwable().getClass());
    assertNull(segment.exception().message());
    assertNull(segment.exception().cause());
  }

  private static final class Hostile extends RuntimeException {
    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException();
    }

    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException();
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException();
    }
  }

  @Test
  void manyExceptionsInOneSegmentAreAllRecorded() {
    for (int i = 0; i < 1000; i++) {
      Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
      call.close(new Exception("e" + i));
      assertEquals("e" + i, call.exception().message());
      assertSame(call, call.exception().owner());
    }
    traced.offered.clear();
  }
}
