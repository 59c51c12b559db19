package io.roentgen.smoke;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Resources of these tests. */
final class Documents {
  private Documents() {}

  /** Segment documents, one a line. */
  static List<JsonObject> of(String resource) throws IOException {
    List<JsonObject> documents = new ArrayList<>();
    for (String line : text(resource).lines().toList()) {
      documents.add(JsonParser.parseString(line).getAsJsonObject());
    }
    return documents;
  }

  static String text(String resource) throws IOException {
    try (InputStream in = Documents.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
