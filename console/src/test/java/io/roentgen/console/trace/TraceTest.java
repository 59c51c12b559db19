package io.roentgen.console.trace;

import static io.roentgen.console.trace.Documents.call;
import static io.roentgen.console.trace.Documents.document;
import static io.roentgen.console.trace.Documents.segment;
import static io.roentgen.console.trace.Documents.trace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final String A = "000000000000000a";
  private static final String B = "000000000000000b";
  private static final String C = "000000000000000c";

  private static List<String> lines(Trace trace) {
    List<String> lines = new ArrayList<>();
    for (TraceTree.Item item : TraceTree.of(trace.documents()).items()) {
      lines.add("  ".repeat(item.depth()) + item.entity().name() + ":" + item.path());
    }
    return lines;
  }

  @Test
  void everyDocumentFindsItsPlaceInWhateverOrder() {
    String called = segment("called", C, B, "");
    String caller =
        segment(
            "caller", A, null, "'subsegments':[" + call("call", B, "'namespace':'remote'") + "]");
    List<String> expected = List.of("caller:", "  call:0", "    called:");
    assertEquals(expected, lines(trace(called, caller)));
    assertEquals(expected, lines(trace(caller, called)));
  }

  @Test
  void childrenComeByTime() {
    String late = segment("late", B, A, "").replace("101,", "101.9,");
    String early = segment("early", C, A, "").replace("101,", "101.1,");
    assertEquals(
        List.of("top:", "  early:", "  late:"),
        lines(trace(late, early, segment("top", A, null, ""))));
  }

  @Test
  void circlesOfParentsAreCut() {
    assertEquals(List.of("self:"), lines(trace(segment("self", A, A, ""))));
    assertEquals(
        List.of("a:", "  c:", "    b:"),
        lines(trace(segment("a", A, B, ""), segment("b", B, C, ""), segment("c", C, A, ""))));
    String ownChild = segment("a", A, B, "'subsegments':[" + call("b", B, "") + "]");
    assertEquals(List.of("a:", "  b:0"), lines(trace(ownChild)));
  }

  @Test
  void aLongChainIsNoProblem() {
    List<String> documents = new ArrayList<>();
    for (int i = 20_000; i > 0; i--) {
      documents.add(
          segment(
              "n", String.format("%016x", i), i == 1 ? null : String.format("%016x", i - 1), ""));
    }
    TraceTree tree = TraceTree.of(trace(documents.toArray(new String[0])).documents());
    assertEquals(20_000, tree.items().size());
    assertEquals(19_999, tree.items().get(19_999).depth());
  }

  @Test
  void whatEndedReplacesWhatWasInProgress() {
    Trace trace = new Trace("t", 0);
    String running = segment("a", A, null, "'in_progress':true").replace("'end_time':102,", "");
    assertEquals(Trace.Added.NEW, trace.add(document(running)));
    assertTrue(trace.summary().isPartial());
    assertEquals(Trace.Added.REPLACED, trace.add(document(segment("a", A, null, ""))));
    assertFalse(trace.summary().isPartial());
    assertEquals(Trace.Added.DUPLICATE, trace.add(document(running)));
    assertEquals(Trace.Added.DUPLICATE, trace.add(document(segment("a", A, null, ""))));
    assertEquals(1, trace.size());
    assertEquals(1, trace.summary().responseTime());
  }

  @Test
  void anotherDocumentWithAKnownIdIsKept() {
    Trace trace = trace(segment("a", A, null, ""), segment("b", A, null, ""));
    assertEquals(2, trace.size());
    assertEquals(List.of("a:", "b:"), lines(trace));
  }

  @Test
  void manyDocumentsAreToldApartAsWell() {
    Trace trace = new Trace("t", 0);
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i <= 500; i++) {
        Trace.Added added = trace.add(document(segment("n", String.format("%016x", i), null, "")));
        assertEquals(round == 0 ? Trace.Added.NEW : Trace.Added.DUPLICATE, added);
      }
    }
    assertEquals(500, trace.size());
  }

  @Test
  void theSummaryIsOfTheRoot() {
    Trace trace =
        trace(
            segment("called", C, B, "'fault':true").replace("102", "107"),
            segment("caller", A, null, "'error':true,'subsegments':[" + call("call", B, "") + "]"));
    TraceSummary summary = trace.summary();
    assertEquals("caller", summary.root().name());
    assertEquals(Entity.ERROR, summary.flags());
    assertEquals(1, summary.responseTime());
    assertEquals(6, summary.duration());
    assertFalse(summary.isPartial());
  }

  @Test
  void aTraceWhoseParentIsMissingIsPartial() {
    TraceSummary summary = trace(segment("called", C, B, "")).summary();
    assertTrue(summary.isPartial());
    assertEquals("called", summary.root().name());
  }
}
