package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  @Test
  void isTheSameTreeInWhicheverOrderThePartsCome() throws IOException {
    List<JsonObject> documents = Documents.of("order.jsonl");
    String expected = Documents.text("order.txt");
    for (int i = 0; i < documents.size(); i++) {
      Collections.rotate(documents, 1);
      assertEquals(expected, new TreePrinter(120, false, true).print(one(documents)));
    }
  }

  @Test
  void countsThePartsOnce() throws IOException {
    Trace trace = one(Documents.of("order.jsonl"));
    assertEquals(1, trace.roots().size());
    assertEquals(3, trace.segments().size());
    assertEquals(7, trace.entities().size());
    assertEquals(1795310297.0, trace.start());
    assertEquals(1795310297.2, trace.end());
  }

  @Test
  void tellsThatAParentIsMissing() {
    Trace trace = one(List.of(segment("00000000000000c1", "00000000000000c0")));
    assertEquals(1, trace.roots().size());
    assertNull(trace.roots().get(0).parent());
    String printed = new TreePrinter(120, false, false).print(trace);
    assertTrue(printed.contains("its parent 00000000000000c0 is missing"), printed);
  }

  @Test
  void survivesParentsInACircle() {
    Trace trace =
        one(
            List.of(
                segment("00000000000000c1", "00000000000000c2"),
                segment("00000000000000c2", "00000000000000c1")));
    assertEquals(1, trace.roots().size());
    assertEquals(1, trace.roots().get(0).children().size());
  }

  @Test
  void keepsToAsciiAndToTheWidth() throws IOException {
    String printed = new TreePrinter(100, false, false).print(one(Documents.of("order.jsonl")));
    for (String line : printed.lines().skip(1).toList()) {
      assertTrue(line.length() <= 100, line);
      assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(line), line);
    }
  }

  private static Trace one(List<JsonObject> documents) {
    List<Trace> traces = Traces.of(documents).all();
    assertEquals(1, traces.size());
    return traces.get(0);
  }

  private static JsonObject segment(String id, String parent) {
    JsonObject json = new JsonObject();
    json.addProperty("trace_id", "1-6b0242d9-5b3eb7600a266b13f04593dd");
    json.addProperty("id", id);
    json.addProperty("parent_id", parent);
    json.addProperty("name", "lonely");
    json.addProperty("start_time", 1.0);
    json.addProperty("end_time", 2.0);
    return json;
  }
}
