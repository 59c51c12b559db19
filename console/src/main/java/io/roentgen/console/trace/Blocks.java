package io.roentgen.console.trace;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the blocks of an entity. What has the wrong type is skipped and counts as missing. */
final class Blocks {

  private static final int TEXT = 1_000;
  private static final int QUERY = 200;
  private static final int ANNOTATIONS = 200;
  private static final int AWS_FIELDS = 2 * 100;
  private static final int FAILURES = 20;
  private static final int LINKS = 100;

  private final Texts texts = new Texts();

  Entity.Http http(JsonReader in) throws IOException {
    if (!begins(in)) {
      return null;
    }
    Entity.Http http = new Entity.Http();
    while (in.hasNext()) {
      String block = in.nextName();
      if (!block.equals("request") && !block.equals("response")) {
        in.skipValue();
        continue;
      }
      if (!begins(in)) {
        continue;
      }
      while (in.hasNext()) {
        switch (in.nextName()) {
          case "method":
            http.method = text(in);
            break;
          case "url":
            http.url = text(in);
            break;
          case "user_agent":
            http.userAgent = text(in);
            break;
          case "client_ip":
            http.clientIp = text(in);
            break;
          case "status":
            double status = number(in);
            http.status = status >= 0 && status < 1_000 ? (int) status : 0;
            break;
          default:
            in.skipValue();
        }
      }
      in.endObject();
    }
    in.endObject();
    return http;
  }

  String sql(JsonReader in) throws IOException {
    if (!begins(in)) {
      return null;
    }
    String query = "";
    while (in.hasNext()) {
      if (in.nextName().equals("sanitized_query")) {
        String text = text(in);
        query = text == null ? "" : texts.of(text.substring(0, Math.min(QUERY, text.length())));
      } else {
        in.skipValue();
      }
    }
    in.endObject();
    return query;
  }

  String[] aws(JsonReader in) throws IOException {
    if (!begins(in)) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    while (in.hasNext()) {
      String key = in.nextName();
      if (in.peek() != JsonToken.BEGIN_OBJECT) {
        awsField(in, fields, key);
        continue;
      }
      in.beginObject();
      while (in.hasNext()) {
        awsField(in, fields, key + "." + in.nextName());
      }
      in.endObject();
    }
    in.endObject();
    return fields.toArray(new String[0]);
  }

  private void awsField(JsonReader in, List<String> fields, String key) throws IOException {
    JsonToken token = in.peek();
    if (fields.size() < AWS_FIELDS && (token == JsonToken.STRING || token == JsonToken.NUMBER)) {
      fields.add(texts.of(key));
      fields.add(texts.of(in.nextString()));
    } else {
      in.skipValue();
    }
  }

  Map<String, Object> annotations(JsonReader in) throws IOException {
    if (!begins(in)) {
      return null;
    }
    Map<String, Object> annotations = new HashMap<>();
    while (in.hasNext()) {
      String key = texts.of(in.nextName());
      Object value = null;
      switch (in.peek()) {
        case STRING:
          value = text(in);
          break;
        case NUMBER:
          value = number(in);
          break;
        case BOOLEAN:
          value = in.nextBoolean();
          break;
        default:
          in.skipValue();
      }
      if (value != null && annotations.size() < ANNOTATIONS) {
        annotations.put(key, value);
      }
    }
    in.endObject();
    return annotations.isEmpty() ? null : annotations;
  }

  Entity.Failure[] cause(JsonReader in) throws IOException {
    if (!begins(in)) {
      return Entity.Failure.NONE;
    }
    List<Entity.Failure> failures = new ArrayList<>();
    while (in.hasNext()) {
      if (!in.nextName().equals("exceptions") || in.peek() != JsonToken.BEGIN_ARRAY) {
        in.skipValue();
        continue;
      }
      in.beginArray();
      while (in.hasNext()) {
        Entity.Failure failure = failure(in);
        if (failure != null && failures.size() < FAILURES) {
          failures.add(failure);
        }
      }
      in.endArray();
    }
    in.endObject();
    return failures.toArray(Entity.Failure.NONE);
  }

  private Entity.Failure failure(JsonReader in) throws IOException {
    if (!begins(in)) {
      return null;
    }
    String type = "";
    String message = "";
    boolean remote = false;
    while (in.hasNext()) {
      switch (in.nextName()) {
        case "type":
          type = text(in);
          break;
        case "message":
          message = text(in);
          break;
        case "remote":
          remote = is(in);
          break;
        default:
          in.skipValue();
      }
    }
    in.endObject();
    return new Entity.Failure(type == null ? "" : type, message == null ? "" : message, remote);
  }

  Entity.Link[] links(JsonReader in) throws IOException {
    if (in.peek() != JsonToken.BEGIN_ARRAY) {
      in.skipValue();
      return Entity.Link.NONE;
    }
    List<Entity.Link> links = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      if (!begins(in)) {
        continue;
      }
      String trace = null;
      String id = null;
      while (in.hasNext()) {
        switch (in.nextName()) {
          case "trace_id":
            trace = text(in);
            break;
          case "id":
            id = text(in);
            break;
          default:
            in.skipValue();
        }
      }
      in.endObject();
      if (trace != null && links.size() < LINKS) {
        links.add(new Entity.Link(trace, id == null ? 0 : DocumentParser.id(id)));
      }
    }
    in.endArray();
    return links.toArray(Entity.Link.NONE);
  }

  /** Whether an object begins, and then is entered; anything else is skipped. */
  private static boolean begins(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.BEGIN_OBJECT) {
      in.beginObject();
      return true;
    }
    in.skipValue();
    return false;
  }

  String text(JsonReader in) throws IOException {
    if (in.peek() != JsonToken.STRING) {
      in.skipValue();
      return null;
    }
    String text = in.nextString();
    return texts.of(text.length() > TEXT ? text.substring(0, TEXT) : text);
  }

  static double number(JsonReader in) throws IOException {
    if (in.peek() != JsonToken.NUMBER) {
      in.skipValue();
      return Double.NaN;
    }
    return in.nextDouble();
  }

  static boolean is(JsonReader in) throws IOException {
    if (in.peek() != JsonToken.BOOLEAN) {
      in.skipValue();
      return false;
    }
    return in.nextBoolean();
  }

  /** What few documents don't share with others, once in memory; forgets when it grows large. */
  private static final class Texts {
    private static final int MOST = 20_000;
    private final Map<String, String> known = new HashMap<>();

    String of(String text) {
      if (text.length() > 200) {
        return text;
      }
      String same = known.get(text);
      if (same != null) {
        return same;
      }
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(text, text);
      return text;
    }
  }
}
