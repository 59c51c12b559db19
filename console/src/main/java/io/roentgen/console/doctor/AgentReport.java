package io.roentgen.console.doctor;

import java.util.HashMap;
import java.util.Map;

/** What an agent says of itself in a system property of its JVM, a {@code key=value} a line. */
final class AgentReport {

  /** Kept by the agent's emitter. */
  static final String PROPERTY = "io.roentgen.report";

  private final Map<String, String> values = new HashMap<>();

  AgentReport(String text) {
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
  }

  /** {@code service}, {@code target}, {@code sampling}, {@code failure}...; null if not said. */
  String text(String key) {
    return values.get(key);
  }

  /** {@code taken}, {@code sent}, {@code failed}, {@code dropped}, times in milliseconds. */
  long number(String key) {
    try {
      return Long.parseLong(values.getOrDefault(key, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
