package io.roentgen.smoke;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Traces as text, every field of every entity, without what is different in any two runs or
 * tracers: ids, times, who recorded it on which JVM, the frames of stacks.
 */
final class Canonical {

  private static final List<String> EACH_ITS_OWN =
      List.of("id", "trace_id", "parent_id", "type", "start_time", "end_time", "subsegments");

  private Canonical() {}

  static String of(Traces traces) {
    return traces.all().stream()
        .flatMap(trace -> trace.roots().stream())
        .map(root -> of(root, ""))
        .sorted()
        .collect(Collectors.joining());
  }

  private static String of(Entity entity, String indent) {
    TreeMap<String, JsonElement> fields = new TreeMap<>(entity.json().asMap());
    EACH_ITS_OWN.forEach(fields::remove);
    drop(fields, "aws", "xray");
    drop(fields, "service", "runtime", "runtime_version");
    StringBuilder text = new StringBuilder(indent).append(fields.remove("name"));
    JsonElement cause = fields.remove("cause");
    if (cause != null) {
      text.append(" cause=").append(exceptions(cause));
    }
    fields.forEach((name, value) -> text.append(' ').append(name).append('=').append(sort(value)));
    text.append('\n');
    for (Entity child : entity.children()) {
      text.append(of(child, indent + "  "));
    }
    return text.toString();
  }

  private static void drop(TreeMap<String, JsonElement> fields, String block, String... names) {
    if (fields.get(block) instanceof JsonObject object) {
      JsonObject rest = object.deepCopy();
      for (String name : names) {
        rest.remove(name);
      }
      if (rest.isEmpty()) {
        fields.remove(block);
      } else {
        fields.put(block, rest);
      }
    }
  }

  private static String exceptions(JsonElement cause) {
    if (cause.isJsonPrimitive()) {
      return "another's";
    }
    List<String> lines = new ArrayList<>();
    for (JsonElement element : cause.getAsJsonObject().getAsJsonArray("exceptions")) {
      JsonObject exception = element.getAsJsonObject();
      lines.add(exception.get("type") + ":" + exception.get("message"));
    }
    return lines.toString();
  }

  private static String sort(JsonElement value) {
    if (!value.isJsonObject()) {
      return value.toString();
    }
    return new TreeMap<>(value.getAsJsonObject().asMap())
        .entrySet().stream()
            .map(field -> field.getKey() + ":" + sort(field.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
  }
}
