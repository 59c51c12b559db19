package io.roentgen.smoke;

import com.google.gson.JsonObject;
import io.roentgen.console.map.TraceMap;
import io.roentgen.console.trace.BadDocument;
import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.DocumentParser;
import io.roentgen.console.trace.TraceSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Segment documents, sorted into traces. */
public final class Traces {
  private final List<JsonObject> documents;
  private final List<Trace> traces;

  private Traces(List<JsonObject> documents, List<Trace> traces) {
    this.documents = documents;
    this.traces = traces;
  }

  /** Documents in any order; each names its trace. */
  public static Traces of(List<JsonObject> documents) {
    Map<String, List<JsonObject>> byTrace = new LinkedHashMap<>();
    for (JsonObject document : documents) {
      String trace = document.has("trace_id") ? document.get("trace_id").getAsString() : "no trace";
      byTrace.computeIfAbsent(trace, key -> new ArrayList<>()).add(document);
    }
    List<Trace> traces = new ArrayList<>();
    byTrace.forEach((id, parts) -> traces.add(Trace.of(id, parts)));
    traces.sort(Comparator.comparingDouble(Trace::start));
    return new Traces(List.copyOf(documents), traces);
  }

  /** In the order in which they started. */
  public List<Trace> all() {
    return traces;
  }

  /** How many segments they hold together. */
  public int segments() {
    return traces.stream().mapToInt(trace -> trace.segments().size()).sum();
  }

  /**
   * Their map, as the console computes it.
   *
   * @throws IllegalStateException if one is no segment document
   */
  public TraceMap map() {
    Map<String, io.roentgen.console.trace.Trace> kept = new LinkedHashMap<>();
    DocumentParser parser = new DocumentParser();
    for (JsonObject json : documents) {
      byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
      try {
        Document document = parser.parse(bytes, 0, bytes.length);
        kept.computeIfAbsent(document.traceId(), id -> new io.roentgen.console.trace.Trace(id, 0))
            .add(document);
      } catch (BadDocument e) {
        throw new IllegalStateException(e.getMessage() + ": " + json, e);
      }
    }
    return TraceMap.of(
        kept.values().stream()
            .map(io.roentgen.console.trace.Trace::summary)
            .sorted(Comparator.comparingDouble(TraceSummary::start))
            .toList(),
        kept::get);
  }
}
