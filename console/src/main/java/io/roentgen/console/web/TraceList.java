package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.map.Statistics;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.NodeVisit;
import io.roentgen.console.trace.TraceSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Some traces: counted, as dots, and a stretch of them one by one. */
final class TraceList {

  /** Dots of the scatter; more can't be told from each other. */
  private static final int POINTS = 3_000;

  private static final int ANNOTATIONS = 20;

  private static final List<TraceSummary> NONE = Collections.emptyList();

  private final Selection selection;
  private final int limit;
  private final int offset;
  private final boolean points;
  private final Comparator<TraceSummary> order;

  /** Of a selection, as a request's sort, limit and offset say; only the first page has dots. */
  TraceList(Selection selection, Request request) throws Request.BadRequest {
    this.selection = selection;
    limit = request.count("limit", 100, 1_000);
    offset = request.count("offset", 0, 1 << 30);
    points = offset == 0;
    order =
        request.text("sort").equals("slowest")
            ? (a, b) -> Double.compare(b.responseTime(), a.responseTime())
            : (a, b) -> Double.compare(Selection.time(b), Selection.time(a));
  }

  /** The first so many in order: a list is rarely asked for to its end. */
  private List<TraceSummary> first(int wanted) {
    PriorityQueue<TraceSummary> first = new PriorityQueue<>(order.reversed());
    for (TraceSummary trace : selection.traces) {
      if (first.size() < wanted) {
        first.add(trace);
      } else if (wanted > 0 && order.compare(trace, first.peek()) < 0) {
        first.poll();
        first.add(trace);
      }
    }
    List<TraceSummary> sorted = new ArrayList<>(first);
    sorted.sort(order);
    return sorted;
  }

  void write(JsonWriter out) throws IOException {
    out.name("stored").value(selection.stored);
    out.name("matched").value(selection.traces.size());
    Statistics statistics = new Statistics();
    for (TraceSummary trace : selection.traces) {
      statistics.add(trace.flags(), trace.responseTime());
    }
    Json.statistics(out, "stats", statistics);
    out.name("traces").beginArray();
    List<TraceSummary> sorted = first(offset + limit);
    for (int i = offset; i < sorted.size(); i++) {
      trace(out, sorted.get(i));
    }
    out.endArray();
    out.name("points").beginArray();
    for (TraceSummary trace : points ? thin(selection.traces) : NONE) {
      out.beginArray();
      Json.number(out, Selection.time(trace));
      Json.number(out, trace.responseTime());
      out.value(trace.flags()).value(trace.trace().id()).endArray();
    }
    out.endArray();
  }

  /** Every fault, as far as there is room, and every so manieth of the others. */
  private static List<TraceSummary> thin(List<TraceSummary> traces) {
    if (traces.size() <= POINTS) {
      return traces;
    }
    int faults = 0;
    for (TraceSummary trace : traces) {
      faults += (trace.flags() & Entity.FAULT) != 0 ? 1 : 0;
    }
    double room = Math.max(POINTS / 2, POINTS - faults);
    double every = Math.max(1, (traces.size() - faults) / room);
    double faultEvery = Math.max(1, faults / (double) (POINTS / 2));
    List<TraceSummary> points = new ArrayList<>(POINTS);
    double next = 0;
    double nextFault = 0;
    int other = 0;
    int fault = 0;
    for (TraceSummary trace : traces) {
      if ((trace.flags() & Entity.FAULT) != 0) {
        if (fault++ >= nextFault) {
          nextFault += faultEvery;
          points.add(trace);
        }
      } else if (other++ >= next) {
        next += every;
        points.add(trace);
      }
    }
    return points;
  }

  private static void trace(JsonWriter out, TraceSummary trace) throws IOException {
    Entity root = trace.root();
    out.beginObject();
    out.name("id").value(trace.trace().id());
    Json.number(out, "start", Selection.time(trace));
    Json.number(out, "duration", trace.duration());
    Json.number(out, "responseTime", trace.responseTime());
    Json.flags(out, trace.flags());
    out.name("pending").value((trace.flags() & Entity.IN_PROGRESS) != 0);
    out.name("partial").value(trace.isPartial());
    out.name("name").value(root.name());
    out.name("type").value(root.origin() == null ? "" : root.origin());
    Entity.Http http = root.http();
    out.name("method").value(http == null ? null : http.method());
    out.name("url").value(http == null ? null : http.url());
    out.name("status");
    if (http == null || http.status() == 0) {
      out.nullValue();
    } else {
      out.value(http.status());
    }
    out.name("user").value(root.user());
    out.name("annotations").beginObject();
    for (Map.Entry<String, Object> annotation : annotations(trace).entrySet()) {
      out.name(annotation.getKey());
      value(out, annotation.getValue());
    }
    out.endObject();
    int services = 0;
    for (NodeVisit visit : trace.nodes()) {
      services += visit.isInferred() ? 0 : 1;
    }
    out.name("services").value(services);
    out.name("documents").value(trace.trace().size());
    out.endObject();
  }

  private static Map<String, Object> annotations(TraceSummary trace) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Entity entity : trace.annotated()) {
      for (Map.Entry<String, Object> annotation : entity.annotations().entrySet()) {
        if (all.size() < ANNOTATIONS) {
          all.putIfAbsent(annotation.getKey(), annotation.getValue());
        }
      }
    }
    return all;
  }

  private static void value(JsonWriter out, Object value) throws IOException {
    if (value instanceof Double) {
      Json.number(out, (Double) value);
    } else if (value instanceof Boolean) {
      out.value((Boolean) value);
    } else {
      out.value((String) value);
    }
  }
}
