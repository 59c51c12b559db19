package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.trace.BadDocument;
import io.roentgen.console.trace.Trace;
import java.io.IOException;
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

  void read(byte[] body) {
    int from = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        line(body, from, i - from);
        from = i + 1;
      }
    }
  }

  private void line(byte[] body, int offset, int length) {
    if (isBlank(body, offset, length) || isBetween(body, offset, length)) {
      return;
    }
    try {
      if (store.add(body, offset, length) == Trace.Added.DUPLICATE) {
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
  private static boolean isBetween(byte[] body, int offset, int length) {
    String begin = new String(body, offset, Math.min(length, 12), StandardCharsets.US_ASCII);
    return begin.startsWith("{\"received\":") || begin.startsWith("{\"format\"");
  }

  private static boolean isBlank(byte[] body, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (body[i] > ' ' || body[i] < 0) {
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
