package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.map.TraceMap;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.trace.Node;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** What changed from one range of time to another. */
final class Comparison {

  private Comparison() {}

  static void write(JsonWriter out, TraceStore store, Selection a, Selection b) throws IOException {
    range(out, "a", a);
    range(out, "b", b);
    TraceMap mapA = TraceMap.of(a.traces, store::find);
    TraceMap mapB = TraceMap.of(b.traces, store::find);
    Set<Node> nodes = new LinkedHashSet<>();
    mapA.places().forEach(place -> nodes.add(place.node()));
    mapB.places().forEach(place -> nodes.add(place.node()));
    out.name("nodes").beginArray();
    for (Node node : nodes) {
      if (node.isClient()) {
        continue;
      }
      out.beginObject();
      Maps.node(out, node);
      side(out, "a", mapA.find(node));
      side(out, "b", mapB.find(node));
      out.endObject();
    }
    out.endArray();
    Failures failuresA = Failures.of(a.traces);
    Failures failuresB = Failures.of(b.traces);
    out.name("errors").beginArray();
    for (Failures.Group group : failuresB.sorted()) {
      failure(out, group, failuresA.same(group), group);
    }
    for (Failures.Group group : failuresA.sorted()) {
      if (failuresB.same(group) == null) {
        failure(out, group, group, null);
      }
    }
    out.endArray();
  }

  private static void range(JsonWriter out, String name, Selection range) throws IOException {
    out.name(name).beginObject();
    Json.number(out, "start", range.start);
    Json.number(out, "end", range.end);
    out.name("traces").value(range.traces.size());
    out.endObject();
  }

  private static void side(JsonWriter out, String name, TraceMap.Place place) throws IOException {
    if (place == null) {
      out.name(name).nullValue();
    } else {
      Json.statistics(out, name, place.statistics());
    }
  }

  private static void failure(
      JsonWriter out, Failures.Group group, Failures.Group a, Failures.Group b) throws IOException {
    out.beginObject();
    Failures.head(out, group);
    out.name("a").value(a == null ? 0 : a.count);
    out.name("b").value(b == null ? 0 : b.count);
    out.name("example").value(group.example());
    out.endObject();
  }
}
