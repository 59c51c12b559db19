package io.roentgen.agent.config;

/**
 * Every key of the configuration with its default. {@code roentgen.x.y} as a system property,
 * {@code ROENTGEN_X_Y} in the environment.
 */
public enum Key {
  /** Whether to trace at all. */
  ENABLED("enabled", "true", Kind.BOOLEAN),
  /** A properties file with any of the other keys. */
  CONFIG_FILE("config.file", null, Kind.TEXT),
  /** The name of this service's segments; see {@link ServiceName} for the default. */
  SERVICE_NAME("service.name", null, Kind.TEXT),
  /** Where documents go: to a daemon by UDP, a file, a document a line, or a console in here. */
  EMITTER("emitter", "udp", Kind.CHOICE, "udp", "file", "console"),
  /** The daemon, {@code host:port}. */
  DAEMON_ADDRESS("daemon.address", "127.0.0.1:2000", Kind.TEXT),
  /** The page of the console emitter, {@code host:port}. */
  CONSOLE_ADDRESS("console.address", "127.0.0.1:2001", Kind.TEXT),
  /** The file of the file emitter; appended to. */
  FILE_PATH("emitter.file.path", "roentgen-segments.jsonl", Kind.TEXT),
  /** {@code local} is a reservoir and a rate; by default, until the daemon's rules are known. */
  SAMPLING("sampling", "default", Kind.CHOICE, "default", "local", "all", "none"),
  /** The part of requests beyond the reservoir that is sampled, 0 to 1. */
  SAMPLING_RATE("sampling.rate", "0.05", Kind.FRACTION),
  /** How many requests are sampled every second before the rate applies. */
  SAMPLING_RESERVOIR("sampling.reservoir", "1", Kind.COUNT),
  /** Whether SQL is recorded, without its literals, or not at all. */
  SQL("sql", "sanitized", Kind.CHOICE, "sanitized", "off"),
  /** A table of what AWS calls are about, over the agent's own; in the format of Amazon's agent. */
  AWS_MANIFEST("aws.service.handler.manifest", null, Kind.TEXT),
  /** Whether functions that are invoked find the trace header in their client context as well. */
  AWS_CLIENT_CONTEXT("aws.lambda.client-context", "false", Kind.BOOLEAN),
  /** How many frames of an exception's stack are recorded. */
  STACK_FRAMES("stack.frames", "50", Kind.COUNT),
  /** What the agent prints. */
  LOG_LEVEL("log.level", "info", Kind.CHOICE, "off", "error", "warn", "info", "debug"),
  /** Where the agent prints; stderr if not set. */
  LOG_FILE("log.file", null, Kind.TEXT);

  /** {@code roentgen.instrumentation.<name>.enabled} is a key for each module. */
  static final String INSTRUMENTATION = "instrumentation.";

  static final String ENABLED_SUFFIX = ".enabled";
  static final String PREFIX = "roentgen.";

  /** The name without {@code roentgen.}. */
  public final String key;

  /** The default, or null. */
  public final String defaultValue;

  private final Kind kind;
  private final String[] choices;

  private enum Kind {
    TEXT,
    BOOLEAN,
    COUNT,
    FRACTION,
    CHOICE
  }

  Key(String key, String defaultValue, Kind kind, String... choices) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.kind = kind;
    this.choices = choices;
  }

  /** What a value has to be, or null if this one is fine. */
  String complaint(String value) {
    switch (kind) {
      case BOOLEAN:
        return isBoolean(value) ? null : "true or false";
      case COUNT:
        return parseCount(value) >= 0 ? null : "a whole number from 0";
      case FRACTION:
        return isFraction(value) ? null : "a number from 0 to 1";
      case CHOICE:
        return choiceComplaint(value);
      default:
        return value.isEmpty() ? "not empty" : null;
    }
  }

  private String choiceComplaint(String value) {
    StringBuilder names = new StringBuilder("one of");
    for (String choice : choices) {
      if (choice.equalsIgnoreCase(value)) {
        return null;
      }
      names.append(' ').append(choice);
    }
    return names.toString();
  }

  static boolean isBoolean(String value) {
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
  }

  private static int parseCount(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean isFraction(String value) {
    try {
      double number = Double.parseDouble(value);
      return number >= 0 && number <= 1;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
