package io.roentgen.trace;

import static io.roentgen.trace.TraceHeader.Decision.NOT_SAMPLED;
import static io.roentgen.trace.TraceHeader.Decision.REQUESTED;
import static io.roentgen.trace.TraceHeader.Decision.SAMPLED;
import static io.roentgen.trace.TraceHeader.Decision.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {

  private static final String ROOT = Traced.ROOT;

  @Test
  void readsRootParentAndDecision() {
    TraceHeader header = TraceHeader.parse("Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");

    assertEquals(ROOT, header.traceId());
    assertEquals(0x53995c3f42cd8ad8L, header.parent());
    assertEquals(SAMPLED, header.decision());
    assertNull(header.extra());
  }

  @Test
  void readsEveryDecision() {
    assertEquals(SAMPLED, TraceHeader.parse("Root=" + ROOT + ";Sampled=1").decision());
    assertEquals(NOT_SAMPLED, TraceHeader.parse("Root=" + ROOT + ";Sampled=0").decision());
    assertEquals(REQUESTED, TraceHeader.parse("Root=" + ROOT + ";Sampled=?").decision());
    assertEquals(UNKNOWN, TraceHeader.parse("Root=" + ROOT).decision());
    for (String odd : new String[] {"", "2", "11", "true", "=1", "\u0661"}) {
      assertEquals(UNKNOWN, TraceHeader.parse("Root=" + ROOT + ";Sampled=" + odd).decision(), odd);
    }
  }

  @Test
  void orderCaseSpacesAndEmptyFieldsDoNotMatter() {
    TraceHeader header =
        TraceHeader.parse(
            " ;; sampled=1 ;PARENT=53995C3F42CD8AD8;  rOOt=1-5759E988-BD862E3FE1BE46A994272793 ;");

    assertEquals(ROOT, header.traceId());
    assertEquals(0x53995c3f42cd8ad8L, header.parent());
    assertEquals(SAMPLED, header.decision());
  }

  @Test
  void lineageAndUnknownKeysTravelOnAndSelfDoesNot() {
    TraceHeader header =
        TraceHeader.parse(
            "Self=1-67891234-12456789abcdef012345678;Lineage=a87bd80c:1|68fd508a:5;Root="
                + ROOT
                + ";CalledFrom=app;self=x");

    assertEquals("Lineage=a87bd80c:1|68fd508a:5;CalledFrom=app", header.extra());
    assertEquals(
        "Root=" + ROOT + ";Parent=00000000000000ff;Sampled=1;" + header.extra(),
        header.write(255, true));
  }

  @Test
  void writesWithoutParentWhenThereIsNone() {
    assertEquals("Root=" + ROOT + ";Sampled=0", TraceHeader.parse("Root=" + ROOT).write(0, false));
  }

  /** An unsampled request sends on what it came with, if that is what we would write. */
  @Test
  void anUnsampledHeaderIsSentOnAsItCame() {
    for (String field : new String[] {"", ";Parent=53995c3f42cd8ad8", ";Lineage=a:1;k=v"}) {
      String text = "Root=" + ROOT + field + ";Sampled=0";
      assertSame(text, TraceHeader.parse(text).write(0, false));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";Sampled=1",
        ";Sampled=?",
        "",
        ";Sampled=0;Self=1-x",
        ";Sampled=0;Parent=\r\nSet-Cookie: a",
        ";Sampled=0;Parent=",
        ";Sampled=1;Sampled=0",
        ";Sampled=0;Root=1-5759e988-bd862e3fe1be46a994272793",
        ";Sampled=0;k=\n",
        ";Sampled=0;noise",
      })
  void anythingElseIsWrittenAnew(String fields) {
    TraceHeader header = TraceHeader.parse("Root=" + ROOT + fields);
    assertEquals("Root=" + ROOT + ";Sampled=0", header.write(0, false));
    assertSame(header.write(0, false), header.write(0, false), "and once");
  }

  @Test
  void aParentThatIsNoIdIsNoParent() {
    for (String odd :
        new String[] {"", "1", "53995c3f42cd8ad", "53995c3f42cd8ad88", "zzzzzzzzzzzzzzzz"}) {
      assertEquals(0, TraceHeader.parse("Root=" + ROOT + ";Parent=" + odd).parent(), odd);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "Root",
        "Root=",
        "Sampled=1",
        "Parent=53995c3f42cd8ad8",
        "Root=1-5759e988-bd862e3fe1be46a99427279",
        "Root=1-5759e988-bd862e3fe1be46a9942727933",
        "Root=2-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e98g-bd862e3fe1be46a994272793",
        "Root=1_5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988_bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a99427279\u0663",
        "Root= 1-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a994272793,Sampled=1",
      })
  void withoutAWellFormedRootThereIsNoHeader(String text) {
    assertNull(TraceHeader.parse(text));
  }

  @Test
  void nullAndEndlessTextsAreNoHeader() {
    assertNull(TraceHeader.parse(null));
    assertNull(TraceHeader.parse("Root=" + ROOT + ";a=" + "x".repeat(1 << 20)));
  }

  @Test
  void nothingThatCouldSplitAHeaderTravelsOn() {
    TraceHeader header =
        TraceHeader.parse("Root=" + ROOT + ";a=b\r\nSet-Cookie: c=d;e=\u0000;f=\u00e4;ok=1");

    assertEquals("ok=1", header.extra());
  }

  @Test
  void writesWhatItReadsBack() {
    new Traced(true);
    for (int i = 0; i < 1000; i++) {
      TraceHeader fresh = TraceHeader.fresh(Current.get(), UNKNOWN, null);
      long parent = Current.get().nextId();
      TraceHeader again = TraceHeader.parse(fresh.write(parent, true));
      assertEquals(fresh.traceId(), again.traceId());
      assertEquals(parent, again.parent());
      assertEquals(SAMPLED, again.decision());
    }
  }

  /** Half of them grown from well-formed headers by a few mutations, half plain noise. */
  @Test
  void tenThousandHostileHeadersGiveNullOrAHeaderThatIsSafeToSend() {
    Random random = new Random(20261122);
    int wellFormed = 0;
    for (int i = 0; i < 10_000; i++) {
      String text = i % 2 == 0 ? mutated(random) : noise(random);
      TraceHeader header = TraceHeader.parse(text);
      if (header == null) {
        continue;
      }
      wellFormed++;
      for (long parent : new long[] {0, -1, random.nextLong()}) {
        String written = header.write(parent, random.nextBoolean());
        for (int c = 0; c < written.length(); c++) {
          assertTrue(written.charAt(c) >= ' ' && written.charAt(c) <= '~', text);
        }
        TraceHeader again = TraceHeader.parse(written);
        assertNotNull(again, text);
        assertEquals(header.traceId(), again.traceId(), text);
        boolean asItCame = written.equals(text);
        assertEquals(asItCame ? header.parent() : parent, again.parent(), text);
        assertEquals(header.extra(), again.extra(), text);
      }
    }
    assertTrue(wellFormed > 1000, "the fuzzer reaches the good case too: " + wellFormed);
  }

  @Test
  void theTracerStartsAFreshTraceForHostileHeaders() {
    Traced traced = new Traced(true);
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      String text = i % 2 == 0 ? mutated(random) : noise(random);
      TraceContext context = Tracer.enterSegment(text, "h", "GET", "/");
      assertNotNull(context);
      assertNotNull(TraceHeader.parse(context.header()));
      Tracer.responseHeader(TraceHeader.parse(text), context);
      Tracer.end(context);
    }
    assertFalse(traced.offered.isEmpty());
    assertNull(Tracer.current());
  }

  private static String mutated(Random random) {
    String[] fields = {
      "Root=" + ROOT,
      "Parent=53995c3f42cd8ad8",
      "Sampled=" + "01?x".charAt(random.nextInt(4)),
      "Lineage=a87bd80c:1|68fd508a:5",
      "Self=1-67891233-abcdef012345678912345678",
      "k" + random.nextInt(9) + "=v",
    };
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      text.append(fields[random.nextInt(fields.length)])
          .append(random.nextInt(9) == 0 ? "; " : ";");
    }
    for (int edits = random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, anyChar(random));
        case 2 -> text.setCharAt(at, anyChar(random));
        default -> text.insert(at, ";=\r\n =;".charAt(random.nextInt(7)));
      }
      if (text.length() == 0) {
        break;
      }
    }
    return text.toString();
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "Root=" : "");
    for (int i = random.nextInt(300); i > 0; i--) {
      text.append(
          random.nextBoolean() ? "Root=1-;Sampled?".charAt(random.nextInt(16)) : anyChar(random));
    }
    return text.toString();
  }

  private static char anyChar(Random random) {
    return (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80));
  }
}
