package io.roentgen.console.receive;

import com.google.gson.stream.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What SDKs ask a daemon over TCP. The daemon signs and forwards it to X-Ray; here it is answered:
 * {@code POST /GetSamplingRules}, {@code /SamplingTargets}, {@code /TraceSegments} and {@code
 * /TelemetryRecords}, which is counted. Signatures are not looked at.
 */
public final class DaemonServer implements Closeable {

  /** 50 documents of 64 KB, each quoted in a string. */
  private static final int LARGEST_BODY = 8 << 20;

  private static final int THREADS = 16;
  private static final long CALM_MILLIS = 10_000;
  private static final long PRESSED_MILLIS = 1_000;

  private final HttpServer server;
  private final Deadlines deadlines;
  private final Operations operations;
  private final Counters counters;
  private final Guard guard;

  /**
   * Listens at once.
   *
   * @param address where; port 0 takes a free one
   * @param hosts names by which clients may call it, beside the address's own, localhost and
   *     addresses; null for any name
   * @throws IOException if it can't listen there
   */
  public DaemonServer(
      InetSocketAddress address,
      SamplingRules rules,
      Documents documents,
      Counters counters,
      Collection<String> hosts)
      throws IOException {
    this(address, rules, documents, counters, hosts, CALM_MILLIS, PRESSED_MILLIS);
  }

  DaemonServer(
      InetSocketAddress address,
      SamplingRules rules,
      Documents documents,
      Counters counters,
      Collection<String> hosts,
      long calmMillis,
      long pressedMillis)
      throws IOException {
    if (address.isUnresolved()) {
      throw new UnknownHostException(address.getHostString());
    }
    this.counters = counters;
    List<String> names = new ArrayList<>(hosts);
    names.add(address.getHostString());
    guard = new Guard(names);
    operations = new Operations(rules, documents, counters);
    server = HttpServer.create(address, 0);
    deadlines = new Deadlines("roentgen-console-tcp", THREADS, calmMillis, pressedMillis);
    server.setExecutor(deadlines);
    server.createContext("/", this::handle);
    // The server's own thread is not ours to make, and inherits what ours is.
    Thread starting = new Thread(server::start, "roentgen-console-tcp-start");
    starting.setDaemon(true);
    starting.start();
    try {
      starting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Ends what is running. */
  @Override
  public void close() {
    server.stop(0);
    deadlines.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      int status = 200;
      try {
        answer(exchange, answer);
      } catch (ApiError e) {
        status = e.status;
        answer.reset();
        error(exchange, answer, e);
        counters.bad(
            "TCP " + status + ": " + e.getMessage(),
            exchange.getRemoteAddress(),
            System.currentTimeMillis());
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
      exchange.sendResponseHeaders(status, answer.size());
      answer.writeTo(exchange.getResponseBody());
      // Closing reads what is left of the body first, and whoever sends none waits for this answer.
      exchange.getResponseBody().flush();
    } finally {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange, ByteArrayOutputStream answer)
      throws IOException, ApiError {
    String refused = guard.refuses(exchange.getRequestHeaders());
    if (refused != null) {
      throw new ApiError(403, "AccessDeniedException", refused);
    }
    String path = exchange.getRequestURI().getPath();
    if (!"POST".equals(exchange.getRequestMethod()) || !Operations.isKnown(path)) {
      throw new ApiError(
          404,
          "UnknownOperationException",
          "an X-Ray daemon's port: POST GetSamplingRules, SamplingTargets, TraceSegments,"
              + " TelemetryRecords");
    }
    byte[] body = body(exchange);
    counters.request(System.currentTimeMillis());
    try (Reader in = new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8);
        Writer text = new OutputStreamWriter(answer, StandardCharsets.UTF_8)) {
      JsonWriter out = new JsonWriter(text);
      operations.run(path, in, out, exchange.getRemoteAddress());
      out.flush();
    } catch (RuntimeException | Error e) {
      throw new ApiError(500, "InternalFailure", "failed: " + e.getClass().getName());
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException, ApiError {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && length(length) > LARGEST_BODY) {
      throw tooLarge();
    }
    InputStream in = exchange.getRequestBody();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8 << 10];
    for (int read = in.read(part); read >= 0; read = in.read(part)) {
      if (body.size() + read > LARGEST_BODY) {
        throw tooLarge();
      }
      body.write(part, 0, read);
    }
    return body.toByteArray();
  }

  private static long length(String text) throws ApiError {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      throw ApiError.invalid("Content-Length is no number");
    }
  }

  private static ApiError tooLarge() {
    return new ApiError(413, "RequestEntityTooLargeException", "a body of more than 8 MB");
  }

  private static void error(HttpExchange exchange, ByteArrayOutputStream answer, ApiError e)
      throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", e.type);
    try (Writer text = new OutputStreamWriter(answer, StandardCharsets.UTF_8)) {
      JsonWriter out = new JsonWriter(text);
      out.beginObject();
      out.name("__type").value(e.type);
      out.name("Message").value(e.getMessage());
      out.endObject();
      out.flush();
    }
  }
}
