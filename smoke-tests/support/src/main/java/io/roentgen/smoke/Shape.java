package io.roentgen.smoke;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trace as text without what differs from run to run: ids, times, ports, versions. Two runs of
 * the same requests have the same shape.
 */
public final class Shape {

  private Shape() {}

  /** A line an entity, indented. */
  public static String of(Trace trace) {
    StringBuilder out = new StringBuilder();
    for (Entity root : trace.roots()) {
      line(root, 0, out);
    }
    return out.toString();
  }

  private static void line(Entity entity, int depth, StringBuilder out) {
    out.append("  ".repeat(depth));
    out.append(entity.isSegment() ? "segment " : "");
    out.append(masked(entity.name()));
    add(out, entity.text("namespace"));
    for (String flag : List.of("error", "throttle", "fault")) {
      if (entity.is(flag)) {
        add(out, flag.toUpperCase(java.util.Locale.ROOT));
      }
    }
    add(out, entity.text("http", "request", "method"));
    add(out, masked(entity.text("http", "request", "url")));
    add(out, entity.text("http", "response", "status"));
    object(out, "sql", entity.json(), List.of("database_version", "driver_version"));
    if (!entity.isSegment()) {
      object(out, "aws", entity.json(), List.of("request_id", "message_id"));
    }
    object(out, "metadata", entity.json(), List.of());
    exceptions(out, entity.json());
    out.append('\n');
    List<Entity> children = entity.children();
    for (Entity child : children) {
      line(child, depth + 1, out);
    }
  }

  private static void add(StringBuilder out, String text) {
    if (text != null) {
      out.append(' ').append(text);
    }
  }

  private static void object(
      StringBuilder out, String name, JsonObject entity, List<String> without) {
    JsonElement value = entity.get(name);
    if (value != null && value.isJsonObject()) {
      Map<String, JsonElement> sorted = new TreeMap<>(value.getAsJsonObject().asMap());
      sorted.keySet().removeAll(without);
      out.append(' ').append(name).append(masked(sorted.toString()));
    }
  }

  private static void exceptions(StringBuilder out, JsonObject entity) {
    JsonElement cause = entity.get("cause");
    if (cause == null) {
      return;
    }
    if (cause.isJsonPrimitive()) {
      out.append(" cause=elsewhere");
      return;
    }
    JsonArray exceptions = cause.getAsJsonObject().getAsJsonArray("exceptions");
    List<String> types = new ArrayList<>();
    for (JsonElement exception : exceptions) {
      types.add(exception.getAsJsonObject().get("type").getAsString());
    }
    out.append(" cause=").append(types);
  }

  private static String masked(String text) {
    return text == null
        ? null
        : text.replaceAll("(127\\.0\\.0\\.1|localhost|[.]example):\\d+", "$1:*")
            .replaceAll("\\d{12}", "*")
            .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "*");
  }
}
