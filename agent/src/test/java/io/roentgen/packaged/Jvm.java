package io.roentgen.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own, and what it printed. */
final class Jvm {

  static final Path JAR = Path.of(System.getProperty("roentgen.jar"));
  static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();

  private final Process process;
  private final Path out;
  private final Path err;

  private Jvm(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static String agent() {
    return "-javaagent:" + JAR;
  }

  /** Starts the application with these options; {@code folder} takes its output. */
  static Jvm start(Path folder, List<String> options, String... arguments) throws IOException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.addAll(options);
    if (!options.contains("-cp")) {
      command.addAll(List.of("-cp", CLASSES.toString()));
    }
    command.add("com.example.Application");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ROENTGEN_"));
    builder.environment().keySet().removeIf(name -> name.endsWith("_TOOL_OPTIONS"));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Jvm(builder.start(), out, err);
  }

  static Jvm run(Path folder, String... options) throws Exception {
    return start(folder, List.of(options)).end();
  }

  /** Waits for it to end well. */
  Jvm end() throws Exception {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + out() + err());
    }
    if (process.exitValue() != 0 || !out().contains("done")) {
      throw new AssertionError("exit " + process.exitValue() + ": " + out() + err());
    }
    return this;
  }

  long pid() {
    return process.pid();
  }

  List<String> out() throws IOException {
    return Files.readAllLines(out);
  }

  /** Standard error, without what the JVM itself has to say. */
  List<String> err() throws IOException {
    return Files.readAllLines(err).stream()
        .filter(line -> !line.contains("[warning]") && !line.startsWith("WARNING: "))
        .collect(Collectors.toList());
  }
}
