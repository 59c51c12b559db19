package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.store.LineReader;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.trace.BadDocument;
import io.roentgen.console.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Takes documents from a file, one a line, as the agent's file emitter and the store write it. */
final class Import {

  private final TraceStore store;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int documents;
  private int duplicates;
  private int bad;

  Import(TraceStore store) {
    this.store = store;
  }

  void read(InputStream body) throws IOException {
    new LineReader(body).read((line, length, ended) -> line(line, length));
  }

  private void line(byte[] line, int length) {
    if (length >= 0 && (isBlank(line, length) || isBetween(line, length))) {
      return;
    }
    try {
      if (length < 0) {
        throw new BadDocument("a line of more than 16 MB");
      }
      if (store.add(line, 0, length) == Trace.Added.DUPLICATE) {
        duplicates++;
      } else {
        documents++;
      }
    } catch (BadDocument e) {
      bad++;
      reasons.merge(e.getMessage(), 1, Integer::sum);
    }
  }

  /** Lines between documents: of the store's file, and of what was caught from the wire. */
  private static boolean isBetween(byte[] line, int length) {
    String begin = new String(line, 0, Math.min(length, 12), StandardCharsets.US_ASCII);
    return begin.startsWith("{\"received\":") || begin.startsWith("{\"format\"");
  }

  private static boolean isBlank(byte[] line, int length) {
    for (int i = 0; i < length; i++) {
      if (line[i] > ' ' || line[i] < 0) {
        return false;
      }
    }
    return true;
  }

  void write(JsonWriter out) throws IOException {
    out.name("documents").value(documents);
    out.name("duplicates").value(duplicates);
    out.name("bad").value(bad);
    out.name("reasons").beginArray();
    for (Map.Entry<String, Integer> reason : reasons.entrySet()) {
      out.beginObject();
      out.name("reason").value(reason.getKey());
      out.name("count").value(reason.getValue());
      out.endObject();
    }
    out.endArray();
  }
}
