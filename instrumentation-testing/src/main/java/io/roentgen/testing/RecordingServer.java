package io.roentgen.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keeps what clients put on the wire, and has it answered by a stub or by the real server behind
 * it.
 */
public final class RecordingServer implements AutoCloseable {

  /** What HttpClient sets itself. */
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CopyOnWriteArrayList<Sent> sent = new CopyOnWriteArrayList<>();

  /** A request as it came. */
  public record Sent(String method, URI uri, Headers headers, String body) {

    /** The operation, by AWS's JSON or query protocol, or the path. */
    public String operation() {
      String target = headers.getFirst("X-Amz-Target");
      if (target != null) {
        return target.substring(target.lastIndexOf('.') + 1);
      }
      String action = form().get("Action");
      return action != null ? action : uri.getPath();
    }

    /** The body as form parameters, in order. */
    public Map<String, String> form() {
      Map<String, String> form = new LinkedHashMap<>();
      for (String pair : body.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
      return form;
    }

    private static String decode(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }

  /** What a client gets. */
  public record Answer(int status, Map<String, String> headers, String body) {}

  /** Who answers. */
  public interface Backend {
    /** Answers one request. */
    Answer answer(Sent request) throws Exception;
  }

  /** Starts on loopback and a free port. */
  public RecordingServer(Backend backend) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> handle(exchange, backend));
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange, Backend backend) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Sent request =
          new Sent(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8));
      sent.add(request);
      Answer answer = backend.answer(request);
      answer.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] out = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status, out.length == 0 ? -1 : out.length);
      exchange.getResponseBody().write(out);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** A backend that is a real server at 127.0.0.1. */
  public static Backend forwardTo(int port) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return request -> {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.uri()));
      request.headers.forEach(
          (name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase())) {
              values.forEach(value -> builder.header(name, value));
            }
          });
      builder.method(request.method, HttpRequest.BodyPublishers.ofString(request.body));
      HttpResponse<String> response =
          client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> headers = new LinkedHashMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      OWN_HEADERS.forEach(headers::remove);
      return new Answer(response.statusCode(), headers, response.body());
    };
  }

  /** The port it listens on, at 127.0.0.1. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Its address without a path. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** All requests so far. */
  public List<Sent> sent() {
    return new ArrayList<>(sent);
  }

  /** The one request for an operation so far. */
  public Sent only(String operation) {
    List<Sent> found = sent.stream().filter(s -> s.operation().equals(operation)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "wanted one " + operation + " in " + sent.stream().map(Sent::operation).toList());
    }
    return found.get(0);
  }

  /** Forgets the requests so far. */
  public void forget() {
    sent.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
