package io.roentgen.instrumentation.javax.servlet;

import static org.awaitility.Awaitility.await;

import com.example.Container;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.Threads;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Sampler;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sends requests to the container this run is about and watches what becomes of them. After each
 * test: as many segments as sampled requests were sent, and no thread with anything current.
 */
final class Served implements BeforeEachCallback, AfterEachCallback {

  /** First of all, as it weaves. */
  private static final Recorded RECORDED = new Recorded();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Held, as a logger that isn't forgets its level. */
  private static final Logger ROOT = Logger.getLogger("");

  private static Container container;

  private final AtomicInteger expected = new AtomicInteger();

  static synchronized Container container() {
    if (container == null) {
      ROOT.setLevel(Level.OFF);
      container = (Container) Containers.create(Containers.name());
    }
    return container;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    container();
    expected.set(0);
    RECORDED.beforeEach(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    RECORDED.afterEach(context);
    if (context.getExecutionException().isEmpty()) {
      settle();
    }
  }

  /** Waits until all is over. */
  private void settle() {
    until("segments", () -> RECORDED.segments().size() >= expected.get());
    until("threads at rest", () -> Threads.busy().isEmpty());
    int found = RECORDED.segments().size();
    if (found != expected.get()) {
      throw new AssertionError(expected + " requests, " + found + " segments");
    }
  }

  private static void until(String what, Callable<Boolean> condition) {
    await(what).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  /** Lets go of what was recorded, and of what it holds. */
  void forget() {
    settle();
    expected.set(0);
    RECORDED.beforeEach(null);
  }

  static void sample(Sampler sampler) {
    RECORDED.sample(sampler);
  }

  static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + container().port() + path);
  }

  /** Sends a request that is to have a segment. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    expected.incrementAndGet();
    return unsampled(path, headers);
  }

  /** Sends a request that is to have none. */
  HttpResponse<String> unsampled(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends bytes and returns all that comes until the container closes the connection. */
  String raw(int requests, String text) throws IOException {
    expected.addAndGet(requests);
    try (Socket socket = new Socket("127.0.0.1", container().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The segments of all requests so far, once they are over. */
  List<Segment> segments() {
    settle();
    return RECORDED.segments();
  }

  /** The segment of the one request so far. */
  Segment only() {
    List<Segment> segments = segments();
    if (segments.size() != 1) {
      throw new AssertionError("wanted one segment, got " + segments.size());
    }
    return segments.get(0);
  }

  /** The names of the calls inside an entity, in order. Takes them: ask once. */
  static List<String> calls(Entity entity) {
    List<String> names = new ArrayList<>();
    for (Subsegment child : RECORDED.children(entity)) {
      names.add(child.name());
    }
    return names;
  }

  /** The calls that ended after their segment had been sent. */
  static List<String> lateCalls() {
    List<String> names = new ArrayList<>();
    for (Entity entity : RECORDED.offered()) {
      if (entity instanceof Subsegment) {
        names.add(entity.name());
      }
    }
    return names;
  }
}
