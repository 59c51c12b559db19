package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.filter.Filter;
import io.roentgen.console.map.Statistics;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.TraceSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Traces summed up by something they say: their URL, user, status or an annotation. */
final class Groups {

  /** Groups with figures of their own; of rarer values only their number is told. */
  private static final int MOST = 500;

  private static final String ANNOTATION = "annotation.";

  private final Map<Object, Group> groups = new HashMap<>();
  private final String by;

  private static final class Group {
    final Object value;
    int count;
    Statistics statistics;

    Group(Object value) {
      this.value = value;
    }
  }

  /**
   * Sums up. A trace is in each group whose expression it matches: one that has an annotation twice
   * may be in two, one without is in none.
   *
   * @param by {@code url}, {@code user}, {@code status} or {@code annotation.KEY}
   */
  Groups(Collection<TraceSummary> traces, String by) throws Request.BadRequest {
    this.by = by;
    if (!by.equals("url")
        && !by.equals("user")
        && !by.equals("status")
        && !(by.startsWith(ANNOTATION) && by.length() > ANNOTATION.length())) {
      throw new Request.BadRequest("by is url, user, status or annotation.KEY");
    }
    for (TraceSummary trace : traces) {
      for (Object value : values(trace)) {
        groups.computeIfAbsent(value, Group::new).count++;
      }
    }
    for (Group group : most()) {
      group.statistics = new Statistics();
    }
    for (TraceSummary trace : traces) {
      for (Object value : values(trace)) {
        Statistics statistics = groups.get(value).statistics;
        if (statistics != null) {
          statistics.add(trace.flags(), trace.responseTime());
        }
      }
    }
  }

  private List<Group> most() {
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(
        (a, b) ->
            a.count != b.count
                ? Integer.compare(b.count, a.count)
                : a.value.toString().compareTo(b.value.toString()));
    return sorted.subList(0, Math.min(MOST, sorted.size()));
  }

  private Set<Object> values(TraceSummary trace) {
    if (by.startsWith(ANNOTATION)) {
      String key = by.substring(ANNOTATION.length());
      Set<Object> values = new LinkedHashSet<>();
      for (Entity entity : trace.annotated()) {
        Object value = entity.annotations().get(key);
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    }
    Entity root = trace.root();
    Object value = root == null ? null : value(root);
    return value == null ? Collections.emptySet() : Collections.singleton(value);
  }

  private Object value(Entity root) {
    if (by.equals("user")) {
      return root.user();
    }
    Entity.Http http = root.http();
    if (http == null) {
      return null;
    }
    if (by.equals("url")) {
      return http.url();
    }
    return http.status() == 0 ? null : Double.valueOf(http.status());
  }

  void write(JsonWriter out) throws IOException {
    out.name("count").value(groups.size());
    out.name("groups").beginArray();
    for (Group group : most()) {
      out.beginObject();
      out.name("value");
      if (group.value instanceof Double) {
        Json.number(out, (Double) group.value);
      } else if (group.value instanceof Boolean) {
        out.value((Boolean) group.value);
      } else {
        out.value((String) group.value);
      }
      Json.statistics(out, "stats", group.statistics);
      out.name("select").value(keyword() + " = " + literal(group.value));
      out.endObject();
    }
    out.endArray();
  }

  private String keyword() {
    switch (by) {
      case "url":
        return "http.url";
      case "user":
        return "user";
      case "status":
        return "http.status";
      default:
        return Filter.annotation(by.substring(ANNOTATION.length()));
    }
  }

  private static String literal(Object value) {
    if (value instanceof Double) {
      double number = (Double) value;
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
    return value instanceof Boolean ? value.toString() : Filter.quote((String) value);
  }
}
