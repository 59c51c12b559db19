package io.roentgen.smoke;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What holds for every trace there is, whatever was traced. */
public final class Invariants {

  private static final int MAX_DOCUMENT = 64_000;

  /** Clocks of processes are compared in steps of a millisecond or more. */
  private static final double CLOCK = 0.025;

  private Invariants() {}

  /**
   * What is wrong; empty if nothing is.
   *
   * @param processes those that were traced, to look for what the agent complained of
   */
  public static List<String> broken(
      DocumentCollector collector, Traces traces, List<JvmProcess> processes) {
    List<String> broken = new ArrayList<>(collector.malformed());
    for (JsonObject document : collector.documents()) {
      document(document, broken);
    }
    Map<String, String> ids = new HashMap<>();
    for (JsonObject document : collector.documents()) {
      unique(document, ids, broken);
    }
    for (Trace trace : traces.all()) {
      if (trace.roots().size() != 1) {
        broken.add(
            "trace " + trace.id() + " has " + trace.roots().size() + " roots:\n" + Shape.of(trace));
      }
      for (Entity entity : trace.entities()) {
        entity(entity, broken);
      }
    }
    for (JvmProcess process : processes) {
      for (String line : process.output()) {
        if (line.startsWith("[roentgen] WARN") || line.startsWith("[roentgen] ERROR")) {
          broken.add(process.name() + ": " + line);
        }
      }
    }
    return broken;
  }

  private static void document(JsonObject document, List<String> broken) {
    int length = document.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_DOCUMENT) {
      broken.add("a document of " + length + " bytes");
    }
    if (!document.has("trace_id")
        || !document.get("trace_id").getAsString().matches("1-[0-9a-f]{8}-[0-9a-f]{24}")) {
      broken.add("no trace id: " + document);
    }
    boolean subsegment = document.has("type");
    if (subsegment && !document.has("parent_id")) {
      broken.add("a subsegment without parent: " + document);
    }
  }

  private static void unique(JsonObject entity, Map<String, String> ids, List<String> broken) {
    String id = entity.get("id").getAsString();
    String name = entity.get("name").getAsString();
    String other = ids.put(id, name);
    if (other != null) {
      broken.add("id " + id + " is sent twice: " + other + ", " + name);
    }
    if (entity.has("subsegments")) {
      entity
          .getAsJsonArray("subsegments")
          .forEach(child -> unique(child.getAsJsonObject(), ids, broken));
    }
  }

  private static void entity(Entity entity, List<String> broken) {
    if (!entity.id().matches("[0-9a-f]{16}")) {
      broken.add("id " + entity.id());
    }
    if (!entity.json().has("end_time") || entity.end() < entity.start()) {
      broken.add(entity.name() + " ends before it starts, or never");
    }
    if (entity.is("error") && entity.is("fault")) {
      broken.add(entity.name() + " is both error and fault");
    }
    String url = entity.text("http", "request", "url");
    if (url != null && (url.contains("?") || url.contains("@"))) {
      broken.add("a URL that may hold a secret: " + url);
    }
    Entity parent = entity.parent();
    if (parent != null && entity.start() < parent.start() - CLOCK) {
      broken.add(entity.name() + " starts before its parent " + parent.name());
    }
  }
}
