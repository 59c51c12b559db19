package io.roentgen.agent.emit;

import io.roentgen.trace.Fields;
import java.util.Collection;
import java.util.Map;

/** Writes named values whose types are only known at run time, within a bound for all together. */
final class FieldsWriter {

  /** Characters; a byte takes six at most, as an escape. */
  private static final int MAX_KEY = 500;

  /** X-Ray takes 1000 characters, of which the ellipsis is one. */
  private static final int MAX_VALUE = 999;

  private static final int MAX_ELEMENTS = 100;
  private static final int MAX_DEPTH = 8;
  private static final String[] NONE = {};

  /** X-Ray indexes 50 annotations a trace. */
  private static final int MAX_ANNOTATIONS = 50;

  private final JsonBuffer json;

  FieldsWriter(JsonBuffer json) {
    this.json = json;
  }

  /** The fields of an open object; those that would exceed the bound are left out. */
  void pairs(Fields fields, int maxBytes) {
    pairs(fields, maxBytes, NONE);
  }

  /** The same, without those of some names. */
  void pairs(Fields fields, int maxBytes, String[] except) {
    pairs(fields, json.size() + maxBytes, 0, except);
  }

  private void pairs(Fields fields, int end, int depth, String[] except) {
    Object[] pairs = fields.pairs();
    for (int i = 0; i < pairs.length; i += 2) {
      if (!isOneOf((String) pairs[i], except)) {
        pair((String) pairs[i], i, pairs[i + 1], end, depth);
      }
    }
  }

  private void pair(String key, int number, Object value, int end, int depth) {
    int mark = json.size();
    json.anyName(key(key, number), 6 * MAX_KEY + 20);
    value(value, end, depth);
    if (json.size() > end) {
      json.truncate(mark);
    }
  }

  private static boolean isOneOf(String key, String[] names) {
    for (String name : names) {
      if (name.equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** Cut off, keys that began alike would be the same. */
  private static String key(String key, int number) {
    return key.length() <= MAX_KEY ? key : key.substring(0, MAX_KEY) + "…" + number;
  }

  void annotations(Fields annotations, int maxBytes) {
    if (annotations == null) {
      return;
    }
    Object[] pairs = annotations.pairs();
    json.name("annotations").raw('{');
    int end = json.size() + maxBytes;
    for (int i = 0; i < pairs.length && i < 2 * MAX_ANNOTATIONS; i += 2) {
      int mark = json.size();
      String key = Names.cleanKey((String) pairs[i]);
      if (contains(pairs, i, key)) {
        continue;
      }
      pairs[i] = key;
      json.anyName(key, Names.MAX_KEY);
      scalar(pairs[i + 1]);
      if (json.size() > end) {
        json.truncate(mark);
      }
    }
    json.raw('}');
  }

  /** Whether another key came out the same; the first stays. */
  private static boolean contains(Object[] pairs, int end, String key) {
    for (int i = 0; i < end; i += 2) {
      if (key.equals(pairs[i])) {
        return true;
      }
    }
    return false;
  }

  private void value(Object value, int end, int depth) {
    int mark = json.size();
    try {
      tryValue(value, end, depth);
    } catch (Throwable broken) {
      json.truncate(mark);
      json.string(nameOf(value), MAX_VALUE);
    }
  }

  private void tryValue(Object value, int end, int depth) {
    boolean nests = depth < MAX_DEPTH;
    if (value instanceof Collection && nests) {
      json.raw('[');
      int count = 0;
      for (Object element : (Collection<?>) value) {
        if (count == MAX_ELEMENTS || json.size() > end) {
          break;
        }
        if (count++ > 0) {
          json.raw(',');
        }
        value(element, end, depth + 1);
      }
      json.raw(']');
    } else if (value instanceof Fields && nests) {
      json.raw('{');
      pairs((Fields) value, end - 1, depth + 1, NONE);
      json.raw('}');
    } else if (value instanceof Map && nests) {
      json.raw('{');
      int count = 0;
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        if (count++ == MAX_ELEMENTS || json.size() > end) {
          break;
        }
        pair(String.valueOf(entry.getKey()), count, entry.getValue(), end - 1, depth + 1);
      }
      json.raw('}');
    } else {
      scalar(value);
    }
  }

  private void scalar(Object value) {
    if (value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      json.raw(value.toString());
    } else if (value instanceof Double && isFinite((Double) value)) {
      json.raw(value.toString());
    } else if (value instanceof Float && isFinite((Float) value)) {
      json.raw(value.toString());
    } else {
      String text = text(value);
      json.string(text != null ? text : value == null ? "null" : nameOf(value), MAX_VALUE);
    }
  }

  /** What an object says it is; null if it can't say. */
  static String text(Object value) {
    try {
      return value == null ? null : value.toString();
    } catch (Throwable broken) {
      return null;
    }
  }

  private static String nameOf(Object value) {
    return value.getClass().getName();
  }

  private static boolean isFinite(double value) {
    return !Double.isNaN(value) && !Double.isInfinite(value);
  }
}
