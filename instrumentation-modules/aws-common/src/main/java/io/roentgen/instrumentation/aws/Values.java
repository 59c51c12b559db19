package io.roentgen.instrumentation.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies values, within bounds: strings, numbers, booleans, and lists and maps of these. Anything
 * else (structures, bytes, streams) is not a value.
 */
final class Values {

  /** Characters; the emitter shortens to less, with an ellipsis. An S3 key has 1024 bytes. */
  static final int MAX_STRING = 1024;

  static final int MAX_ELEMENTS = 50;

  /** Characters of all elements; a block of more than 6,000 bytes would lose whole fields. */
  private static final int MAX_ALL = 2000;

  private Values() {}

  /** A copy, or null if there is nothing to keep. */
  static Object keep(Object value) {
    if (value instanceof Collection) {
      return list((Collection<?>) value);
    }
    return value instanceof Map ? map((Map<?, ?>) value) : scalar(value);
  }

  /** How many elements, or null if it is neither collection nor map. */
  static Integer size(Object value) {
    if (value instanceof Collection) {
      return ((Collection<?>) value).size();
    }
    return value instanceof Map ? ((Map<?, ?>) value).size() : null;
  }

  private static Object scalar(Object value) {
    if (value instanceof String) {
      String text = (String) value;
      return text.length() <= MAX_STRING ? text : text.substring(0, MAX_STRING);
    }
    if (value instanceof Enum) {
      return value.toString();
    }
    boolean kept =
        value instanceof Integer
            || value instanceof Boolean
            || value instanceof Long
            || value instanceof Double
            || value instanceof Float
            || value instanceof Short
            || value instanceof Byte;
    return kept ? value : null;
  }

  private static List<Object> list(Collection<?> values) {
    if (values.isEmpty()) {
      return null;
    }
    List<Object> kept = new ArrayList<>(Math.min(values.size(), MAX_ELEMENTS));
    int length = 0;
    for (Object value : values) {
      Object one = scalar(value);
      length += length(one);
      if (kept.size() == MAX_ELEMENTS || length > MAX_ALL) {
        break;
      }
      if (one != null) {
        kept.add(one);
      }
    }
    return kept.isEmpty() ? null : kept;
  }

  private static Map<String, Object> map(Map<?, ?> values) {
    Map<String, Object> kept = new LinkedHashMap<>();
    int length = 0;
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      Object one = scalar(entry.getValue());
      if (one == null || !(entry.getKey() instanceof String)) {
        continue;
      }
      String key = (String) entry.getKey();
      length += key.length() + length(one);
      if (kept.size() == MAX_ELEMENTS || length > MAX_ALL) {
        break;
      }
      kept.put(key, one);
    }
    return kept.isEmpty() ? null : kept;
  }

  private static int length(Object value) {
    return value instanceof String ? ((String) value).length() : 0;
  }
}
