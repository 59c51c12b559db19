package io.roentgen.console.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roentgen.console.text.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the page and what it asks for. Its threads are daemons: it runs inside applications too.
 */
public final class WebServer {

  private static final int THREADS = 8;

  private static final String PAGE = "/page/";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Guard guard;
  private final Api api;
  private final PageFiles files = new PageFiles();
  private final String policy;

  private WebServer(HttpServer server, Api api, String token) {
    this.server = server;
    this.api = api;
    this.guard = new Guard(token);
    this.policy = ContentPolicy.of(PageFiles.read("index.html"));
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "roentgen-console-web");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to listen.
   *
   * @param token what callers have to show; null where only this machine can call
   * @throws IOException if the address can't be listened at
   */
  public static WebServer start(InetSocketAddress address, Api api, String token)
      throws IOException {
    HttpServer http = HttpServer.create(address, 64);
    WebServer server = new WebServer(http, api, token);
    http.createContext("/", server::handle);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Where the page is. */
  public String url() {
    return "http://" + Addresses.text(address());
  }

  /** Stops at once. */
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      Answer answer = answer(exchange);
      if (answer != null) {
        send(exchange, answer);
      }
    } catch (Request.BadRequest e) {
      send(exchange, Answer.error(400, e.getMessage()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      System.err.println("roentgen console: " + exchange.getRequestURI().getPath() + ": " + e);
      send(exchange, Answer.error(500, "the console failed: " + e));
    } finally {
      exchange.close();
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException, Request.BadRequest {
    Headers headers = exchange.getRequestHeaders();
    String method = exchange.getRequestMethod();
    String refusal = guard.refusal(method, headers);
    if (refusal != null) {
      return Answer.error(403, refusal);
    }
    Request request = new Request(method, exchange.getRequestURI());
    if (!guard.admits(headers)) {
      return admit(exchange, request);
    }
    if (method.equals("GET") || method.equals("HEAD")) {
      return get(request);
    }
    Answer answer = api.change(request, exchange.getRequestBody());
    return answer == null ? Answer.error(404, "there is no " + request.path) : answer;
  }

  /** The token is taken from the address once, and kept out of it from then on. */
  private Answer admit(HttpExchange exchange, Request request) throws IOException {
    if (!guard.isToken(request.text("token"))) {
      return Answer.error(401, "a token is needed: open the address that the console printed");
    }
    exchange.getResponseHeaders().set("Set-Cookie", guard.cookie());
    exchange.getResponseHeaders().set("Location", "/");
    exchange.sendResponseHeaders(302, -1);
    return null;
  }

  private Answer get(Request request) throws IOException, Request.BadRequest {
    Answer answer = request.path.startsWith("/api/") ? api.get(request) : file(request.path);
    return answer == null ? Answer.error(404, "there is no " + request.path) : answer;
  }

  private Answer file(String path) {
    String name = path.equals("/") ? "index.html" : path.startsWith(PAGE) ? path.substring(6) : "";
    PageFiles.PageFile file = files.find(name);
    return file == null ? null : new Answer(200, file.type, file.bytes).zipped(file.zipped);
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    String tag = answer.tag();
    headers.set("Content-Type", answer.type);
    headers.set("ETag", tag);
    headers.set("Cache-Control", "no-cache");
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    if (answer.attachment() != null) {
      headers.set(
          "Content-Disposition", "attachment; filename=\"" + plain(answer.attachment()) + "\"");
    }
    if (answer.status == 200
        && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    String encodings = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    byte[] body = answer.body;
    if (encodings != null && encodings.contains("gzip") && body.length > 1_000) {
      headers.set("Content-Encoding", "gzip");
      body = answer.zipped();
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status, -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** A file name without what could end the header or lead elsewhere. */
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      plain.append(letter || c == '-' || c == '.' ? c : '_');
    }
    return plain.toString();
  }
}
