package io.roentgen.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.roentgen.trace.Database;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever an application puts in: a valid document comes out, and nothing else suffers. */
class HostileEntitiesTest {

  private final Queue<Entity> offered = Documents.record();

  @Test
  void names() {
    Segment segment = Documents.begin();
    segment.setName("\"}],\n\u0000<script>😀\ud800" + "é".repeat(1_000));
    String[] names = {null, "", "\"", "\\", "\u0000", "\ud800", "ü".repeat(500), " ", "a?b{c}"};
    List<Subsegment> calls = new ArrayList<>();
    for (String name : names) {
      Subsegment call = Documents.call(name);
      call.close();
      calls.add(call);
    }
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    assertEquals("unknown", documents.find(calls.get(0)).get("name").asText());
    assertEquals("unknown", documents.find(calls.get(1)).get("name").asText());
    assertEquals("a_b_c_", documents.find(calls.get(8)).get("name").asText());
    assertTrue(documents.find(segment).get("name").asText().startsWith("_____"));
  }

  @Test
  void hugeFieldsOfEveryKindOnOneEntity() {
    String[] texts = {"x".repeat(10_000), "\u0001".repeat(10_000), "€😀".repeat(5_000)};
    Segment segment = Documents.begin();
    List<Subsegment> calls = new ArrayList<>();
    for (String text : texts) {
      Subsegment call = Documents.call(text);
      fill(call, text);
      call.setSql(new Database(text, text, text, text, text), text, text);
      for (int i = 0; i < 100; i++) {
        call.aws(i + text, text);
      }
      call.close(chain(text));
      calls.add(call);
    }
    segment.setUser(texts[1]);
    segment.setOrigin(texts[1]);
    segment.setRule(texts[1]);
    segment.setClient(texts[1], true, texts[1]);
    fill(segment, texts[1]);
    segment.setException(chain(texts[1]));
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    assertEquals(texts.length + 1, documents.byId.size());
    for (Subsegment call : calls) {
      JsonNode node = documents.find(call);
      // What is beyond X-Ray's number for the trace has become metadata.
      assertEquals(call == calls.get(0), node.has("annotations"));
      assertTrue(node.get("metadata").elements().next().size() > 0);
      assertTrue(node.get("aws").size() > 0);
      assertEquals(32, node.at("/cause/exceptions").size());
    }
  }

  private static void fill(Entity entity, String text) {
    entity.setName(text);
    entity.setRequest(text, text);
    entity.setStatus(Integer.MAX_VALUE);
    entity.setContentLength(Long.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      entity.annotate(i + text, text);
      entity.addMetadata(i + text, text);
    }
  }

  private static Throwable chain(String text) {
    Throwable thrown = null;
    for (int i = 0; i < 40; i++) {
      thrown = new IllegalStateException(text, thrown);
      StackTraceElement[] stack = new StackTraceElement[300];
      for (int f = 0; f < stack.length; f++) {
        stack[f] = new StackTraceElement(text, text, f % 2 == 0 ? text : null, f);
      }
      thrown.setStackTrace(stack);
    }
    return thrown;
  }

  @Test
  void keysThatBecomeTheSame() {
    Segment segment = Documents.begin();
    segment.annotate("a.b", 1);
    segment.annotate("a-b", 2);
    segment.annotate("a_b", 3);
    String longKey = "k".repeat(600);
    segment.annotate(longKey + 1, 1);
    segment.annotate(longKey + 2, 2);
    segment.addMetadata(longKey + 1, 1);
    segment.addMetadata(longKey + 2, 2);
    Tracer.end(segment);

    JsonNode annotations = Documents.of(offered).find(segment).get("annotations");
    assertTrue(annotations.has("a_b"));
  }

