package io.roentgen.instrumentation.okhttp3;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.HttpClientContract;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class OkHttp3Test {

  private static final OkHttpClient CLIENT = new OkHttpClient();

  @SuppressWarnings("deprecation") // the form that 3, 4 and 5 have
  private static Request request(
      String method, String url, Map<String, String> headers, String body) {
    Request.Builder builder = new Request.Builder().url(url);
    headers.forEach(builder::header);
    MediaType text = MediaType.parse("text/plain");
    return builder.method(method, body == null ? null : RequestBody.create(text, body)).build();
  }

  private static Request to(String url) {
    return request("GET", url, Map.of(), null);
  }

  private static int read(Response response) throws IOException {
    try (response) {
      response.body().bytes();
      return response.code();
    }
  }

  /** The status; and what was current in the callback. */
  private record Answer(int status, TraceContext current) {}

  private static CompletableFuture<Answer> enqueue(OkHttpClient client, Request request) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    client
        .newCall(request)
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                answer.complete(new Answer(read(response), Tracer.current()));
              }
            });
    return answer;
  }

  @Nested
  final class Sync extends HttpClientContract {

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws IOException {
      return read(CLIENT.newCall(request(method, url, headers, body)).execute());
    }

    @Test
    void recordsOneCallAroundTheApplicationsInterceptors() throws Exception {
      OkHttpClient client =
          new OkHttpClient.Builder()
              .addInterceptor(
                  chain -> {
                    // Tries again, with the request the application made and with another.
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.call().request().newBuilder().build());
                  })
              .addNetworkInterceptor(chain -> chain.proceed(chain.request()))
              .build();
      Segment segment = recorded.trace(() -> read(client.newCall(to(server.url("/ok"))).execute()));
      Subsegment call = recorded.only(segment);
      assertEquals(200, call.status());
      assertEquals(List.of(call.header()), server.header("X-Amzn-Trace-Id").get(0));
      assertEquals(2, server.requests().size());
    }

    @Test
    void runsWithTheVersionThatIsToBeTested() throws Exception {
      get(server.url("/ok"));
      assertEquals(
          List.of("okhttp/" + System.getProperty("tested.version")),
          server.header("User-Agent").get(0));
    }

    @Test
    void leavesTheApplicationsRequestAsItIs() throws Exception {
      Request request = to(server.url("/ok"));
      Call call = CLIENT.newCall(request);
      recorded.trace(() -> read(call.execute()));
      assertSame(request, call.request());
      assertNull(request.header("X-Amzn-Trace-Id"));
    }
  }

  @Nested
  final class Async extends HttpClientContract {

    @Override
    protected int call(String method, String url, Map<String, String> headers, String body)
        throws Exception {
      try {
        return enqueue(CLIENT, request(method, url, headers, body)).get().status;
      } catch (ExecutionException e) {
        throw (Exception) e.getCause();
      }
    }

    @Test
    void carriesTheTraceToTheCallback() throws Exception {
      AtomicReference<Answer> answer = new AtomicReference<>();
      Segment segment =
          recorded.trace(() -> answer.set(enqueue(CLIENT, to(server.url("/ok"))).get()));
      assertSame(segment, answer.get().current);
      assertNull(enqueue(CLIENT, to(server.url("/ok"))).get().current);
    }

    @Test
    void keepsEachWaitingCallInItsOwnTrace() throws Exception {
      OkHttpClient oneByOne = new OkHttpClient.Builder().build();
      oneByOne.dispatcher().setMaxRequests(1);
      List<Segment> segments = new ArrayList<>();
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        segments.add(recorded.trace(() -> answers.add(enqueue(oneByOne, to(server.url("/ok"))))));
        answers.add(enqueue(oneByOne, to(server.url("/ok"))));
      }
      for (int i = 0; i < 10; i++) {
        assertSame(segments.get(i), answers.get(2 * i).get().current);
        assertNull(answers.get(2 * i + 1).get().current);
      }
    }

    @Test
    void recordsACancelledCallAsFault() throws Exception {
      AtomicReference<Call> running = new AtomicReference<>();
      CompletableFuture<IOException> failure = new CompletableFuture<>();
      Segment segment =
          recorded.trace(
              () -> {
                running.set(CLIENT.newCall(to(server.url("/silent"))));
                running
                    .get()
                    .enqueue(
                        new Callback() {
                          @Override
                          public void onFailure(Call call, IOException e) {
                            failure.complete(e);
                          }

                          @Override
                          public void onResponse(Call call, Response response) {
                            failure.complete(null);
                          }
                        });
                await().until(() -> server.requests().contains("GET /silent"));
                running.get().cancel();
                assertInstanceOf(IOException.class, failure.get());
              });
      Subsegment call = recorded.only(segment);
      assertTrue(call.fault());
      assertSame(failure.get(), call.exception().throwable());
    }
  }
}
