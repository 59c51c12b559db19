package io.roentgen.trace;

import java.util.Collections;
import java.util.Map;

/** What the user configured, for handlers: keys without the leading {@code roentgen.}. */
public final class Settings {

  private static volatile Map<String, String> values = Collections.emptyMap();

  private Settings() {}

  /** Replaces all values; keys that are not in it have their default. */
  public static void install(Map<String, String> all) {
    values = all;
  }

  /** The value of a key that the agent knows, its default included; null for any other key. */
  public static String get(String key) {
    return values.get(key);
  }
}
