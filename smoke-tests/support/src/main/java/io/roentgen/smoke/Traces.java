package io.roentgen.smoke;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Segment documents, sorted into traces. */
public final class Traces {
  private final List<Trace> traces;

  private Traces(List<Trace> traces) {
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
    return new Traces(traces);
  }

  /** In the order in which they started. */
  public List<Trace> all() {
    return traces;
  }

  /** How many segments they hold together. */
  public int segments() {
    return traces.stream().mapToInt(trace -> trace.segments().size()).sum();
  }
}
