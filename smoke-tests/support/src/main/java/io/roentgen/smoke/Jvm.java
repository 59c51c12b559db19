package io.roentgen.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start a JVM of one's own: what to run, on which class path, with which options. Without
 * further ado it is the JVM that runs the caller, in the caller's directory, and its environment
 * without the variables that change what a JVM or the agent does.
 */
public final class Jvm {
  private static final List<String> NOT_INHERITED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final String name;
  private final List<String> what;
  private final List<String> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path home = Path.of(System.getProperty("java.home"));
  private Path directory;
  private Path wrapper;

  private Jvm(String name, List<String> what) {
    this.name = name;
    this.what = what;
  }

  /**
   * A class with a {@code main} method.
   *
   * @param name what the process is called in messages and log files
   * @param classPath in the platform's form
   */
  public static Jvm ofClass(String name, String classPath, String mainClass) {
    return new Jvm(name, List.of("-cp", classPath, mainClass));
  }

  /** An executable jar. */
  public static Jvm ofJar(String name, Path jar) {
    return new Jvm(name, List.of("-jar", jar.toString()));
  }

  /** The class {@code mainClass} of a built module of this project. */
  public static Jvm ofModule(String name, Path module, String mainClass) {
    return ofClass(name, classPath(module), mainClass);
  }

  /**
   * The class path of a built module of this project: its classes and what it needs.
   *
   * @throws IllegalStateException when the module isn't built
   */
  public static String classPath(Path module) {
    Path target = module.resolve("target");
    try {
      String needed = Files.readString(target.resolve("classpath.txt")).trim();
      return target.resolve("classes") + java.io.File.pathSeparator + needed;
    } catch (IOException e) {
      throw new IllegalStateException(
          "The module " + module + " isn't built: run mvn package -DskipTests", e);
    }
  }

  /** The name it was given. */
  public String name() {
    return name;
  }

  /** Runs on the JVM installed there, whose {@code bin/java} it is. */
  public Jvm on(Path javaHome) {
    home = javaHome;
    return this;
  }

  /** Options of the JVM, such as {@code -Xmx64m}. */
  public Jvm options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** {@code -javaagent:jar}. */
  public Jvm agent(Path jar) {
    return options("-javaagent:" + jar);
  }

  /** A system property. */
  public Jvm property(String key, String value) {
    return options("-D" + key + "=" + value);
  }

  /** Arguments of the program. */
  public Jvm arguments(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  /** A variable of the environment. */
  public Jvm environment(String key, String value) {
    environment.put(key, value);
    return this;
  }

  /** A program that is started in its place, with the command as its arguments. */
  public Jvm under(Path program) {
    wrapper = program;
    return this;
  }

  /** The working directory. */
  public Jvm in(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  /** The whole command. */
  public List<String> command() {
    List<String> command = new ArrayList<>();
    if (wrapper != null) {
      command.add(wrapper.toString());
    }
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(options);
    command.addAll(what);
    command.addAll(arguments);
    return command;
  }

  /**
   * Starts it; what it prints goes to the file {@code name.log}.
   *
   * @param logs directory of that file, created if it is missing
   */
  public JvmProcess start(Path logs) throws IOException {
    Files.createDirectories(logs);
    ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
    NOT_INHERITED.forEach(builder.environment()::remove);
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("ROENTGEN_") || key.startsWith("AWS_"));
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    return new JvmProcess(name, builder.start(), logs.resolve(name + ".log"));
  }
}
