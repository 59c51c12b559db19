package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.map.Statistics;
import io.roentgen.console.trace.Entity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers in JSON, and what several of them have in common. */
final class Json {

  /** Writes an answer. */
  interface Body {
    void write(JsonWriter out) throws IOException;
  }

  private Json() {}

  /** An object with what the body writes into it. */
  static byte[] object(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonWriter out = new JsonWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      out.beginObject();
      body.write(out);
      out.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A number, to the millionth; null in place of one that JSON hasn't. */
  static JsonWriter number(JsonWriter out, double value) throws IOException {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? out.nullValue()
        : out.value(Math.rint(value * 1e6) / 1e6);
  }

  static void number(JsonWriter out, String name, double value) throws IOException {
    number(out.name(name), value);
  }

  /** Names of the flags that are set, the worst first. */
  static void flags(JsonWriter out, int flags) throws IOException {
    out.name("flags").beginArray();
    if ((flags & Entity.FAULT) != 0) {
      out.value("fault");
    }
    if ((flags & Entity.THROTTLE) != 0) {
      out.value("throttle");
    }
    if ((flags & Entity.ERROR) != 0) {
      out.value("error");
    }
    out.endArray();
  }

  static void statistics(JsonWriter out, String name, Statistics of) throws IOException {
    out.name(name).beginObject();
    out.name("ok").value(of.ok());
    out.name("error").value(of.errors());
    out.name("throttle").value(of.throttles());
    out.name("fault").value(of.faults());
    out.name("pending").value(of.pending());
    out.name("total").value(of.total());
    number(out, "seconds", of.seconds());
    boolean none = of.total() == 0;
    number(out, "p50", none ? Double.NaN : of.percentile(.5));
    number(out, "p90", none ? Double.NaN : of.percentile(.9));
    number(out, "p99", none ? Double.NaN : of.percentile(.99));
    number(out, "max", none ? Double.NaN : of.longest());
    out.name("histogram").beginArray();
    for (int i = 0; i < of.buckets(); i++) {
      if (of.count(i) > 0) {
        out.beginArray();
        number(out, Statistics.begin(i));
        number(out, Statistics.begin(i + 1));
        out.value(of.count(i)).endArray();
      }
    }
    out.endArray().endObject();
  }
}
