package io.roentgen.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar roentgen.jar console} as a process: on its usual ports, or free ones. */
final class LocalConsole implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("The console is at (\\S+) and receives at (\\S+):(\\d+), .*");

  private final Process process;
  private final String page;
  private final InetSocketAddress daemon;

  private LocalConsole(Process process, Matcher line) {
    this.process = process;
    page = line.group(1);
    daemon = new InetSocketAddress(line.group(2), Integer.parseInt(line.group(3)));
  }

  /**
   * Starts it.
   *
   * @param log takes what it complains of
   * @throws IllegalStateException when it doesn't start
   */
  static LocalConsole start(Path jar, Path log) throws IOException {
    Files.createDirectories(log.getParent());
    for (List<String> ports :
        List.of(List.<String>of(), List.of("--http", "127.0.0.1:0", "--daemon", "127.0.0.1:0"))) {
      Process process = command(jar, ports).redirectError(log.toFile()).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      Matcher ready = READY.matcher(line == null ? "" : line);
      if (ready.matches()) {
        return new LocalConsole(process, ready);
      }
      process.destroy();
    }
    throw new IllegalStateException("the console did not start: " + Files.readString(log).trim());
  }

  private static ProcessBuilder command(Path jar, List<String> ports) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-Xmx512m", "-jar", jar.toString(), "console");
    builder.command().addAll(ports);
    return builder;
  }

  /** Where a browser finds it. */
  String page() {
    return page;
  }

  /** Where it takes documents by UDP. */
  InetSocketAddress daemon() {
    return daemon;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
