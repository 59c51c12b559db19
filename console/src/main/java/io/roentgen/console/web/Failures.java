package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.Node;
import io.roentgen.console.trace.Trace;
import io.roentgen.console.trace.TraceSummary;
import io.roentgen.console.trace.TraceTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What went wrong in some traces, equal failures together: of one node, of one exception type, with
 * messages that differ only in numbers and ids. An exception that several entities name on its way
 * up counts where it was seen first, at the lowest.
 */
final class Failures {

  /** Equal failures. */
  static final class Group {
    final Node node;
    final String exception;
    final String message;
    int count;
    int traces;
    double first = Double.MAX_VALUE;
    double last;
    private Trace example;

    private Group(Node node, String exception, String message) {
      this.node = node;
      this.exception = exception;
      this.message = message;
    }

    String example() {
      return example.id();
    }
  }

  private static final int MESSAGE = 300;
  private static final int GROUPS = 1_000;

  private final Map<String, Group> groups = new LinkedHashMap<>();

  static Failures of(Collection<TraceSummary> traces) {
    Failures failures = new Failures();
    for (TraceSummary trace : traces) {
      if (trace.failed().length > 0 || flagged(trace)) {
        failures.add(trace);
      }
    }
    return failures;
  }

  private static boolean flagged(TraceSummary trace) {
    int flags = 0;
    for (int i = 0; i < trace.nodes().length; i++) {
      Entity entity = trace.nodes()[i].entity();
      flags |= entity == null ? 0 : entity.flags();
    }
    return (flags & (Entity.FAULT | Entity.THROTTLE | Entity.ERROR)) != 0;
  }

  private void add(TraceSummary trace) {
    List<TraceTree.Item> items = TraceTree.of(trace.trace().documents()).items();
    Set<String> told = new HashSet<>();
    Set<Group> here = new HashSet<>();
    // The lowest first: a parent stands before its children.
    for (int i = items.size() - 1; i >= 0; i--) {
      TraceTree.Item item = items.get(i);
      Node node = TraceSummary.nodeOf(item);
      if (node == null) {
        continue;
      }
      Entity entity = item.entity();
      if (entity.failures().length > 0) {
        Entity.Failure failure = entity.failures()[0];
        if (told.add(failure.type() + ": " + failure.message())) {
          add(trace, here, node, entity, failure.type(), failure.message());
        }
      } else if (isWrong(entity) && !isExplained(item)) {
        add(trace, here, node, entity, status(entity), "");
      }
    }
  }

  private static boolean isWrong(Entity entity) {
    return entity.is(Entity.FAULT) || entity.is(Entity.ERROR) || entity.is(Entity.THROTTLE);
  }

  /** Whether what is below says more. */
  private static boolean isExplained(TraceTree.Item item) {
    for (TraceTree.Item child : item.children()) {
      if (isWrong(child.entity())) {
        return true;
      }
    }
    return false;
  }

  private static String status(Entity entity) {
    if (entity.http() != null && entity.http().status() >= 400) {
      return "HTTP " + entity.http().status();
    }
    return entity.is(Entity.FAULT) ? "fault" : entity.is(Entity.THROTTLE) ? "throttle" : "error";
  }

  private void add(
      TraceSummary trace, Set<Group> here, Node node, Entity entity, String type, String message) {
    String gist = gist(message);
    String key = Maps.id(node) + "\n" + type + "\n" + gist;
    Group group = groups.get(key);
    if (group == null) {
      if (groups.size() >= GROUPS) {
        return;
      }
      group = new Group(node, type, message.substring(0, Math.min(MESSAGE, message.length())));
      groups.put(key, group);
    }
    group.count++;
    group.traces += here.add(group) ? 1 : 0;
    double time = Selection.time(trace);
    group.first = Math.min(group.first, time);
    if (time >= group.last) {
      group.last = time;
      group.example = trace.trace();
    }
  }

  /** A message without what differs from one time to the next: numbers, ids, addresses. */
  private static String gist(String message) {
    StringBuilder gist = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < message.length() && i < MESSAGE; i++) {
      char c = message.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit || !inside) {
        gist.append(digit ? '0' : c);
      }
      inside = digit;
    }
    return gist.toString();
  }

  /** The most frequent first. */
  List<Group> sorted() {
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort((a, b) -> b.count != a.count ? b.count - a.count : Double.compare(b.last, a.last));
    return sorted;
  }

  /** What is the same in another time. */
  Group same(Group as) {
    return groups.get(Maps.id(as.node) + "\n" + as.exception + "\n" + gist(as.message));
  }

  void write(JsonWriter out) throws IOException {
    out.name("errors").beginArray();
    for (Group group : sorted()) {
      out.beginObject();
      head(out, group);
      out.name("count").value(group.count);
      out.name("traces").value(group.traces);
      Json.number(out, "first", group.first);
      Json.number(out, "last", group.last);
      out.name("example").value(group.example());
      out.endObject();
    }
    out.endArray();
  }

  static void head(JsonWriter out, Group group) throws IOException {
    out.name("node").value(Maps.id(group.node));
    out.name("name").value(group.node.name());
    out.name("type").value(group.node.type());
    out.name("exception").value(group.exception);
    out.name("message").value(group.message);
  }
}
