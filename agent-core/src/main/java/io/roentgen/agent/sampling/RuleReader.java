package io.roentgen.agent.sampling;

import io.roentgen.agent.Log;
import java.util.Map;

/** Reads a SamplingRule as the service writes it (AWS X-Ray API reference, SamplingRule). */
final class RuleReader {

  private static final String ANY = "*";
  private static final String[] PATTERNS = {
    "ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath"
  };

  /** The service takes no longer pattern than 128 characters. */
  private static final int MAX_PATTERN = 1_000;

  private RuleReader() {}

  /** Null, with a line of debug log, if it is not for us. */
  static Rule read(Map<?, ?> fields) {
    Object name = fields.get("RuleName");
    Double priority = number(fields, "Priority", Integer.MAX_VALUE);
    Double rate = number(fields, "FixedRate", 1);
    Double reservoir = number(fields, "ReservoirSize", Integer.MAX_VALUE);
    Double version = number(fields, "Version", Integer.MAX_VALUE);
    if (!(name instanceof String) || priority == null || rate == null || reservoir == null) {
      return skipped(name, "it has no name, priority, rate or reservoir");
    }
    if (version != null && version != 1) {
      return skipped(name, "its version is not 1");
    }
    Object attributes = fields.get("Attributes");
    if (attributes instanceof Map && !((Map<?, ?>) attributes).isEmpty()) {
      return skipped(name, "it asks for attributes");
    }
    if (!ANY.equals(pattern(fields, "ResourceARN"))) {
      return skipped(name, "it asks for a resource");
    }
    String[] patterns = new String[PATTERNS.length];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i] = name.equals(Rule.DEFAULT) ? ANY : pattern(fields, PATTERNS[i]);
      if (patterns[i].length() > MAX_PATTERN) {
        return skipped(name, PATTERNS[i] + " is too long");
      }
    }
    return new Rule((String) name, priority.intValue(), patterns, rate, reservoir.intValue());
  }

  private static String pattern(Map<?, ?> fields, String key) {
    Object pattern = fields.get(key);
    return pattern instanceof String ? (String) pattern : ANY;
  }

  /** Null if it is none, or not from 0 to the highest. */
  static Double number(Map<?, ?> fields, String key, double highest) {
    Object value = fields.get(key);
    return value instanceof Double && (Double) value >= 0 && (Double) value <= highest
        ? (Double) value
        : null;
  }

  private static Rule skipped(Object name, String reason) {
    if (Log.isDebug()) {
      Log.debug("sampling rule " + name + " is left out: " + reason);
    }
    return null;
  }
}
