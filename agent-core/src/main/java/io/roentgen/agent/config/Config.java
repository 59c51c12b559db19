package io.roentgen.agent.config;

import io.roentgen.agent.weave.WeaveIndex;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The configuration: a system property beats the environment beats the file beats the default. What
 * is wrong with it is kept for the log, one line each; the application starts all the same.
 */
public final class Config implements WeaveIndex.Choice {

  /** What Amazon's SDK and agent call it: in the environment, which wins, and as a property. */
  private static final Object[][] AWS_NAMES = {
    {
      Key.DAEMON_ADDRESS, "AWS_XRAY_DAEMON_ADDRESS", "com.amazonaws.xray.emitters.daemonAddress",
    },
    {
      Key.SERVICE_NAME, "AWS_XRAY_TRACING_NAME", "com.amazonaws.xray.strategy.tracingName",
    },
    {
      Key.ENABLED, "AWS_XRAY_TRACING_ENABLED", "com.amazonaws.xray.tracingEnabled",
    },
  };

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> unknown = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private Config() {}

  /** Reads everything; throws nothing. */
  public static Config read(Properties properties, Map<String, String> environment) {
    Config config = new Config();
    Properties given = new Properties();
    fromEnvironment(environment, given);
    Properties own = new Properties();
    // Not Properties.forEach or a stream: the application may change them meanwhile.
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(Key.PREFIX)) {
        own.setProperty(name.substring(Key.PREFIX.length()), properties.getProperty(name));
      }
    }
    String file = own.getProperty(Key.CONFIG_FILE.key, given.getProperty(Key.CONFIG_FILE.key));
    if (file != null) {
      config.addAll(config.load(file));
    }
    config.addAwsNames(properties, environment);
    config.addAll(given);
    config.addAll(own);
    config.settleConsole(environment);
    return config;
  }

  /** The first look is at every request; and nobody can look into a sandbox of Lambda's. */
  private void settleConsole(Map<String, String> environment) {
    if (!"console".equalsIgnoreCase(values.get(Key.EMITTER.key))) {
      return;
    }
    if (environment.containsKey("AWS_LAMBDA_FUNCTION_NAME")) {
      complaints.add("roentgen.emitter=console is not for Lambda; udp is used");
      values.remove(Key.EMITTER.key);
    } else if (!values.containsKey(Key.SAMPLING.key)
        && !values.containsKey(Key.SAMPLING_RATE.key)
        && !values.containsKey(Key.SAMPLING_RESERVOIR.key)) {
      values.put(Key.SAMPLING.key, "all");
    }
  }

  private static void fromEnvironment(Map<String, String> environment, Properties given) {
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (entry.getKey().startsWith("ROENTGEN_")) {
        String key = entry.getKey().substring("ROENTGEN_".length()).toLowerCase(Locale.ROOT);
        given.setProperty(environmentKey(key), entry.getValue());
      }
    }
  }

  /**
   * Names have dots and dashes, which an environment variable can't: both are underscores there.
   */
  private static String environmentKey(String lower) {
    String start = "instrumentation_";
    String end = "_enabled";
    if (lower.startsWith(start)
        && lower.endsWith(end)
        && lower.length() > start.length() + end.length()) {
      String module = lower.substring(start.length(), lower.length() - end.length());
      return Key.INSTRUMENTATION + module.replace('_', '-') + Key.ENABLED_SUFFIX;
    }
    for (Key key : Key.values()) {
      if (key.key.replace('-', '_').replace('.', '_').equals(lower)) {
        return key.key;
      }
    }
    return lower.replace('_', '.');
  }

  private Properties load(String file) {
    Properties loaded = new Properties();
    try (InputStream in = new FileInputStream(file)) {
      loaded.load(in);
    } catch (IOException | IllegalArgumentException e) {
      complaints.add("cannot read roentgen.config.file " + file + ": " + e.getMessage());
    }
    Properties keys = new Properties();
    for (String name : loaded.stringPropertyNames()) {
      String key = name.startsWith(Key.PREFIX) ? name.substring(Key.PREFIX.length()) : name;
      keys.setProperty(key, loaded.getProperty(name));
    }
    return keys;
  }

  private void addAwsNames(Properties properties, Map<String, String> environment) {
    for (Object[] names : AWS_NAMES) {
      String value = environment.get(names[1]);
      if (value == null || value.isEmpty()) {
        value = properties.getProperty((String) names[2]);
      }
      if (value != null && !value.isEmpty()) {
        add(((Key) names[0]).key, value);
      }
    }
  }

  private void addAll(Properties keys) {
    for (String key : keys.stringPropertyNames()) {
      add(key, keys.getProperty(key).trim());
    }
  }

  private void add(String key, String value) {
    if (key.startsWith(Key.INSTRUMENTATION) && key.endsWith(Key.ENABLED_SUFFIX)) {
      if (Key.isBoolean(value)) {
        values.put(key, value);
      } else {
        complain(key, value, "true or false", "true");
      }
      return;
    }
    for (Key known : Key.values()) {
      if (known.key.equals(key)) {
        String complaint = known.complaint(value);
        if (complaint == null) {
          values.put(key, value);
        } else {
          complain(key, value, complaint, get(known));
        }
        return;
      }
    }
    unknown.put(key, value);
  }

  private void complain(String key, String value, String wanted, String used) {
    String what = value.isEmpty() ? " is empty" : "=" + value + " is not " + wanted;
    complaints.add(
        Key.PREFIX + key + what + "; " + (used == null ? "the default" : used) + " is used");
  }

  /** The value of a key, its default included; may be null. */
  public String get(Key key) {
    String value = values.get(key.key);
    return value != null ? value : key.defaultValue;
  }

  /** The value of a key that is true or false. */
  public boolean is(Key key) {
    return Boolean.parseBoolean(get(key));
  }

  /** The value of a key that is a whole number. */
  public int count(Key key) {
    return Integer.parseInt(get(key));
  }

  /** The value of a key that is a fraction. */
  public double fraction(Key key) {
    return Double.parseDouble(get(key));
  }

  /** Whether a module is wanted. */
  @Override
  public boolean isEnabled(String module) {
    return !"false".equalsIgnoreCase(values.get(Key.INSTRUMENTATION + module + Key.ENABLED_SUFFIX));
  }

  /** All values with their defaults, without {@code roentgen.}. */
  public Map<String, String> all() {
    Map<String, String> all = new HashMap<>(values);
    for (Key key : Key.values()) {
      if (!all.containsKey(key.key) && key.defaultValue != null) {
        all.put(key.key, key.defaultValue);
      }
    }
    return all;
  }

  /**
   * What is wrong, a line each.
   *
   * @param modules the names that may stand in {@code instrumentation.<name>.enabled}
   */
  public List<String> complaints(List<String> modules) {
    List<String> lines = new ArrayList<>(complaints);
    List<String> keys = new ArrayList<>();
    for (Key key : Key.values()) {
      keys.add(key.key);
    }
    for (String module : modules) {
      keys.add(Key.INSTRUMENTATION + module + Key.ENABLED_SUFFIX);
    }
    for (String key : unknown.keySet()) {
      lines.add(unknownLine(key, keys));
    }
    for (String key : values.keySet()) {
      if (key.startsWith(Key.INSTRUMENTATION) && !keys.contains(key)) {
        lines.add(unknownLine(key, keys));
      }
    }
    return lines;
  }

  private static String unknownLine(String key, List<String> keys) {
    return "unknown key "
        + Key.PREFIX
        + key
        + ", did you mean "
        + Key.PREFIX
        + Nearest.to(key, keys)
        + "?";
  }
}
