package io.roentgen.demo;

import io.roentgen.smoke.DocumentCollector;
import io.roentgen.smoke.Trace;
import io.roentgen.smoke.TraceMapPrinter;
import io.roentgen.smoke.Traces;
import io.roentgen.smoke.TreePrinter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What every demo needs: where things are, and a way to show what came. System properties: {@code
 * demo.root}, the project's directory; {@code demo.agent}, another agent jar; {@code demo.colours},
 * {@code demo.unicode} and {@code demo.width}, what the terminal can do.
 */
final class Stage {
  static final long PAUSE_MILLISECONDS = 4000;
  private static final int WIDTH = Integer.getInteger("demo.width", 120);
  private static final boolean COLOURS = Boolean.getBoolean("demo.colours");
  private static final boolean UNICODE = Boolean.getBoolean("demo.unicode");

  final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  final Path root = Path.of(System.getProperty("demo.root", ".")).toAbsolutePath();
  final Path agent = root.resolve(System.getProperty("demo.agent", "agent/target/roentgen.jar"));
  final Path directory = root.resolve("target/demo");
  final Path file = directory.resolve("segments.jsonl");
  private final TreePrinter trees = new TreePrinter(WIDTH, COLOURS, UNICODE);
  private final TraceMapPrinter maps = new TraceMapPrinter(WIDTH, COLOURS, UNICODE);

  private LocalConsole console;
  private volatile boolean stopping;

  /** Complains if it isn't built. */
  boolean hasAgent() {
    if (Files.isRegularFile(agent)) {
      return true;
    }
    System.err.println("demo: there is no agent at " + agent);
    System.err.println("Build it with: mvn -B -pl agent -am package -DskipTests");
    return false;
  }

  /**
   * Starts the console, and something that receives documents, keeps them and passes them on to it:
   * what is printed is what was sent, not what the console made of it.
   */
  DocumentCollector receive() throws IOException {
    step("Starting the console");
    // The console is ours, whichever agent is tried.
    console =
        LocalConsole.start(
            root.resolve("agent/target/roentgen.jar"), directory.resolve("console.log"));
    stopAtExit(console);
    return new DocumentCollector(file, console.daemon());
  }

  /** Closes it at the end of the JVM, also after Ctrl-C. */
  void stopAtExit(AutoCloseable fleet) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping = true;
                  try {
                    fleet.close();
                  } catch (Exception e) {
                    System.err.println("demo: did not stop cleanly: " + e);
                  }
                },
                "stop"));
  }

  /** After Ctrl-C everything fails; that needs no words. */
  void failed(Exception e) {
    if (!stopping) {
      System.err.println();
      System.err.println("demo: " + (e.getMessage() == null ? e : e.getMessage()));
    }
  }

  Path shorter(Path path) {
    return path.startsWith(root) ? root.relativize(path) : path;
  }

  void step(String what) {
    out.println("==> " + what);
  }

  /** Prints the traces as soon as they are complete; false if parts never came. */
  boolean show(DocumentCollector collector, Predicate<Traces> complete)
      throws InterruptedException {
    Traces traces = await(collector, complete);
    out.println();
    out.println("   at ms took ms");
    for (Trace trace : traces.all()) {
      out.println(trees.print(trace));
    }
    boolean whole = complete.test(traces);
    if (!whole) {
      out.printf("demo: parts are missing. What the processes say is in %s%n", shorter(directory));
    }
    for (String malformed : collector.malformed()) {
      out.println("demo: received no document but " + malformed);
    }
    return whole && collector.malformed().isEmpty();
  }

  void map(Traces traces) {
    out.println(maps.print(traces.map()));
  }

  void summary(Traces traces) {
    int parts = traces.all().stream().mapToInt(trace -> trace.entities().size()).sum();
    out.printf(
        "%d traces: %d segments, %d subsegments.%n",
        traces.all().size(), traces.segments(), parts - traces.segments());
    out.println("The documents, one a line, as they were sent: " + shorter(file));
    out.println();
  }

  /** Says where the page is, and how it stays. */
  void page(boolean keep, String application) {
    out.println("The traces on a page: " + console.page());
    out.println(
        keep
            ? application + "; Ctrl-C stops everything."
            : "It goes with the rest; with --keep everything stays until Ctrl-C.");
    out.println();
  }

  /** Waits until all is here and nothing more comes, 20 s at most. */
  static Traces await(DocumentCollector collector, Predicate<Traces> complete)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      int before = collector.documents().size();
      collector.await(700);
      if (collector.documents().size() == before && complete.test(collector.traces())) {
        break;
      }
    }
    return collector.traces();
  }
}
