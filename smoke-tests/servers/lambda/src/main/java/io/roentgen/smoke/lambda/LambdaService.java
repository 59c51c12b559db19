package io.roentgen.smoke.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Functions, each in a process of its own on the real runtime interface client, and the Invoke API
 * in front of them, for SDKs whose endpoint is {@link #url()}. What differs from Lambda: a function
 * has one process, which starts when it is deployed and in which what comes at the same time waits;
 * an event that fails is not tried again.
 */
public final class LambdaService implements AutoCloseable {

  private static final String INVOKE = "/2015-03-31/functions/";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  static {
    // Or each answer waits 40 ms for the other side's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Path logs;
  private final Path runtimes;
  private final String daemon;
  private final Map<String, Deployed> functions = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(RuntimeApi::daemon);
  private final HttpServer server;

  /** A function, the events for it, and the process that runs it now. */
  private static final class Deployed {
    final LambdaFunction function;
    final BlockingQueue<Invocation> pending = new LinkedBlockingQueue<>();
    Sandbox sandbox;

    Deployed(LambdaFunction function) {
      this.function = function;
    }
  }

  /**
   * Starts with no function.
   *
   * @param root of the project, where this module is built
   * @param logs directory for the output of the functions, a file each
   * @param daemon host and port of an X-Ray daemon, which the functions are told and which gets the
   *     segments that Lambda sends itself; or null
   */
  public LambdaService(Path root, Path logs, String daemon) throws IOException {
    this.logs = logs;
    this.daemon = daemon;
    runtimes = root.resolve("smoke-tests/servers/lambda/target/runtime");
    if (!Files.isDirectory(runtimes)) {
      throw new IllegalStateException("smoke-tests/servers/lambda isn't built");
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(INVOKE, this::handle);
    server.start();
  }

  /** The endpoint of the Lambda API; of it there is Invoke. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The ARN of a function. */
  public static String arn(String name) {
    return "arn:aws:lambda:us-east-1:123456789012:function:" + name;
  }

  /**
   * Starts a function and waits until it takes events.
   *
   * @throws IllegalStateException when it can't start; the message holds its reason
   */
  public Sandbox deploy(LambdaFunction function) throws IOException, InterruptedException {
    Deployed deployed = new Deployed(function);
    functions.put(function.name, deployed);
    return sandbox(deployed);
  }

  /** The process of a function; one that has ended is replaced. */
  private Sandbox sandbox(Deployed deployed) throws IOException, InterruptedException {
    synchronized (deployed) {
      if (deployed.sandbox == null || !deployed.sandbox.isAlive()) {
        deployed.sandbox = new Sandbox(deployed.function, deployed.pending, logs, runtimes, daemon);
        try {
          deployed.sandbox.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
          deployed.sandbox.close();
          throw new IllegalStateException(
              deployed.function.name
                  + ": "
                  + e.getMessage()
                  + "\n"
                  + String.join("\n", deployed.sandbox.process().output()),
              e);
        }
      }
      deployed.sandbox.thaw();
      return deployed.sandbox;
    }
  }

  /** The process of a function as it is now, alive or not. */
  public Sandbox sandbox(String name) {
    Deployed deployed = functions.get(name);
    synchronized (deployed) {
      return deployed.sandbox;
    }
  }

  /** Ends the wait of a function that was deployed with {@link LambdaFunction#snapStart()}. */
  public void restore(String name) {
    sandbox(name).restore();
  }

  /**
   * Invokes a function and waits for what comes of it.
   *
   * @param traceHeader of the caller, or null
   */
  public Answer invoke(String name, String payload, String traceHeader)
      throws IOException, InterruptedException {
    try {
      return submit(name, payload.getBytes(StandardCharsets.UTF_8), traceHeader, null)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(name + ": " + e, e);
    }
  }

  /**
   * Gives a function something to answer.
   *
   * @param clientContext JSON, or null
   * @throws IllegalArgumentException when there is no such function
   */
  public CompletableFuture<Answer> submit(
      String name, byte[] payload, String traceHeader, String clientContext)
      throws IOException, InterruptedException {
    return submit(name, payload, traceHeader, clientContext, false);
  }

  private CompletableFuture<Answer> submit(
      String name, byte[] payload, String traceHeader, String clientContext, boolean event)
      throws IOException, InterruptedException {
    Deployed deployed = functions.get(name);
    if (deployed == null) {
      throw new IllegalArgumentException("Function not found: " + arn(name));
    }
    FunctionTrace trace = new FunctionTrace(deployed.function, daemon, traceHeader, event);
    Invocation invocation = new Invocation(payload, clientContext, trace);
    deployed.pending.add(invocation);
    sandbox(deployed);
    return invocation.answer;
  }

  /** Invoke. Source: AWS Lambda API reference, "Invoke". */
  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
      String header = exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id");
      String context = exchange.getRequestHeaders().getFirst("X-Amz-Client-Context");
      String name = nameIn(path);
      if (name == null || !functions.containsKey(name)) {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", "ResourceNotFoundException");
        send(exchange, 404, "{\"Type\":\"User\",\"Message\":\"Function not found: " + name + "\"}");
        return;
      }
      if ("DryRun".equals(type)) {
        send(exchange, 204, "");
        return;
      }
      String decoded =
          context == null
              ? null
              : new String(Base64.getDecoder().decode(context), StandardCharsets.UTF_8);
      boolean event = "Event".equals(type);
      CompletableFuture<Answer> answer = submit(name, body, header, decoded, event);
      if (event) {
        send(exchange, 202, "");
        return;
      }
      Answer result = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      exchange.getResponseHeaders().set("x-amzn-RequestId", result.requestId());
      exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
      if (result.functionError() != null) {
        exchange.getResponseHeaders().set("X-Amz-Function-Error", result.functionError());
      }
      send(exchange, 200, result.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", "ServiceException");
      send(exchange, 500, "{\"Type\":\"Service\",\"Message\":\"failed\"}");
      System.err.println("Invoke failed: " + e);
    }
  }

  /** A name, an ARN, either with a qualifier. */
  private static String nameIn(String path) {
    if (!path.startsWith(INVOKE) || !path.endsWith("/invocations")) {
      return null;
    }
    String name = path.substring(INVOKE.length(), path.length() - "/invocations".length());
    int function = name.indexOf(":function:");
    name = function < 0 ? name : name.substring(function + ":function:".length());
    int qualifier = name.indexOf(':');
    return qualifier < 0 ? name : name.substring(0, qualifier);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Ends the functions. */
  @Override
  public void close() {
    server.stop(0);
    for (Deployed deployed : functions.values()) {
      synchronized (deployed) {
        if (deployed.sandbox != null) {
          deployed.sandbox.close();
        }
      }
    }
    threads.shutdownNow();
  }
}
