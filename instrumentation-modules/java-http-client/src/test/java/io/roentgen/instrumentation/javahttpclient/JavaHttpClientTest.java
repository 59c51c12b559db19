package io.roentgen.instrumentation.javahttpclient;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.HttpClientContract;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JavaHttpClientTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

  private static HttpRequest request(
      String method, String url, Map<String, String> headers, String body) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url));
    headers.forEach(builder::header);
    return (method.equals("GET") ? builder.GET() : builder.method(method, publisher)).build();
  }

  private static HttpRequest to(String url) {
    return request("GET", url, Map.of(), null);
  }

  @Nested
  final class Sync extends HttpClientContract {

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws Exception {
      return CLIENT.send(request(method, url, headers, body), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void recordsATimeoutAsFault() throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url("/silent")))
              .timeout(Duration.ofMillis(50))
              .build();
      Segment segment =
          recorded.trace(
              () ->
                  assertThrows(
                      HttpTimeoutException.class,
                      () -> CLIENT.send(request, BodyHandlers.discarding())));
      Subsegment call = recorded.only(segment);
      assertTrue(call.fault());
      assertEquals(
          "java.net.http.HttpTimeoutException", call.exception().throwable().getClass().getName());
    }

    @Test
    void recordsAnInterruptAsFault() throws Exception {
      Thread caller = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                await().until(() -> server.requests().contains("GET /silent"));
                caller.interrupt();
              });
      interrupter.start();
      Segment segment =
          recorded.trace(
              () ->
                  assertThrows(
                      InterruptedException.class,
                      () -> CLIENT.send(to(server.url("/silent")), BodyHandlers.discarding())));
      interrupter.join();
      Subsegment call = recorded.only(segment);
      assertTrue(call.fault());
      assertInstanceOf(InterruptedException.class, call.exception().throwable());
    }

    @Test
    void keepsWhatTheRequestSays() throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url("/ok?a=b")))
              .header("a", "1")
              .header("a", "2")
              .header("b", "3")
              .expectContinue(true)
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofMinutes(1))
              .DELETE()
              .build();
      String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";
      HttpRequest traced = TracedRequest.of(request, header);
      HttpRequest likeOn11 = TracedRequest.copy(request).build();
      assertEquals(List.of(header), traced.headers().allValues("X-Amzn-Trace-Id"));
      assertEquals(List.of("1", "2"), traced.headers().allValues("a"));
      assertEquals(request, likeOn11);
      for (HttpRequest copy : List.of(traced, likeOn11)) {
        assertEquals(request.method(), copy.method());
        assertEquals(request.uri(), copy.uri());
        assertEquals(request.timeout(), copy.timeout());
        assertEquals(request.version(), copy.version());
        assertEquals(request.expectContinue(), copy.expectContinue());
      }
      HttpRequest post = request("PUT", server.url("/ok"), Map.of(), "text");
      assertSame(
          post.bodyPublisher().get(), TracedRequest.copy(post).build().bodyPublisher().get());
      assertEquals("GET", TracedRequest.copy(to(server.url("/ok"))).build().method());
      HttpRequest head = request("HEAD", server.url("/ok"), Map.of(), null);
      assertEquals("HEAD", TracedRequest.copy(head).build().method());
    }
  }

  @Nested
  final class Async extends HttpClientContract {

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws Exception {
      HttpRequest request = request(method, url, headers, body);
      try {
        return CLIENT.sendAsync(request, BodyHandlers.ofString()).get().statusCode();
      } catch (ExecutionException e) {
        throw (Exception) e.getCause();
      }
    }

    @Test
    void hasEndedWhenTheApplicationLearnsOfTheAnswer() throws Exception {
      AtomicReference<List<Subsegment>> seen = new AtomicReference<>();
      Segment segment =
          recorded.trace(
              () -> {
                Segment current = (Segment) Tracer.current();
                CLIENT
                    .sendAsync(to(server.url("/ok")), BodyHandlers.ofString())
                    .thenAccept(response -> seen.set(recorded.children(current)))
                    .get();
                assertSame(current, Tracer.current());
              });
      assertEquals(1, seen.get().size());
      assertEquals(segment.id(), seen.get().get(0).parentId());
    }

    @Test
    void recordsParallelCallsUnderTheSameParent() throws Exception {
      Segment segment =
          recorded.trace(
              () -> {
                var first = CLIENT.sendAsync(to(server.url("/ok")), BodyHandlers.ofString());
                var second = CLIENT.sendAsync(to(server.url("/ok")), BodyHandlers.ofString());
                CompletableFuture.allOf(first, second).get();
              });
      List<Subsegment> calls = recorded.children(segment);
      assertEquals(2, calls.size());
      for (Subsegment call : calls) {
        assertEquals(segment.id(), call.parentId());
      }
    }

    @Test
    void recordsACallThatOutlivesItsRequestOnItsOwn() throws Exception {
      AtomicReference<CompletableFuture<?>> answer = new AtomicReference<>();
      Segment segment =
          recorded.trace(
              () ->
                  answer.set(
                      CLIENT.sendAsync(to(server.url("/silent")), BodyHandlers.discarding())));
      assertTrue(recorded.children(segment).isEmpty());
      answer.get().cancel(true);
      await().until(() -> recorded.offered().size() == 2);
      Subsegment call = (Subsegment) recorded.offered().get(1);
      assertSame(segment, call.segment());
      assertTrue(call.fault());
    }

    @Test
    void letsTheApplicationCancelTheExchange() throws Exception {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        CountDownLatch received = new CountDownLatch(1);
        CompletableFuture<Integer> closed =
            OneClient.of(socket, c -> OneClient.untilClosed(c, received));
        Segment segment =
            recorded.trace(
                () -> {
                  String url = "http://127.0.0.1:" + socket.getLocalPort() + "/";
                  CompletableFuture<?> answer =
                      CLIENT.sendAsync(to(url), BodyHandlers.discarding());
                  // Earlier, Java 17 would go on with the exchange.
                  received.await();
                  assertTrue(answer.cancel(true));
                  // Wrapped or not is a race in the client itself.
                  Throwable thrown = assertThrows(RuntimeException.class, answer::join);
                  assertInstanceOf(
                      CancellationException.class,
                      thrown instanceof CompletionException ? thrown.getCause() : thrown);
                });
        assertEquals(-1, closed.get(), "the client has let go of the connection");
        await().until(() -> !recorded.offered().isEmpty());
        assertEquals(segment, recorded.offered().get(0));
      }
    }
  }

  @Nested
  final class WebSockets {

    @RegisterExtension static final Recorded recorded = new Recorded();

    @Test
    void areLeftAlone() throws Exception {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        CompletableFuture<String> handshake = OneClient.of(socket, OneClient::upgrade);
        Segment segment =
            recorded.trace(
                () -> {
                  URI uri = URI.create("ws://127.0.0.1:" + socket.getLocalPort() + "/");
                  CLIENT
                      .newWebSocketBuilder()
                      .buildAsync(uri, new WebSocket.Listener() {})
                      .join()
                      .abort();
                  assertInstanceOf(Segment.class, Tracer.current());
                });
        assertFalse(handshake.get().toLowerCase(Locale.ROOT).contains("x-amzn-trace-id"));
        assertTrue(recorded.children(segment).isEmpty());
      }
    }
  }
}
