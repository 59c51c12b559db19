package io.roentgen.agent;

import io.roentgen.agent.config.Config;
import io.roentgen.agent.config.Key;
import io.roentgen.agent.config.ServiceName;
import io.roentgen.agent.emit.DaemonAddress;
import io.roentgen.agent.emit.Emitter;
import io.roentgen.agent.sampling.DaemonSampler;
import io.roentgen.agent.sampling.LocalSampler;
import io.roentgen.agent.weave.ClassFiles;
import io.roentgen.agent.weave.Costs;
import io.roentgen.agent.weave.Transformer;
import io.roentgen.agent.weave.WeaveIndex;
import io.roentgen.trace.Sampler;
import io.roentgen.trace.Settings;
import io.roentgen.trace.Tracer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.jar.JarFile;

/** Puts the parts together. Runs in premain: no thread, no socket, nothing that can wait. */
public final class AgentMain implements Consumer<Object[]> {

  /**
   * Starts the agent, unless it is switched off. Called from the premain class, which sees nothing
   * of this one but the interface.
   *
   * @param with the JVM's {@code Instrumentation}; the version, a String; the index of all modules
   *     in ASCII, a byte[]; the {@code JarFile} that holds the class files of handlers under {@code
   *     modules/}; {@code System.nanoTime()} when the JVM called the agent, a Long
   */
  @Override
  public void accept(Object[] with) {
    String index = new String((byte[]) with[2], StandardCharsets.US_ASCII);
    JarClasses handlers = new JarClasses((JarFile) with[3]);
    start((Instrumentation) with[0], (String) with[1], index, handlers, (Long) with[4]);
  }

  static void start(
      Instrumentation instrumentation,
      String version,
      String indexText,
      ClassFiles handlers,
      long startedAt) {
    Properties properties = System.getProperties();
    Map<String, String> environment = System.getenv();
    Config config = Config.read(properties, environment);
    Log.configure(level(config.get(Key.LOG_LEVEL)), config.get(Key.LOG_FILE));
    for (String complaint : config.complaints(WeaveIndex.modules(indexText))) {
      Log.warn(complaint);
    }
    if (!config.is(Key.ENABLED)) {
      Log.info("roentgen " + version + " is switched off (roentgen.enabled=false)");
      return;
    }
    WeaveIndex index = WeaveIndex.parse(indexText, config);
    String name = config.get(Key.SERVICE_NAME);
    if (name == null) {
      name = ServiceName.guess(properties, environment);
    }
    Emitter emitter = emitter(config, version);
    Settings.install(config.all());
    DaemonAddress rules = rulesAddress(config, environment);
    Tracer.install(name, sampler(config, rules, name), emitter);
    Transformer.install(instrumentation, index, handlers);
    if (Log.isDebug()) {
      Runtime.getRuntime().addShutdownHook(new Summary());
    }
    String sampling = samplingText(config, rules != null);
    emitter.publish(version, name, sampling);
    Log.info(banner(version, name, emitter.target(), sampling, System.nanoTime() - startedAt));
  }

  private static final class Summary extends Thread {
    @Override
    public void run() {
      Log.debug(Costs.summary());
    }
  }

  private static String banner(
      String version, String name, String target, String sampling, long nanos) {
    return "roentgen "
        + version
        + " traces \""
        + name
        + "\" to "
        + target
        + ", sampling "
        + sampling
        + ", started in "
        + nanos / 1_000_000
        + " ms";
  }

  private static String samplingText(Config config, boolean untilRules) {
    String sampling = config.get(Key.SAMPLING);
    return isOneOf(sampling, "default", "local")
        ? local(config) + (untilRules ? " until the daemon has rules" : "")
        : sampling;
  }

  private static boolean isOneOf(String value, String a, String b) {
    return value.equalsIgnoreCase(a) || value.equalsIgnoreCase(b);
  }

  private static Log.Level level(String name) {
    return Log.Level.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * Where the sampling rules are; null if nobody is to be asked. In Lambda nobody is: Lambda
   * decides on invocations, and a thread would be frozen with the sandbox.
   */
  static DaemonAddress rulesAddress(Config config, Map<String, String> environment) {
    if (!config.get(Key.SAMPLING).equalsIgnoreCase("default")
        || config.get(Key.EMITTER).equalsIgnoreCase("file")
        || environment.containsKey("AWS_LAMBDA_FUNCTION_NAME")) {
      return null;
    }
    String text = config.get(Key.DAEMON_ADDRESS);
    if (DaemonAddress.parse(text) == null) {
      text = Key.DAEMON_ADDRESS.defaultValue;
    }
    DaemonAddress address = DaemonAddress.parseTcp(text);
    if (address == null) {
      Log.warn(
          "tcp: in roentgen.daemon.address="
              + text
              + " is not host:port; nobody is asked for sampling rules");
    }
    return address;
  }

  private static Sampler sampler(Config config, DaemonAddress rules, String service) {
    switch (config.get(Key.SAMPLING).toLowerCase(Locale.ROOT)) {
      case "all":
        return new LocalSampler(0, 1);
      case "none":
        return new LocalSampler(0, 0);
      default:
        LocalSampler local = local(config);
        return rules == null ? local : new DaemonSampler(local, rules, service);
    }
  }

  private static LocalSampler local(Config config) {
    return new LocalSampler(
        config.count(Key.SAMPLING_RESERVOIR), config.fraction(Key.SAMPLING_RATE));
  }

  private static Emitter emitter(Config config, String version) {
    int frames = config.count(Key.STACK_FRAMES);
    if (config.get(Key.EMITTER).equalsIgnoreCase("file")) {
      return Emitter.file(config.get(Key.FILE_PATH), version, frames);
    }
    String text = config.get(Key.DAEMON_ADDRESS);
    DaemonAddress address = DaemonAddress.parse(text);
    if (address == null) {
      Log.warn(
          "roentgen.daemon.address="
              + text
              + " is not host:port; "
              + Key.DAEMON_ADDRESS.defaultValue
              + " is used");
      address = DaemonAddress.parse(Key.DAEMON_ADDRESS.defaultValue);
    }
    if (config.get(Key.EMITTER).equalsIgnoreCase("console")) {
      String page = config.get(Key.CONSOLE_ADDRESS);
      return Emitter.console(consoleLoader(), page, address, version, frames);
    }
    return Emitter.udp(address, version, frames);
  }

  /** The agent's own loader knows the way to the console's classes. */
  @SuppressWarnings("unchecked")
  private static Supplier<ClassLoader> consoleLoader() {
    return (Supplier<ClassLoader>) AgentMain.class.getClassLoader();
  }
}
