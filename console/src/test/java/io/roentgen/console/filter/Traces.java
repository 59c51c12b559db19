package io.roentgen.console.filter;

import io.roentgen.console.trace.BadDocument;
import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.DocumentParser;
import io.roentgen.console.trace.Trace;
import io.roentgen.console.trace.TraceSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Traces of documents written down as text. */
final class Traces {

  private Traces() {}

  static TraceSummary of(String... documents) throws BadDocument {
    Trace trace = new Trace("1-00000001-000000000000000000000001", 0);
    DocumentParser parser = new DocumentParser();
    for (String document : documents) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      Document parsed = parser.parse(bytes, 0, bytes.length);
      trace.add(parsed);
    }
    return trace.summary();
  }

  static String[] lines(String resource) throws IOException {
    try (InputStream in = Traces.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    }
  }
}
