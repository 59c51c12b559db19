package io.roentgen.console.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Documents of the X-Ray SDK for Java 2.21.0, as it sent them. */
public final class Sdk {

  private Sdk() {}

  /** The documents; their times are those of their recording. */
  public static List<String> documents() throws IOException {
    try (InputStream in = Sdk.class.getResourceAsStream("/io/roentgen/console/filter/sdk.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("{"))
          .toList();
    }
  }
}
