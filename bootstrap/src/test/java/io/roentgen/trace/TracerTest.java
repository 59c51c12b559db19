package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracerTest {

  private Traced traced = new Traced(true);

  @AfterEach
  void nothingIsLeftCurrent() {
    assertNull(Tracer.current());
  }

  @Test
  void aRequestInsideARequestIsPartOfIt() {
    Segment segment = Traced.begin();
    assertNull(Tracer.enterSegment(Traced.SAMPLED, "host", "GET", "/forward"));
    assertSame(segment, Tracer.current());
    Tracer.end(segment);
    assertEquals(List.of(segment), traced.offered);
    assertEquals("test", segment.name());
  }

  @Test
  void aMessageIsOfTheSendersTraceWhateverIsCurrent() {
    Segment request = Traced.begin();
    Segment message =
        (Segment)
            Tracer.enterMessage("Root=1-6759e988-bd862e3fe1be46a994272793;Parent=00000000000000aa");
    assertEquals("1-6759e988-bd862e3fe1be46a994272793", message.trace().traceId());
    assertEquals(0xaa, message.parentId());
    assertSame(message, Tracer.current());
    Tracer.end(message);
    assertSame(request, Tracer.current());
    Tracer.end(request);
    assertEquals(List.of(message, request), traced.offered);
  }

  @Test
  void whatTheApplicationBeginsItselfNestsEverywhere() {
    Segment segment = Traced.begin();
    Subsegment call = Tracer.enterCall("outer", Subsegment.AWS);
    Subsegment own = Tracer.beginSubsegment(call, "own");
    own.setNamespace(Subsegment.REMOTE);
    Subsegment inner = Tracer.enterCall("inner", Subsegment.REMOTE);
    assertSame(own, inner.parent(), "the application sends no header, so this call is not hidden");
    inner.close();
    own.close();
    call.close();
    assertSame(segment, Tracer.current());

    TraceContext nested = Tracer.beginSegment("worker", null, true);
    assertSame(nested, Tracer.current());
    Tracer.end(nested);
    assertNull(Tracer.beginSegment("worker", null, false).entity());
    Tracer.end(Tracer.current());
    Tracer.end(segment);
    assertEquals(List.of(nested, segment), traced.offered);
  }

  @Test
  void aDiscardedSegmentIsAsIfItWereNotSampled() {
    Segment segment = Traced.begin();
    Subsegment before = Tracer.enterCall("before", Subsegment.AWS);
    segment.discard();
    assertEquals("Root=" + Traced.ROOT + ";Sampled=0", before.header());
    before.close();
    assertNull(Tracer.enterCall("after", Subsegment.AWS));
    assertEquals("Root=" + Traced.ROOT + ";Sampled=0", Tracer.headerFor(null));
    Tracer.end(segment);
    assertEquals(List.of(), traced.offered);
  }

  @Test
  void aFunctionsCallsHangUnderTheSegmentThatLambdaSends() {
    Segment invocation = (Segment) Tracer.enterInvocation(Traced.SAMPLED);
    assertTrue(invocation.isForeign());
    Subsegment call = Tracer.enterCall("call", Subsegment.AWS);
    assertEquals(0x53995c3f42cd8ad8L, call.parentId());
    assertEquals(List.of(call), Open.inProgress());
    call.close();
    assertEquals(List.of(call), traced.offered, "before the invocation is over");

    Subsegment work = Tracer.enterLocal("work");
    Subsegment inner = Tracer.enterCall("inner", Subsegment.AWS);
    inner.close();
    work.close();
    Subsegment late = Tracer.enterCall("late", Subsegment.AWS);
    late.leave();
    Tracer.end(invocation);
    assertEquals(List.of(call, work), traced.offered);
    assertEquals(List.of(inner), Traced.children(work));
    assertEquals(List.of(late), Open.inProgress());
    late.finish();
    assertEquals(List.of(), Open.inProgress());
    assertEquals(List.of(call, work, late), traced.offered);
  }

  @Test
  void anInvocationIsRecordedOnlyIfLambdaSaysSo() {
    String root = "Root=" + Traced.ROOT;
    for (String header :
        List.of(Traced.NOT_SAMPLED, root, root + ";Lineage=1:2:3", root + ";Sampled=1")) {
      TraceContext context = Tracer.enterInvocation(header);
      assertNull(Tracer.enterCall("call", Subsegment.AWS));
      String sent = Tracer.headerFor(null);
      assertEquals(header.replace("Sampled=1", "Sampled=0"), sent);
      Tracer.end(context);
    }
    assertNull(Tracer.enterInvocation("nonsense"));
    assertEquals(List.of(), traced.offered);
  }

  @Test
  void aCallInsideACallIsPartOfIt() {
    Segment segment = Traced.begin();
    Subsegment outer = Tracer.enterCall("outer", Subsegment.AWS);
    assertNull(Tracer.enterCall("inner", Subsegment.REMOTE));
    assertNull(Tracer.enterLocal("work"));
    assertNull(Tracer.headerFor(null), "the outer call has seen to the header");
    assertSame(outer, Tracer.current());
    outer.close();
    Tracer.end(segment);
    assertEquals(List.of(outer), Traced.children(segment));
  }

  @Test
  void aCallInsideLocalWorkHangsUnderIt() {
    Segment segment = Traced.begin();
    Subsegment work = Tracer.enterLocal("work");
    Subsegment deeper = Tracer.enterLocal("deeper");
    Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
    assertEquals(deeper.id(), call.parentId());
    assertEquals(work.id(), deeper.parentId());
    assertEquals(segment.id(), work.parentId());
    call.close();
    deeper.close();
    work.close();
    assertSame(segment, Tracer.current());
    Tracer.end(segment);
  }

  @Test
  void aCallAfterOneThatHasEndedButWasNotLeftIsRecorded() {
    Segment segment = Traced.begin();
    Subsegment over = Tracer.enterCall("over", Subsegment.REMOTE);
    over.finish();
    Subsegment next = Tracer.enterCall("next", Subsegment.REMOTE);
    assertNotNull(next);
    next.close();
    over.leave();
    Tracer.end(segment);
  }

  @Test
  void outsideATraceNothingIsRecorded() {
    assertNull(Tracer.enterCall("call", Subsegment.REMOTE));
    assertNull(Tracer.enterLocal("work"));
    assertNull(Tracer.headerFor(null));
    assertTrue(traced.offered.isEmpty());
  }

  @Test
  void aCallsHeaderNamesItAsTheParent() {
    Segment segment = Traced.begin();
    Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
    assertEquals(
        "Root=" + Traced.ROOT + ";Parent=" + TraceHeader.id(call.id()) + ";Sampled=1",
        Tracer.headerFor(call));
    call.close();
    Tracer.end(segment);
  }

  @Test
  void anUnsampledRequestRecordsNothingAndCarriesItsTraceOn() {
    TraceContext request =
        Tracer.enterSegment(Traced.NOT_SAMPLED + ";Lineage=a:1", "host", "GET", "/");
    assertInstanceOf(Unsampled.class, request);
    assertNull(Tracer.enterCall("call", Subsegment.REMOTE));
    assertNull(Tracer.enterLocal("work"));
    assertNull(Tracer.enterSegment(Traced.SAMPLED, "host", "GET", "/forward"));
    TraceHeader sent = TraceHeader.parse(Tracer.headerFor(null));
    assertEquals(Traced.ROOT, sent.traceId());
    assertEquals(TraceHeader.Decision.NOT_SAMPLED, sent.decision());
    assertEquals("Lineage=a:1", sent.extra());
    Tracer.end(request);
    assertTrue(traced.offered.isEmpty());
    assertNull(Tracer.headerFor(null));
  }

  @Test
  void whereTheCallerDecidedNothingTheSamplerDoes() {
    for (String decision : new String[] {"", ";Sampled=?", ";Sampled=x"}) {
      String header = "Root=" + Traced.ROOT + decision;
      traced = new Traced(false);
      TraceContext unsampled = Tracer.enterSegment(header, "host", "GET", "/");
      assertInstanceOf(Unsampled.class, unsampled);
      Tracer.end(unsampled);
      traced = new Traced(true);
      TraceContext sampled = Tracer.enterSegment(header, "host", "GET", "/");
      assertInstanceOf(Segment.class, sampled);
      Tracer.end(sampled);
    }
  }

  @Test
  void theCallersDecisionBeatsTheSampler() {
    traced = new Traced(false);
    Segment sampled = Traced.begin();
    Tracer.end(sampled);
    assertEquals(List.of(sampled), traced.offered);
    traced = new Traced(true);
    Tracer.end(Tracer.enterSegment(Traced.NOT_SAMPLED, "host", "GET", "/"));
    assertTrue(traced.offered.isEmpty());
  }

  @Test
  void theSamplerSeesTheRequest() {
    String[] seen = new String[3];
    Tracer.install(
        "test",
        (host, method, path) -> {
          seen[0] = host;
          seen[1] = method;
          seen[2] = path;
          return false;
        },
        traced);
    Tracer.end(Tracer.enterSegment(null, "host", "PUT", "/path"));
    assertEquals(List.of("host", "PUT", "/path"), List.of(seen));
  }

  /** A sampler with rules, which remembers what it was asked. */
  private static final class Ruled implements Sampler {

    String rule;
    int asked;
    int restored;

    @Override
    public boolean sample(String host, String method, String path) {
      throw new AssertionError("asked for less than the rule");
    }

    @Override
    public String sampledBy(String service, String host, String method, String path) {
      assertNull(service);
      asked++;
      return rule;
    }

    @Override
    public void restored() {
      restored++;
    }
  }

  @Test
  void theSegmentKnowsTheRule() {
    Ruled sampler = new Ruled();
    Tracer.install("test", sampler, traced);
    for (String rule : new String[] {"checkout", Sampler.NO_RULE}) {
      sampler.rule = rule;
      Segment segment = (Segment) Tracer.enterSegment(null, "host", "GET", "/");
      Tracer.end(segment);
      assertEquals(rule.isEmpty() ? null : rule, segment.rule());
      Segment message = (Segment) Tracer.enterMessage(null);
      Tracer.end(message);
      assertEquals(rule.isEmpty() ? null : rule, message.rule());
    }
    sampler.rule = null;
    TraceContext unsampled = Tracer.enterSegment(null, "host", "GET", "/");
    assertInstanceOf(Unsampled.class, unsampled);
    Tracer.end(unsampled);
  }

  @Test
  void noRuleIsLookedForWhereTheCallerDecided() {
    Ruled sampler = new Ruled();
    sampler.rule = "checkout";
    Tracer.install("test", sampler, traced);
    Segment segment = Traced.begin();
    Tracer.end(segment);
    assertNull(segment.rule());
    Tracer.end(Tracer.enterSegment(Traced.NOT_SAMPLED, "host", "GET", "/"));
    assertEquals(0, sampler.asked);
  }

  @Test
  void theSamplerLearnsOfARestore() {
    Ruled sampler = new Ruled();
    Tracer.install("test", sampler, traced);
    Tracer.restored();
    assertEquals(1, sampler.restored);
  }

  @Test
  void onlyACallerWhoAskedIsTold() {
    String asked = "Root=" + Traced.ROOT + ";Parent=00000000000000aa;Sampled=?";
    TraceContext sampled = Tracer.enterSegment(asked, "host", "GET", "/");
    assertEquals(
        "Root=" + Traced.ROOT + ";Sampled=1",
        Tracer.responseHeader(TraceHeader.parse(asked), sampled));
    for (String other :
        new String[] {null, "", "?", Traced.SAMPLED, Traced.NOT_SAMPLED, "Root=" + Traced.ROOT}) {
      assertNull(Tracer.responseHeader(TraceHeader.parse(other), sampled), other);
    }
    Tracer.end(sampled);
    traced = new Traced(false);
    TraceContext unsampled = Tracer.enterSegment(asked, "host", "GET", "/");
    assertEquals(
        "Root=" + Traced.ROOT + ";Sampled=0",
        Tracer.responseHeader(TraceHeader.parse(asked), unsampled));
    Tracer.end(unsampled);
  }

  @Test
  void aStaleContextOnAThreadDoesNotSwallowTheNextRequest() {
    Segment over = Traced.begin();
    over.finish();
    assertSame(over, Tracer.current());
    Segment next = Traced.begin();
    assertNotNull(next);
    Tracer.end(next);
    Tracer.restore(null);
    TraceContext unsampled = Tracer.enterSegment(Traced.NOT_SAMPLED, "host", "GET", "/");
    ((Unsampled) unsampled).end();
    Segment third = Traced.begin();
    assertNotNull(third);
    Tracer.end(third);
    Tracer.restore(null);
    assertEquals(List.of(over, next, third), traced.offered);
  }

  @Test
  void workThatOutlivesItsRequestByFarIsNotPartOfIt() throws Exception {
    Segment segment = Traced.begin();
    segment.close();
    Tracer.attach(segment);
    Subsegment late = Tracer.enterCall("late", Subsegment.REMOTE);
    late.close();
    Field end = Entity.class.getDeclaredField("end");
    end.setAccessible(true);
    end.setLong(segment, segment.end() - 16L * 60 * 1_000_000);
    assertNull(Tracer.enterCall("stale", Subsegment.REMOTE));
    Tracer.restore(null);
  }

  @Test
  void attachedWorkLeavesTheThreadAsItWas() throws Exception {
    Segment segment = Traced.begin();
    TraceContext handed = Tracer.current();
    Subsegment[] made = new Subsegment[1];
    Thread worker =
        new Thread(
            () -> {
              TraceContext previous = Tracer.attach(handed);
              made[0] = Tracer.enterCall("call", Subsegment.REMOTE);
              made[0].close();
              assertSame(handed, Tracer.current());
              Tracer.restore(previous);
              assertNull(Tracer.current());
            });
    worker.start();
    worker.join();
    Tracer.end(segment);
    assertEquals(List.of(made[0]), Traced.children(segment));
  }

  @Test
  void leavingOnTheWrongThreadOrTwiceDoesNothing() throws Exception {
    Segment segment = Traced.begin();
    Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
    TraceContext[] seen = new TraceContext[1];
    Thread other =
        new Thread(
            () -> {
              Tracer.attach(segment);
              call.leave();
              seen[0] = Tracer.current();
            });
    other.start();
    other.join();
    assertSame(segment, seen[0]);
    assertSame(call, Tracer.current());
    call.leave();
    assertSame(segment, Tracer.current());
    Subsegment next = Tracer.enterCall("next", Subsegment.REMOTE);
    call.leave();
    assertSame(next, Tracer.current());
    assertFalse(call.hasEnded());
    next.close();
    call.finish();
    Tracer.end(segment);
  }

  @Test
  void listenersAreToldOfSampledRequestsAsLongAsSomebodyHoldsThem() throws Exception {
    List<Segment> told = new ArrayList<>();
    Consumer<Segment> listener =
        segment -> {
          assertSame(segment, Tracer.current());
          told.add(segment);
          throw new IllegalStateException("ours to bear");
        };
    Tracer.addListener(listener);
    Segment segment = Traced.begin();
    assertEquals(List.of(segment), told);
    Tracer.beginSubsegment(segment, "part").close();
    Tracer.beginSegment("the application's own", null, true).leave();
    Tracer.end(segment);
    Tracer.end(Tracer.enterMessage("Root=1-6759e988-bd862e3fe1be46a994272793;Sampled=0"));
    assertEquals(1, told.size());
    WeakReference<Object> gone = new WeakReference<>(listener);
    listener = null;
    for (int i = 0; gone.get() != null && i < 100; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(gone.get());
    Tracer.end(Traced.begin());
    assertEquals(1, told.size());
  }

  @Test
  void endingNothingDoesNothing() {
    Tracer.end(null);
    assertTrue(traced.offered.isEmpty());
  }
}
