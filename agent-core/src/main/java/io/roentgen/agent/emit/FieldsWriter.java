package io.roentgen.agent.emit;

import io.roentgen.trace.Fields;
import java.util.Collection;

/** Writes named values whose types are only known at run time, within a bound for all together. */
final class FieldsWriter {

  private static final int MAX_KEY = 500;
  private static final int MAX_VALUE = 1000;
  private static final int MAX_ELEMENTS = 100;

  /** X-Ray indexes 50 annotations a trace. */
  private static final int MAX_ANNOTATIONS = 50;

  private final JsonBuffer json;

  FieldsWriter(JsonBuffer json) {
    this.json = json;
  }

  /** The fields of an open object; those that would exceed the bound are left out. */
  void pairs(Fields fields, int maxBytes) {
    Object[] pairs = fields.pairs();
    int end = json.size() + maxBytes;
    for (int i = 0; i < pairs.length; i += 2) {
      int mark = json.size();
      json.anyName((String) pairs[i], MAX_KEY);
      value(pairs[i + 1]);
      if (json.size() > end) {
        json.truncate(mark);
      }
    }
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
      json.anyName(Names.cleanKey((String) pairs[i]), MAX_KEY);
      scalar(pairs[i + 1]);
      if (json.size() > end) {
        json.truncate(mark);
      }
    }
    json.raw('}');
  }

  private void value(Object value) {
    if (value instanceof Collection) {
      json.raw('[');
      int count = 0;
      for (Object element : (Collection<?>) value) {
        if (count == MAX_ELEMENTS) {
          break;
        }
        if (count++ > 0) {
          json.raw(',');
        }
        scalar(element);
      }
      json.raw(']');
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
      json.string(String.valueOf(value), MAX_VALUE);
    }
  }

  private static boolean isFinite(double value) {
    return !Double.isNaN(value) && !Double.isInfinite(value);
  }
}
