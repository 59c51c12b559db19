package io.roentgen.console.receive;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The line before the document in a datagram. The daemon takes any JSON object whose format is json
 * and whose version is 1, letters' case ignored; so does this.
 */
final class Header {

  /** What every SDK sends. */
  private static final byte[] USUAL =
      "{\"format\": \"json\", \"version\": 1}".getBytes(StandardCharsets.US_ASCII);

  private static final int LONGEST = 1024;

  private Header() {}

  /** Whether these bytes, line feed not included, are such a header. */
  static boolean isValid(byte[] bytes, int from, int to) {
    return isUsual(bytes, from, to) || to - from <= LONGEST && parses(bytes, from, to);
  }

  private static boolean isUsual(byte[] bytes, int from, int to) {
    if (to - from != USUAL.length) {
      return false;
    }
    for (int i = 0; i < USUAL.length; i++) {
      if (bytes[from + i] != USUAL[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean parses(byte[] bytes, int from, int to) {
    boolean json = false;
    boolean version = false;
    try (JsonReader in =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(bytes, from, to - from), StandardCharsets.UTF_8))) {
      in.beginObject();
      while (in.hasNext()) {
        String name = in.nextName();
        JsonToken type = in.peek();
        if ("format".equalsIgnoreCase(name) && type == JsonToken.STRING) {
          json = "json".equalsIgnoreCase(in.nextString());
        } else if ("version".equalsIgnoreCase(name) && type == JsonToken.NUMBER) {
          version = in.nextDouble() == 1;
        } else {
          in.skipValue();
        }
      }
      in.endObject();
      return json && version && in.peek() == JsonToken.END_DOCUMENT;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      return false;
    }
  }
}
