package io.roentgen.demo;

import io.roentgen.smoke.DocumentCollector;
import io.roentgen.smoke.Jvm;
import io.roentgen.smoke.ShopFleet;
import io.roentgen.smoke.Trace;
import io.roentgen.smoke.Traces;
import io.roentgen.smoke.TreePrinter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Roentgen in a minute: real servers, a shop of three JVMs that were given nothing but the agent,
 * some requests, and the traces they leave. Started by the script {@code demo}, which builds all of
 * this first.
 *
 * <p>System properties: {@code demo.root}, the project's directory; {@code demo.agent}, another
 * agent jar; {@code demo.colours}, {@code demo.unicode} and {@code demo.width}, what the terminal
 * can do.
 */
public final class Demo {
  private static final long PAUSE_MILLISECONDS = 4000;

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Path root = Path.of(System.getProperty("demo.root", ".")).toAbsolutePath();
  private final Path agent =
      root.resolve(System.getProperty("demo.agent", "agent/target/roentgen.jar"));
  private final Path directory = root.resolve("target/demo");
  private final Path file = directory.resolve("segments.jsonl");
  private final TreePrinter printer =
      new TreePrinter(
          Integer.getInteger("demo.width", 120),
          Boolean.getBoolean("demo.colours"),
          Boolean.getBoolean("demo.unicode"));

  private volatile boolean stopping;

  private Demo() {}

  /** Takes {@code --keep}: go on until Ctrl-C. */
  public static void main(String[] args) throws InterruptedException {
    boolean keep = List.of(args).contains("--keep");
    Demo demo = new Demo();
    int code = 1;
    try {
      code = demo.run(keep);
    } catch (IOException | IllegalStateException e) {
      // After Ctrl-C everything fails; that needs no words.
      if (!demo.stopping) {
        System.err.println();
        System.err.println("demo: " + (e.getMessage() == null ? e : e.getMessage()));
      }
    }
    System.exit(code);
  }

  private int run(boolean keep) throws IOException, InterruptedException {
    if (!Files.isRegularFile(agent)) {
      System.err.println("demo: there is no agent at " + agent);
      System.err.println("Build it with: mvn -B -pl agent -am package -DskipTests");
      return 1;
    }
    try (DocumentCollector collector = new DocumentCollector(file);
        ShopFleet fleet = new ShopFleet(root, directory, jvm -> trace(jvm, collector))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(fleet), "stop"));
      Traffic traffic = new Traffic(fleet.start(this::step));

      out.println("    each with -javaagent:" + shorter(agent));
      step("Sending requests");
      int sent = traffic.tour(line -> out.println("    " + line));
      boolean complete = show(collector, sent);
      summary(collector.traces());
      out.println();
      if (keep) {
        out.println("The shop is at " + traffic.address() + "; Ctrl-C stops everything.");
        keepGoing(collector, traffic);
      }
      step("Stopping everything");
      return complete ? 0 : 1;
    }
  }

  /** All it takes: the agent. The properties only bring every request's documents to us. */
  private void trace(Jvm jvm, DocumentCollector collector) {
    jvm.agent(agent)
        .property("roentgen.service.name", jvm.name())
        .property("roentgen.daemon.address", collector.address())
        .property("roentgen.sampling", "all");
  }

  private void stop(ShopFleet fleet) {
    stopping = true;
    fleet.close();
  }

  private Path shorter(Path path) {
    return path.startsWith(root) ? root.relativize(path) : path;
  }

  private void step(String what) {
    out.println("==> " + what);
  }

  /** Prints the traces as soon as all segments are here; false if some never came. */
  private boolean show(DocumentCollector collector, int segments) throws InterruptedException {
    Traces traces = await(collector, segments);
    out.println();
    out.println("   at ms took ms");
    for (Trace trace : traces.all()) {
      out.println(printer.print(trace));
    }
    boolean complete = traces.segments() >= segments;
    if (!complete) {
      out.printf(
          "demo: %d of %d segments came. What the processes say is in %s%n",
          traces.segments(), segments, shorter(directory));
    }
    for (String malformed : collector.malformed()) {
      out.println("demo: received no document but " + malformed);
    }
    return complete && collector.malformed().isEmpty();
  }

  private void summary(Traces traces) {
    int parts = traces.all().stream().mapToInt(trace -> trace.entities().size()).sum();
    out.printf(
        "%d traces: %d segments, %d subsegments.%n",
        traces.all().size(), traces.segments(), parts - traces.segments());
    out.println("The documents, one a line, as they were sent: " + shorter(file));
  }

  /** Waits until enough segments are here and nothing more comes, 20 s at most. */
  private static Traces await(DocumentCollector collector, int segments)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      int before = collector.documents().size();
      collector.await(700);
      if (collector.documents().size() == before && collector.traces().segments() >= segments) {
        break;
      }
    }
    return collector.traces();
  }

  private void keepGoing(DocumentCollector collector, Traffic traffic)
      throws IOException, InterruptedException {
    Random random = new Random();
    while (true) {
      Thread.sleep(PAUSE_MILLISECONDS);
      collector.clear();
      int segments = traffic.any(random, line -> step(line));
      show(collector, segments);
    }
  }
}
