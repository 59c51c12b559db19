package io.roentgen.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as an AWS service does only on a bad day, and what no local server answers; keeps what it
 * was sent.
 */
public final class AwsStub implements AutoCloseable {

  private static final int HANG = 599;

  /** A request as it came. */
  public record Request(String method, URI uri, Map<String, List<String>> headers, byte[] bytes) {

    /** The path as it was on the wire, without query. */
    public String path() {
      return uri.getRawPath();
    }

    /** The query as it was on the wire, or null. */
    public String query() {
      return uri.getRawQuery();
    }

    /** The body as text. */
    public String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** All values of a header. */
    public List<String> header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .findFirst()
          .map(Map.Entry::getValue)
          .orElse(List.of());
    }
  }

  private record Answer(int status, byte[] body, int missing, String[] headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** Starts on loopback and a free port. */
  public AwsStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its address, for a client's endpoint. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * One more answer; the last one is repeated.
   *
   * @param headers name, value, name, value..
   */
  public AwsStub answer(int status, String body, String... headers) {
    return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** The same, with bytes. */
  public synchronized AwsStub answer(int status, byte[] body, String... headers) {
    answers.add(new Answer(status, body, 0, headers));
    return this;
  }

  /** One more answer, whose connection is cut before the last byte. */
  public synchronized AwsStub answerCut(int status, String body, String... headers) {
    answers.add(new Answer(status, body.getBytes(StandardCharsets.UTF_8), 1, headers));
    return this;
  }

  /** From now on no answer, until the stub is closed. */
  public synchronized void hang() {
    answers.clear();
    answers.add(new Answer(HANG, new byte[0], 0, new String[0]));
  }

  /** All requests so far. */
  public List<Request> requests() {
    return requests;
  }

  /** Forgets requests and answers. */
  public void forget() {
    requests.clear();
    synchronized (this) {
      answers.clear();
    }
  }

  private synchronized Answer next() {
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            sent));
    Answer answer = next();
    if (answer.status == HANG) {
      awaitClose();
    }
    for (int i = 0; i < answer.headers.length; i += 2) {
      exchange.getResponseHeaders().set(answer.headers[i], answer.headers[i + 1]);
    }
    boolean empty = answer.body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status, empty ? -1 : answer.body.length + answer.missing);
    if (!empty) {
      exchange.getResponseBody().write(answer.body);
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdown();
  }
}