  @Test
  void keysThatAreNone() {
    Segment segment = Documents.begin();
    segment.annotate("", 1);
    segment.annotate("\u00e4 \"", 2);
    segment.addMetadata("", 1);
    segment.addMetadata("\"\n", 2);
    Tracer.end(segment);

    JsonNode annotations = Documents.of(offered).find(segment).get("annotations");
    annotations
        .fieldNames()
        .forEachRemaining(key -> assertTrue(key.matches("[A-Za-z0-9_]{1,500}"), key));
  }

  @Test
  void values() {
    Segment segment = Documents.begin();
    segment.annotate("nan", Double.NaN);
    segment.annotate("infinite", Float.POSITIVE_INFINITY);
    segment.annotate("small", Double.MIN_VALUE);
    segment.annotate("char", 'c');
    segment.annotate("long", Long.MIN_VALUE);
    segment.annotate("list", List.of(1, 2));
    segment.addMetadata("null in a list", java.util.Arrays.asList(null, "x"));
    segment.addMetadata("throws", new Throwing());
    segment.addMetadata("null text", new NullText());
    segment.addMetadata("throwing list", new ThrowingList());
    segment.addMetadata("nested", List.of(List.of(List.of("x"))));
    segment.addMetadata("last", "arrives");
    Subsegment sql = Documents.call("db");
    sql.setSql(new Database(null, null, null, null, null), new Throwing(), null);
    sql.close();
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    assertEquals(0, documents.find(sql).get("sql").size());
    JsonNode node = documents.find(segment);
    assertEquals("NaN", node.at("/annotations/nan").asText());
    assertEquals(Long.MIN_VALUE, node.at("/annotations/long").asLong());
    assertEquals("c", node.at("/annotations/char").asText());
    assertEquals("arrives", node.at("/metadata/default/last").asText());
  }

  private static final class Throwing {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  private static final class NullText {
    @Override
    public String toString() {
      return null;
    }
  }

  private static final class ThrowingList extends AbstractList<String> {
    @Override
    public String get(int index) {
      if (index > 0) {
        throw new java.util.ConcurrentModificationException();
      }
      return "x";
    }

    @Override
    public int size() {
      return 3;
    }
  }

  @Test
  void exceptionsWithoutStackOrWithNullFrames() {
    Segment segment = Documents.begin();
    Subsegment none = Documents.call("none");
    none.close(new NoStack(null));
    Subsegment broken = Documents.call("broken");
    broken.close(new NoStack(new StackTraceElement[] {null, null}));
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    assertEquals(0, documents.find(none).at("/cause/exceptions/0/stack").size());
    assertEquals(1, documents.find(broken).at("/cause/exceptions").size());
  }

  private static final class NoStack extends RuntimeException {
    private final StackTraceElement[] stack;

    NoStack(StackTraceElement[] stack) {
      this.stack = stack;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return stack;
    }
  }

  /** Trees of any shape, entities ending in any order, some after the root was written. */
  @Test
  void anyTreeArrivesWhole() {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      Segment segment = Documents.begin();
      List<Entity> made = new ArrayList<>();
      made.add(segment);
      List<Entity> open = new ArrayList<>();
      int count = random.nextInt(1_000);
      for (int i = 0; i < count; i++) {
        Tracer.restore(made.get(random.nextInt(made.size())));
        Subsegment local = Tracer.enterLocal("n" + i);
        local.addMetadata("m", "x".repeat(random.nextInt(1_000)));
        made.add(local);
        open.add(local);
        if (random.nextInt(3) > 0) {
          open.remove(random.nextInt(open.size())).finish();
        }
      }
      Tracer.restore(null);
      DocumentWriter writer = new DocumentWriter("1.0", 50);
      Documents documents = new Documents();
      segment.finish();
      while (!open.isEmpty() || !offered.isEmpty()) {
        if (!open.isEmpty() && random.nextBoolean()) {
          open.remove(random.nextInt(open.size())).finish();
        } else if (!offered.isEmpty()) {
          writer.write(offered.poll(), documents);
        }
      }
      documents.check();
      assertEquals(made.size(), documents.byId.size());
    }
  }
}
