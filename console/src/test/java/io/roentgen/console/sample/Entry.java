package io.roentgen.console.sample;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A segment or subsegment being written, fields in the order in which they were put. */
final class Entry {

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  final Map<String, Object> fields = new LinkedHashMap<>();

  Entry(String name, String id) {
    put("name", name).put("id", id);
  }

  /** A field; a block's with a dot: {@code http.request.method}. */
  @SuppressWarnings("unchecked")
  Entry put(String path, Object value) {
    Map<String, Object> block = fields;
    String[] keys = path.split("\\.");
    for (int i = 0; i < keys.length - 1; i++) {
      block =
          (Map<String, Object>)
              block.computeIfAbsent(keys[i], each -> new LinkedHashMap<String, Object>());
    }
    block.put(keys[keys.length - 1], value);
    return this;
  }

  @SuppressWarnings("unchecked")
  Entry add(Entry subsegment) {
    ((List<Object>) fields.computeIfAbsent("subsegments", each -> new ArrayList<>()))
        .add(subsegment.fields);
    return this;
  }

  Entry times(double start, double end) {
    return put("start_time", start).put("end_time", end);
  }

  String id() {
    return (String) fields.get("id");
  }

  double start() {
    return (Double) fields.get("start_time");
  }

  double end() {
    return (Double) fields.get("end_time");
  }

  /** The document. */
  String json() {
    return GSON.toJson(fields);
  }
}
