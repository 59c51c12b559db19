package io.roentgen.smoke.lambda;

import io.roentgen.smoke.Jvm;
import io.roentgen.smoke.JvmProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One process that runs a function, from its start until it is ended. */
public final class Sandbox implements AutoCloseable {

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /**
   * The client's native part. By itself it unpacks that to one place below /tmp, where processes
   * that start at the same time overwrite each other's.
   */
  private static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final String LIBRARY =
      System.getProperty("os.arch").equals("aarch64")
          ? "libaws-lambda-jni.linux-aarch_64.so"
          : "libaws-lambda-jni.linux-x86_64.so";

  /** What Lambda gives a runtime with extensions for its shutdown. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(2);

  final LambdaFunction function;
  final Map<String, Invocation> open = new ConcurrentHashMap<>();
  final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final RuntimeApi api;
  private final JvmProcess process;
  private boolean frozen;

  Sandbox(
      LambdaFunction function,
      BlockingQueue<Invocation> pending,
      Path logs,
      Path runtimes,
      String daemon)
      throws IOException {
    this.function = function;
    api = new RuntimeApi(this, pending);
    process = jvm(runtimes, daemon).start(logs);
    ProcessHandle.of(process.pid())
        .ifPresent(handle -> handle.onExit().thenRun(() -> ended(handle.pid())));
  }

  private Jvm jvm(Path runtimes, String daemon) {
    Jvm jvm =
        Jvm.ofClass(function.name, runtimes.resolve(function.runtime) + "/*", CLIENT)
            .on(function.javaHome)
            .options(function.options.toArray(new String[0]))
            .arguments(function.handler)
            .in(function.code)
            .environment("AWS_LAMBDA_RUNTIME_API", api.address())
            .environment("_HANDLER", function.handler)
            .environment("LAMBDA_TASK_ROOT", function.code.toString())
            .environment("AWS_LAMBDA_FUNCTION_NAME", function.name)
            .environment("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")
            .environment("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name)
            .environment("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
            .environment("AWS_REGION", "us-east-1")
            .environment("AWS_ACCESS_KEY_ID", "x")
            .environment("AWS_SECRET_ACCESS_KEY", "x")
            .environment(
                "AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart ? "snap-start" : "on-demand");
    if (daemon != null) {
      jvm.environment("AWS_XRAY_DAEMON_ADDRESS", daemon);
    }
    Path library = runtimes.resolve(function.runtime).resolve("jni").resolve(LIBRARY);
    if (Files.exists(library)) {
      jvm.property(LIBRARY_PROPERTY, library.toString());
    }
    if (function.concurrency > 1) {
      jvm.environment("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(function.concurrency));
    }
    if (function.wrapper != null) {
      jvm.under(function.wrapper);
    }
    function.environment.forEach(jvm::environment);
    return jvm;
  }

  /** The process, to read what it printed. */
  public JvmProcess process() {
    return process;
  }

  /** Whether it can take events. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the runtime asks for its first event; fails when it can't start. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Lets a runtime that waits for the end of its snapshot go on. */
  void restore() {
    api.restore();
  }

  /** Stops all its threads. */
  public synchronized void freeze() {
    signal("STOP");
    frozen = true;
  }

  /** Lets them go on. */
  public synchronized void thaw() {
    if (frozen) {
      frozen = false;
      signal("CONT");
    }
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
      if (kill.waitFor() != 0 && process.isAlive()) {
        throw new IllegalStateException("no signal " + name + " for " + function.name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void timedOut(Invocation invocation) {
    if (open.remove(invocation.id) == null) {
      return;
    }
    close();
    invocation.complete(
        Answer.failed(
            invocation.id,
            "Sandbox.Timedout",
            "RequestId: "
                + invocation.id
                + " Error: Task timed out after "
                + function.timeout.toMillis() / 1000.0
                + " seconds"));
  }

  private void ended(long pid) {
    api.close();
    ready.completeExceptionally(new IllegalStateException(function.name + " has ended: " + pid));
    for (Invocation invocation : open.values()) {
      invocation.complete(
          Answer.failed(
              invocation.id,
              "Runtime.ExitError",
              "RequestId: " + invocation.id + " Error: Runtime exited"));
    }
  }

  /** Ends it: a signal to terminate, and two seconds later one to kill. */
  @Override
  public void close() {
    thaw();
    ProcessHandle.of(process.pid())
        .ifPresent(
            handle -> {
              handle.destroy();
              try {
                handle.onExit().get(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                handle.destroyForcibly();
                Thread.currentThread().interrupt();
              } catch (Exception e) {
                handle.destroyForcibly();
              }
            });
    process.close();
    api.close();
  }
}
