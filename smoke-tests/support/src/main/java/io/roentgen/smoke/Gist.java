package io.roentgen.smoke;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What an entity was about, in a few words. */
final class Gist {
  private static final List<String> RESOURCES =
      List.of(
          "table_name",
          "queue_url",
          "bucket_name",
          "key",
          "topic_arn",
          "stream_name",
          "function_name");

  private Gist() {}

  /** Method, path and status of a segment's request; its name if it isn't about HTTP. */
  static String request(Entity entity, String arrow) {
    String http = http(entity, arrow);
    return http.isEmpty() ? entity.name() : http;
  }

  static String of(Entity entity, String arrow) {
    StringJoiner gist = new StringJoiner("  ");
    boolean aws = !entity.isSegment() && entity.json().has("aws");
    String origin = entity.text("origin");
    if (origin != null) {
      gist.add(origin);
    }
    String http = http(entity, arrow);
    String call = aws ? (aws(entity) + " " + http).trim() : http;
    if (!call.isEmpty()) {
      gist.add(call);
    }
    if (entity.json().has("sql")) {
      gist.add(sql(entity));
    }
    String queue = entity.text("metadata", "default", "queue_url");
    if (entity.isSegment() && queue != null) {
      gist.add("message from " + last(queue));
    }
    if (entity.json().has("annotations")) {
      gist.add(entity.json().get("annotations").toString());
    }
    return gist.toString();
  }

  /** The name at the end of a URL or an ARN. */
  static String last(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  }

  private static String http(Entity entity, String arrow) {
    StringJoiner words = new StringJoiner(" ");
    String method = entity.text("http", "request", "method");
    if (method != null) {
      words.add(method);
    }
    String url = entity.text("http", "request", "url");
    if (url != null) {
      words.add(entity.isSegment() ? path(url) : url);
    }
    String status = entity.text("http", "response", "status");
    if (status != null) {
      words.add(arrow).add(status);
    }
    return words.toString();
  }

  private static String path(String url) {
    try {
      String path = URI.create(url).getRawPath();
      return path == null || path.isEmpty() ? url : path;
    } catch (IllegalArgumentException e) {
      return url;
    }
  }

  private static String sql(Entity entity) {
    String query = entity.text("sql", "sanitized_query");
    if (query != null) {
      String batch = entity.text("metadata", "default", "batch_size");
      return batch == null ? query : batch + " x " + query;
    }
    String url = entity.text("sql", "url");
    return url == null ? "SQL" : url;
  }

  private static String aws(Entity entity) {
    StringJoiner words = new StringJoiner(" ");
    String operation = entity.text("aws", "operation");
    if (operation != null) {
      words.add(operation);
    }
    for (String resource : RESOURCES) {
      String value = entity.text("aws", resource);
      if (value != null) {
        words.add(last(value));
      }
    }
    String retries = entity.text("aws", "retries");
    if (retries != null && !"0".equals(retries)) {
      words.add("(retries: " + retries + ")");
    }
    return words.toString();
  }

  /** A line for each exception of an entity, the outermost first. */
  static List<String> causes(Trace trace, Entity entity, int atMost) {
    List<String> lines = new ArrayList<>();
    JsonElement cause = entity.json().get("cause");
    if (cause == null) {
      return lines;
    }
    if (cause.isJsonPrimitive()) {
      JsonObject exception = exceptions(trace).get(cause.getAsString());
      lines.add(exception == null ? "exception " + cause.getAsString() : text(exception));
    } else if (cause.getAsJsonObject().has("exceptions")) {
      for (JsonElement exception : cause.getAsJsonObject().getAsJsonArray("exceptions")) {
        if (lines.size() < atMost) {
          lines.add((lines.isEmpty() ? "" : "caused by ") + text(exception.getAsJsonObject()));
        }
      }
    }
    return lines;
  }

  private static Map<String, JsonObject> exceptions(Trace trace) {
    Map<String, JsonObject> byId = new HashMap<>();
    for (Entity entity : trace.entities()) {
      JsonElement cause = entity.json().get("cause");
      if (cause != null && cause.isJsonObject() && cause.getAsJsonObject().has("exceptions")) {
        for (JsonElement exception : cause.getAsJsonObject().getAsJsonArray("exceptions")) {
          byId.put(
              exception.getAsJsonObject().get("id").getAsString(), exception.getAsJsonObject());
        }
      }
    }
    return byId;
  }

  private static String text(JsonObject exception) {
    JsonElement type = exception.get("type");
    JsonElement message = exception.get("message");
    String name = type == null ? "exception" : type.getAsString();
    name = name.substring(name.lastIndexOf('.') + 1);
    return message == null || message.isJsonNull() ? name : name + ": " + message.getAsString();
  }
}
