package io.roentgen.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * What HTTP clients are tested against. {@code /ok} answers five bytes, {@code /status/N} answers
 * N, {@code /redirect} goes to /ok, {@code /hang} cuts the connection, {@code /silent} does not
 * answer before the server stops.
 */
public final class LocalHttpServer implements AutoCloseable {

  private final String scheme;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CopyOnWriteArrayList<Request> requests = new CopyOnWriteArrayList<>();

  private record Request(String method, String path, Headers headers) {}

  /** Starts on loopback and a free port. */
  public LocalHttpServer() {
    this(null);
  }

  /** Starts on loopback and a free port; with TLS unless the context is null. */
  public LocalHttpServer(SSLContext tls) {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (tls == null) {
        scheme = "http";
        server = HttpServer.create(free, 0);
      } else {
        scheme = "https";
        HttpsServer https = HttpsServer.create(free, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        server = https;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(new Request(exchange.getRequestMethod(), path, exchange.getRequestHeaders()));
    exchange.getRequestBody().readAllBytes();
    if (path.startsWith("/status/")) {
      exchange.sendResponseHeaders(Integer.parseInt(path.substring(8)), -1);
    } else if (path.equals("/redirect")) {
      exchange.getResponseHeaders().set("Location", url("/ok"));
      exchange.sendResponseHeaders(302, -1);
    } else if (path.equals("/silent")) {
      awaitStop();
    } else if (!path.equals("/hang")) {
      answer(exchange, "hello".getBytes(StandardCharsets.US_ASCII));
    }
    exchange.close();
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An absolute URL on this server. */
  public String url(String path) {
    return scheme + "://127.0.0.1:" + port() + path;
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The values of a header in all requests so far, one list a request. */
  public List<List<String>> header(String name) {
    List<List<String>> values = new ArrayList<>();
    for (Request request : requests) {
      values.add(request.headers.getOrDefault(name, List.of()));
    }
    return values;
  }

  /** Method and path of all requests so far, as in {@code "GET /ok"}. */
  public List<String> requests() {
    List<String> lines = new ArrayList<>();
    for (Request request : requests) {
      lines.add(request.method + " " + request.path);
    }
    return lines;
  }

  /** Forgets the requests so far. */
  public void forget() {
    requests.clear();
  }

  /** A port where nobody listens. */
  public static int deadPort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
