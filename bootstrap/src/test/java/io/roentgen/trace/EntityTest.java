package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class EntityTest {

  @Test
  void viewsAreKeptByKeyAndRunWhenItEnds() {
    Traced traced = new Traced(true);
    Segment segment = Traced.begin();
    Object key = new Object();
    segment.setView(key, "first");
    segment.setView(key, "second");
    assertEquals("second", segment.view(key));
    assertNull(segment.view(new Object()));
    segment.setView(
        "broken",
        (Runnable)
            () -> {
              throw new IllegalStateException();
            });
    segment.setView("runs", (Runnable) () -> segment.annotate("sent", traced.offered.isEmpty()));
    Tracer.end(segment);
    assertEquals(true, segment.annotations().get("sent"));
    assertEquals(List.of(segment), traced.offered);
  }

  @Test
  void annotationsBeyondWhatXRayIndexesBecomeMetadata() {
    new Traced(true);
    Segment segment = Traced.begin();
    Subsegment work = Tracer.enterLocal("work");
    for (int i = 0; i < 40; i++) {
      segment.annotate("s" + i, i);
      segment.annotate("s" + i, -i);
      work.annotate("w" + i, i);
    }
    work.close();
    Tracer.end(segment);
    assertEquals(25, segment.annotations().size());
    assertEquals(-7, segment.annotations().get("s7"));
    assertEquals(25, work.annotations().size());
    assertEquals(15, ((Fields) work.metadataByNamespace().get("annotations")).size());
  }

  private final Traced traced = new Traced(true);

  @Test
  void aSegmentIsOfferedOnceWithItsChildrenInOrder() {
    Segment segment = Traced.begin();
    List<Subsegment> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      calls.add(Tracer.enterCall("call" + i, Subsegment.REMOTE));
      calls.get(i).close();
    }
    segment.close();
    segment.finish();
    segment.close();

    assertEquals(List.of(segment), traced.offered);
    assertEquals(calls, Traced.children(segment));
    assertNull(Subsegment.takeChildren(segment), "taken once");
  }

  @Test
  void whatBeginsAfterItsSegmentEndedIsSentOnItsOwn() {
    Segment segment = Traced.begin();
    segment.close();
    Tracer.attach(segment);
    Subsegment late = Tracer.enterCall("late", Subsegment.REMOTE);
    late.close();
    Tracer.restore(null);

    assertEquals(List.of(segment, late), traced.offered);
    assertEquals(List.of(), Traced.children(segment));
  }

  @Test
  void timesAreMicrosecondsSinceTheEpochAndInsideTheParent() {
    long before = System.currentTimeMillis() * 1000;
    Segment segment = Traced.begin();
    Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
    assertEquals(0, call.end());
    assertFalse(call.hasEnded());
    call.close();
    segment.close();
    long after = System.currentTimeMillis() * 1000 + 1000;

    assertTrue(segment.start() <= call.start());
    assertTrue(call.start() <= call.end());
    assertTrue(call.end() <= segment.end());
    assertTrue(before - 20_000 <= segment.start() && segment.end() <= after + 20_000);
  }

  @Test
  void endsOnceWhoeverRaces() throws Exception {
    for (int round = 0; round < 200; round++) {
      Segment segment = Traced.begin();
      Tracer.restore(null);
      CyclicBarrier barrier = new CyclicBarrier(4);
      Thread[] threads = new Thread[4];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            new Thread(
                () -> {
                  try {
                    barrier.await();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                  segment.finish();
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(round + 1, traced.offered.size());
    }
  }

  @Test
  void aChildThatEndsAfterItsSegmentWasTakenIsOfferedAlone() {
    Segment segment = Traced.begin();
    Subsegment late = Tracer.enterCall("late", Subsegment.REMOTE);
    late.leave();
    Subsegment inTime = Tracer.enterCall("in time", Subsegment.REMOTE);
    inTime.close();
    segment.close();
    assertEquals(List.of(inTime), Traced.children(segment));

    late.finish();
    late.finish();

    assertEquals(List.of(segment, late), traced.offered);
    assertEquals(segment.id(), late.parentId());
    assertNull(Subsegment.takeChildren(late));
  }

  @Test
  void aChildThatEndsBetweenItsSegmentsEndAndTheTakingIsOfferedAlone() {
    Segment segment = Traced.begin();
    Subsegment late = Tracer.enterCall("late", Subsegment.REMOTE);
    late.leave();
    segment.close();
    late.finish();

    assertEquals(List.of(), Traced.children(segment));
    assertEquals(List.of(segment, late), traced.offered);
  }

  @Test
  void aChildThatBeginsAfterTheTakingIsOfferedAlone() {
    Segment segment = Traced.begin();
    segment.close();
    assertNull(Subsegment.takeChildren(segment));

    Tracer.attach(segment);
    Subsegment late = Tracer.enterCall("late", Subsegment.REMOTE);
    late.close();
    Tracer.restore(null);

    assertEquals(List.of(segment, late), traced.offered);
  }

  @Test
  void grandchildrenFollowTheirParent() {
    Segment segment = Traced.begin();
    Subsegment work = Tracer.enterLocal("work");
    Subsegment early = Tracer.enterCall("early", Subsegment.REMOTE);
    early.close();
    work.leave();
    segment.close();
    assertNull(Subsegment.takeChildren(segment), "still open");

    work.finish();

    assertEquals(List.of(segment, work), traced.offered);
    assertEquals(List.of(early), Traced.children(work));
  }

  @Test
  void whatExceedsTheBoundIsOfferedWhenItEnds() {
    Segment segment = Traced.begin();
    int more = 100;
    List<Entity> made = new ArrayList<>();
    for (int i = 0; i < Segment.MAX_CHILDREN_KEPT + more; i++) {
      Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
      made.add(call);
      call.close();
      assertEquals(Math.max(0, i + 1 - Segment.MAX_CHILDREN_KEPT), traced.offered.size());
    }
    segment.close();

    List<Entity> kept = Traced.children(segment);
    List<Entity> all = new ArrayList<>(kept);
    all.addAll(traced.offered.subList(0, more));
    assertEquals(made, all);
    assertSame(segment, traced.offered.get(more));
  }

  @Test
  void aStatusTellsErrorThrottleAndFaultApart() {
    Segment segment = Traced.begin();
    assertFlags(segment, 200, false, false, false);
    assertFlags(segment, 302, false, false, false);
    assertFlags(segment, 400, true, false, false);
    assertFlags(segment, 429, true, true, false);
    assertFlags(segment, 499, true, false, false);
    assertFlags(segment, 500, false, false, true);
    assertFlags(segment, 599, false, false, true);
    assertFlags(segment, 200, false, false, false);
    segment.close();
  }

  private static void assertFlags(
      Entity entity, int status, boolean error, boolean throttle, boolean fault) {
    entity.setStatus(status);
    assertEquals(status, entity.status());
    assertEquals(error, entity.error());
    assertEquals(throttle, entity.throttle());
    assertEquals(fault, entity.fault());
  }

  @Test
  void flagsExcludeEachOther() {
    Segment segment = Traced.begin();
    segment.setThrottle();
    assertTrue(segment.error() && segment.throttle() && !segment.fault());
    segment.setFault();
    assertTrue(!segment.error() && !segment.throttle() && segment.fault());
    segment.setError();
    assertTrue(segment.error() && !segment.throttle() && !segment.fault());
    segment.close();
  }

  @Test
  void plainFieldsAreKept() {
    Segment segment = Traced.begin();
    assertEquals(-1, segment.contentLength());
    segment.setRequest("GET", "http://host/path");
    segment.setContentLength(12);
    segment.setClient("10.0.0.1", true, "curl");
    segment.setUser("ann");
    segment.setOrigin("AWS::ECS::Container");
    segment.setName("other");
    segment.annotate("k", 1);
    segment.annotate("k", 2);
    segment.addMetadata("m", "v");
    segment.close();

    assertEquals("GET", segment.method());
    assertEquals("http://host/path", segment.url());
    assertEquals(12, segment.contentLength());
    assertEquals("10.0.0.1", segment.clientIp());
    assertTrue(segment.forwarded());
    assertEquals("curl", segment.userAgent());
    assertEquals("ann", segment.user());
    assertEquals("AWS::ECS::Container", segment.origin());
    assertEquals("other", segment.name());
    assertEquals(2, segment.annotations().get("k"));
    assertEquals("v", segment.metadata().get("m"));
    assertNotEquals(0, segment.id());
    assertEquals(0x53995c3f42cd8ad8L, segment.parentId());
  }
}
