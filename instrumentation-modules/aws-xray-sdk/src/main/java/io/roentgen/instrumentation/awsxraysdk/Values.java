package io.roentgen.instrumentation.awsxraysdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns what an application put somewhere into what the emitter writes: strings, numbers, booleans,
 * and lists and maps of these. As the SDK does, by the application's own Jackson with the SDK's
 * settings; here no further than a document can hold.
 */
final class Values {

  /** Characters; an entity's metadata takes half of it. */
  private static final int MAX_JSON = 16_000;

  private Values() {}

  static Object of(Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number) {
      return number((Number) value);
    }
    try {
      ObjectMapper mapper = SegmentView.mapper();
      Bounded json = new Bounded();
      mapper.writeValue(json, value);
      JsonNode tree = mapper.readTree(json.text.toString());
      return tree == null || tree.isNull() ? null : mapper.convertValue(tree, Object.class);
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      // Too large, not made for it, or without an end.
      return value.getClass().getName();
    }
  }

  private static Number number(Number value) {
    if (value instanceof BigDecimal || value instanceof BigInteger) {
      return value.doubleValue();
    }
    return value instanceof AtomicInteger || value instanceof AtomicLong
        ? (Number) value.longValue()
        : value;
  }

  private static final class Bounded extends Writer {

    final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] from, int offset, int length) throws IOException {
      if (text.length() + length > MAX_JSON) {
        throw new IOException("too large");
      }
      text.append(from, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
