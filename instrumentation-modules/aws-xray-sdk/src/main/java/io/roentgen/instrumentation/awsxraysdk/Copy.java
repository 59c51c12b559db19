package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.entities.EntityImpl;
import com.amazonaws.xray.entities.SegmentImpl;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Segment;
import java.util.HashMap;
import java.util.Map;

/** Copies what the application wrote on a view, once it can't write any more. */
final class Copy {

  private Copy() {}

  static void all(EntityImpl view, Entity entity) {
    flags(view, entity);
    block(view.getHttp(), "http", entity);
    block(view.getAws(), "aws", entity);
    block(view.getSql(), "sql", entity);
    annotations(view.getAnnotations(), entity);
    metadata(view.getMetadata(), entity);
  }

  static void segment(SegmentImpl view, Segment segment) {
    block(view.getService(), "service", segment);
    if (view.getUser() != null) {
      segment.setUser(view.getUser());
    }
    if (view.getOrigin() != null) {
      segment.setOrigin(view.getOrigin());
    }
  }

  /**
   * The SDK lets an entity be an error and a fault at once, here the fault counts. What the agent
   * learnt from a status stays unless the application says something graver.
   */
  private static void flags(EntityImpl view, Entity entity) {
    if (view.isFault()) {
      entity.setFault();
    } else if (entity.status() < 500) {
      if (view.isThrottle()) {
        entity.setThrottle();
      } else if (view.isError()) {
        entity.setError();
      }
    }
  }

  private static void block(Map<String, Object> fields, String block, Entity entity) {
    if (fields == null || fields.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Object> field : new HashMap<>(fields).entrySet()) {
      Object value = Values.of(field.getValue());
      if (value instanceof Map) {
        value = withoutQuery((Map<?, ?>) value);
      } else if (isUrl(field.getKey()) && value instanceof String) {
        value = withoutQuery((String) value);
      }
      entity.put(block, field.getKey(), value);
    }
  }

  private static Map<Object, Object> withoutQuery(Map<?, ?> fields) {
    Map<Object, Object> copy = new HashMap<>(fields);
    if (copy.get("url") instanceof String) {
      copy.put("url", withoutQuery((String) copy.get("url")));
    }
    return copy;
  }

  private static boolean isUrl(String key) {
    return "url".equals(key) || "connection_string".equals(key);
  }

  /** URLs of HTTP and JDBC alike: parameters may be secrets, and so may what is before an @. */
  static String withoutQuery(String url) {
    int end = url.length();
    for (int i = 0; i < end; i++) {
      char c = url.charAt(i);
      if (c == '?' || c == '#' || c == ';') {
        end = i;
      }
    }
    int host = url.indexOf("//") + 2;
    int path = host < 2 ? -1 : url.indexOf('/', host);
    int at = host < 2 ? -1 : url.lastIndexOf('@', path < 0 || path > end ? end : path);
    return at < host ? url.substring(0, end) : url.substring(0, host) + url.substring(at + 1, end);
  }

  private static void annotations(Map<String, Object> annotations, Entity entity) {
    if (annotations == null || annotations.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Object> annotation : new HashMap<>(annotations).entrySet()) {
      entity.annotate(annotation.getKey(), Values.of(annotation.getValue()));
    }
  }

  private static void metadata(Map<String, Map<String, Object>> metadata, Entity entity) {
    if (metadata == null || metadata.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Map<String, Object>> namespace : new HashMap<>(metadata).entrySet()) {
      if (namespace.getValue() != null) {
        for (Map.Entry<String, Object> field : new HashMap<>(namespace.getValue()).entrySet()) {
          entity.addMetadata(namespace.getKey(), field.getKey(), Values.of(field.getValue()));
        }
      }
    }
  }
}
