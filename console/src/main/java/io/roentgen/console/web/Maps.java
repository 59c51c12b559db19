package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.filter.Filter;
import io.roentgen.console.map.TraceMap;
import io.roentgen.console.trace.Node;
import java.io.IOException;

/** Maps as the page draws them. */
final class Maps {

  private Maps() {}

  /** Nodes and edges, into an object that is open. */
  static void write(JsonWriter out, TraceMap map) throws IOException {
    out.name("nodes").beginArray();
    for (TraceMap.Place place : map.places()) {
      out.beginObject();
      node(out, place.node());
      out.name("inferred").value(place.isInferred());
      out.name("client").value(place.node().isClient());
      out.name("root").value(place.isRoot());
      Json.statistics(out, "stats", place.statistics());
      out.endObject();
    }
    out.endArray();
    out.name("edges").beginArray();
    for (TraceMap.Edge edge : map.edges()) {
      out.beginObject();
      out.name("id").value(id(edge.from()) + " > " + id(edge.to()));
      out.name("from").value(id(edge.from()));
      out.name("to").value(id(edge.to()));
      out.name("received").value(edge.isReceived());
      out.name("link").value(edge.isLink());
      out.name("select").value("edge(" + named(edge.from()) + ", " + named(edge.to()) + ")");
      Json.statistics(out, "stats", edge.statistics());
      out.endObject();
    }
    out.endArray();
  }

  /** What a node is called, into an object that is open. */
  static void node(JsonWriter out, Node node) throws IOException {
    out.name("id").value(id(node));
    out.name("name").value(node.name());
    out.name("type").value(node.type());
    out.name("select").value("service(" + named(node) + ")");
  }

  /** The same for the same node, in links that are kept too. */
  static String id(Node node) {
    return node.type().isEmpty() ? node.name() : node.name() + " | " + node.type();
  }

  private static String named(Node node) {
    return "id(name: " + Filter.quote(node.name()) + ", type: " + Filter.quote(node.type()) + ")";
  }
}
