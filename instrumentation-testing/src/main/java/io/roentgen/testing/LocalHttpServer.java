package io.roentgen.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What HTTP clients are tested against. {@code /ok} answers five bytes, {@code /status/N} answers
 * N, {@code /redirect} goes to /ok, {@code /hang} cuts the connection.
 */
public final class LocalHttpServer implements AutoCloseable {

  private final HttpServer server;
  private final CopyOnWriteArrayList<Headers> requests = new CopyOnWriteArrayList<>();

  /** Starts on loopback and a free port. */
  public LocalHttpServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestHeaders());
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/status/")) {
      exchange.sendResponseHeaders(Integer.parseInt(path.substring(8)), -1);
    } else if (path.equals("/redirect")) {
      exchange.getResponseHeaders().set("Location", url("/ok"));
      exchange.sendResponseHeaders(302, -1);
    } else if (!path.equals("/hang")) {
      byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** An absolute URL on this server. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The values of a header in all requests so far, one list a request. */
  public List<List<String>> header(String name) {
    List<List<String>> values = new java.util.ArrayList<>();
    for (Headers headers : requests) {
      values.add(headers.getOrDefault(name, List.of()));
    }
    return values;
  }

  /** Forgets the requests so far. */
  public void forget() {
    requests.clear();
  }

  /** A port where nobody listens. */
  public static int deadPort() {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
