package io.roentgen.smoke;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM that was started with {@link Jvm}. It tells that it is ready with a line {@code READY name
 * where} and ends when its standard input is closed.
 */
public final class JvmProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY (\\S+) (.*)");
  private static final int LAST_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Thread reader;

  JvmProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out =
            new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8), true)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(line);
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(matcher.group(2));
        }
      }
      ready.completeExceptionally(new IOException("it ended before it was ready"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  /**
   * Waits until the process says that it is ready.
   *
   * @return where it is reached: the rest of the line, a URL or a port
   * @throws IllegalStateException when it ends before, or takes longer; the message holds the end
   *     of its output
   */
  public String awaitReady(Duration atMost) throws InterruptedException {
    try {
      return ready.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(complaint(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw new IllegalStateException(complaint("not ready after " + atMost.toSeconds() + " s"));
    }
  }

  /** Waits until it says that it is ready on a port. */
  public int awaitPort(Duration atMost) throws InterruptedException {
    return Integer.parseInt(awaitReady(atMost));
  }

  private String complaint(String what) {
    List<String> lines = output();
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return name
        + ": "
        + what
        + ". Its output is in "
        + log
        + " and ends:\n"
        + String.join("\n", last);
  }

  /** The lines it printed until now, on both streams. */
  public List<String> output() {
    try {
      return Files.readAllLines(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where these lines are kept. */
  public Path log() {
    return log;
  }

  /** The name it was given. */
  public String name() {
    return name;
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The number the operating system knows it by. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until it has ended by itself.
   *
   * @return its exit code
   * @throws IllegalStateException when it takes longer
   */
  public int awaitEnd(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(complaint("not ended after " + atMost.toSeconds() + " s"));
    }
    reader.join(TimeUnit.SECONDS.toMillis(5));
    return process.exitValue();
  }

  /**
   * Asks it to end, by closing its standard input. A process that doesn't listen to that is asked
   * with a signal, and killed at last.
   *
   * @return its exit code
   */
  public int stop() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      process.destroy();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    int code = process.waitFor();
    reader.join(TimeUnit.SECONDS.toMillis(5));
    return code;
  }

  /** As {@link #stop()}; an interrupt kills the process at once. */
  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
