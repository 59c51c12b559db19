package io.roentgen.smoke.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The runtime API of one sandbox. Source: AWS Lambda developer guide, "Using the Lambda runtime API
 * for custom runtimes".
 */
final class RuntimeApi implements AutoCloseable {

  private static final String ROOT = "/2018-06-01/runtime/";
  private static final String INVOCATION = ROOT + "invocation/";

  private final Sandbox sandbox;
  private final BlockingQueue<Invocation> pending;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(RuntimeApi::daemon);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(RuntimeApi::daemon);
  private final CountDownLatch restored = new CountDownLatch(1);
  private volatile boolean closed;

  RuntimeApi(Sandbox sandbox, BlockingQueue<Invocation> pending) throws IOException {
    this.sandbox = sandbox;
    this.pending = pending;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(ROOT, this::handle);
    server.start();
  }

  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void restore() {
    restored.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.equals(INVOCATION + "next")) {
        next(exchange);
      } else if (path.equals(ROOT + "restore/next")) {
        sandbox.ready.complete(null);
        restored.await();
        exchange.sendResponseHeaders(200, -1);
      } else if (path.equals(ROOT + "init/error") || path.equals(ROOT + "restore/error")) {
        String reason = new String(body, StandardCharsets.UTF_8);
        sandbox.ready.completeExceptionally(new IllegalStateException(reason));
        exchange.sendResponseHeaders(202, -1);
      } else if (path.startsWith(INVOCATION)) {
        String[] parts = path.substring(INVOCATION.length()).split("/");
        answered(exchange, parts[0], parts[1].equals("error"), body);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    sandbox.ready.complete(null);
    Invocation invocation = null;
    while (invocation == null) {
      if (closed) {
        return;
      }
      invocation = pending.poll(100, TimeUnit.MILLISECONDS);
    }
    LambdaFunction function = sandbox.function;
    long timeout = function.timeout.toMillis();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id);
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + timeout));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", LambdaService.arn(function.name));
    headers.set("Lambda-Runtime-Trace-Id", invocation.trace.header());
    if (invocation.clientContext != null) {
      headers.set("Lambda-Runtime-Client-Context", invocation.clientContext);
    }
    headers.set("Content-Type", "application/json");
    invocation.trace.delivered();
    sandbox.open.put(invocation.id, invocation);
    Invocation delivered = invocation;
    // On a thread of its own: what ends the sandbox interrupts those here.
    timer.schedule(
        () -> daemon(() -> sandbox.timedOut(delivered)).start(), timeout, TimeUnit.MILLISECONDS);
    exchange.sendResponseHeaders(200, invocation.payload.length);
    exchange.getResponseBody().write(invocation.payload);
  }

  private void answered(HttpExchange exchange, String id, boolean failed, byte[] body)
      throws IOException {
    Invocation invocation = sandbox.open.remove(id);
    if (invocation == null) {
      exchange.sendResponseHeaders(403, -1);
      return;
    }
    if (sandbox.function.frozen) {
      sandbox.freeze();
      if (!pending.isEmpty()) {
        sandbox.thaw();
      }
    }
    exchange.sendResponseHeaders(202, -1);
    String cause =
        exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-XRay-Error-Cause");
    invocation.complete(new Answer(id, failed ? "Unhandled" : null, body), cause);
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    threads.shutdownNow();
    timer.shutdownNow();
  }
}
