package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;

/** Calls that come to an end in another way than by an answer, and many at a time. */
final class AwsLifecycleTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final String TOPICS =
      "<ListTopicsResponse><ListTopicsResult><Topics/></ListTopicsResult>"
          + "<ResponseMetadata><RequestId>R</RequestId></ResponseMetadata></ListTopicsResponse>";

  static AwsStub stub = new AwsStub();

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.close();
    stub = new AwsStub();
  }

  private static SnsClient sync(ClientOverrideConfiguration configuration) {
    return Clients.sync(SnsClient.builder(), stub.uri())
        .overrideConfiguration(configuration)
        .build();
  }

  private static SnsAsyncClient async(ClientOverrideConfiguration configuration) {
    return Clients.async(SnsAsyncClient.builder(), stub.uri())
        .overrideConfiguration(configuration)
        .build();
  }

  private static ClientOverrideConfiguration configuration(
      Duration call, Duration attempt, int retries) {
    return ClientOverrideConfiguration.builder()
        .apiCallTimeout(call)
        .apiCallAttemptTimeout(attempt)
        .retryPolicy(r -> r.numRetries(retries))
        .build();
  }

  /** The one call that the action made and that failed, with what the application got. */
  private Subsegment failed(Callable<?> action, Class<? extends Throwable> type) throws Exception {
    Throwable[] thrown = new Throwable[1];
    Subsegment call =
        recorded.only(
            recorded.trace(() -> thrown[0] = assertThrows(Exception.class, action::call)));
    Throwable cause = thrown[0] instanceof CompletionException ? thrown[0].getCause() : thrown[0];
    assertInstanceOf(type, cause);
    assertTrue(call.fault() && !call.error() && !call.throttle());
    assertTrue(call.hasEnded());
    assertInstanceOf(type, call.exception().throwable());
    assertEquals("Sns", call.name());
    assertEquals("ListTopics", call.aws().get("operation"));
    return call;
  }

  @Test
  void endsWhenTheTimeForTheCallIsOver() throws Exception {
    stub.hang();
    ClientOverrideConfiguration hasty = configuration(Duration.ofMillis(300), null, 0);
    try (SnsClient sync = sync(hasty);
        SnsAsyncClient async = async(hasty)) {
      failed(sync::listTopics, ApiCallTimeoutException.class);
      failed(() -> async.listTopics().join(), ApiCallTimeoutException.class);
    }
  }

  @Test
  void countsAttemptsWhoseTimeIsOver() throws Exception {
    stub.hang();
    ClientOverrideConfiguration hasty = configuration(null, Duration.ofMillis(300), 1);
    try (SnsClient sync = sync(hasty);
        SnsAsyncClient async = async(hasty)) {
      Subsegment call = failed(sync::listTopics, ApiCallAttemptTimeoutException.class);
      assertEquals(1, call.aws().get("retries"));
      call = failed(() -> async.listTopics().join(), ApiCallAttemptTimeoutException.class);
      assertEquals(1, call.aws().get("retries"));
    }
  }

  /** The last answer was a refusal, but it is not what the call ended with. */
  @Test
  void doesNotTakeAnAnswerThatWasToBeTriedAgainForTheEnd() throws Exception {
    stub.answer(400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>");
    ClientOverrideConfiguration hasty =
        ClientOverrideConfiguration.builder()
            .apiCallTimeout(Duration.ofMillis(500))
            .retryPolicy(
                r ->
                    r.numRetries(3)
                        .backoffStrategy(c -> Duration.ofSeconds(60))
                        .throttlingBackoffStrategy(c -> Duration.ofSeconds(60)))
            .build();
    try (SnsClient sync = sync(hasty);
        SnsAsyncClient async = async(hasty)) {
      Subsegment call = failed(sync::listTopics, ApiCallTimeoutException.class);
      assertEquals(0, call.status());
      call = failed(() -> async.listTopics().join(), ApiCallTimeoutException.class);
      assertEquals(0, call.status());
    }
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws Exception {
    stub.hang();
    try (SnsClient sync = sync(configuration(null, null, 0))) {
      Callable<?> interrupted =
          () -> {
            Thread.currentThread().interrupt();
            try {
              return sync.listTopics();
            } finally {
              assertTrue(Thread.interrupted(), "still interrupted, as without us");
            }
          };
      failed(interrupted, AbortedException.class);
    }
  }

  @Test
  void endsWhenItsFutureIsCancelled() throws Exception {
    stub.hang();
    try (SnsAsyncClient async = async(configuration(null, null, 0))) {
      failed(
          () -> {
            CompletableFuture<?> future = async.listTopics();
            future.cancel(true);
            return future.get();
          },
          CancellationException.class);
      failed(
          () -> {
            CompletableFuture<?> future = async.listTopics();
            future.completeExceptionally(new IllegalStateException("enough"));
            return future.join();
          },
          IllegalStateException.class);
    }
  }

  @Test
  void endsWhenItsClientIsClosed() throws Exception {
    stub.hang();
    SdkHttpClient http = ApacheHttpClient.builder().socketTimeout(Duration.ofSeconds(2)).build();
    SdkAsyncHttpClient asyncHttp =
        NettyNioAsyncHttpClient.builder().readTimeout(Duration.ofSeconds(2)).build();
    SnsClient sync =
        Clients.sync(SnsClient.builder(), stub.uri())
            .httpClient(http)
            .overrideConfiguration(configuration(null, null, 0))
            .build();
    SnsAsyncClient async =
        Clients.async(SnsAsyncClient.builder(), stub.uri())
            .httpClient(asyncHttp)
            .overrideConfiguration(configuration(null, null, 0))
            .build();
    failed(
        () -> {
          CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> closeOnArrival(http));
          try {
            return sync.listTopics();
          } finally {
            closing.join();
          }
        },
        Exception.class);
    stub.requests().clear();
    failed(
        () -> {
          CompletableFuture<?> call = async.listTopics();
          closeOnArrival(asyncHttp);
          return call.join();
        },
        Exception.class);
    sync.close();
    async.close();
    failed(sync::listTopics, Exception.class);
  }

  private static void closeOnArrival(AutoCloseable client) {
    while (stub.requests().isEmpty()) {
      Thread.onSpinWait();
    }
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Throws in the one method named. */
  private record Broken(String where) implements ExecutionInterceptor {

    static final List<String> METHODS =
        List.of(
            "beforeExecution",
            "modifyRequest",
            "beforeMarshalling",
            "modifyHttpRequest",
            "beforeTransmission",
            "afterTransmission",
            "modifyResponse",
            "afterExecution");

    private void maybe(String method) {
      if (method.equals(where)) {
        throw new IllegalStateException(where);
      }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      maybe("beforeExecution");
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      maybe("modifyRequest");
      return context.request();
    }

    @Override
    public void beforeMarshalling(
        Context.BeforeMarshalling context, ExecutionAttributes attributes) {
      maybe("beforeMarshalling");
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      maybe("modifyHttpRequest");
      return context.httpRequest();
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      maybe("beforeTransmission");
    }

    @Override
    public void afterTransmission(
        Context.AfterTransmission context, ExecutionAttributes attributes) {
      maybe("afterTransmission");
    }

    @Override
    public SdkResponse modifyResponse(
        Context.ModifyResponse context, ExecutionAttributes attributes) {
      maybe("modifyResponse");
      return context.response();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      maybe("afterExecution");
    }
  }

  @Test
  void endsWhereverAnInterceptorThrows() throws Exception {
    stub.answer(200, TOPICS);
    for (String where : Broken.METHODS) {
      ClientOverrideConfiguration broken =
          ClientOverrideConfiguration.builder()
              .addExecutionInterceptor(new Broken(where))
              .retryPolicy(r -> r.numRetries(0))
              .build();
      try (SnsClient sync = sync(broken);
          SnsAsyncClient async = async(broken)) {
        for (Callable<?> call :
            List.<Callable<?>>of(sync::listTopics, () -> async.listTopics().join())) {
          Subsegment subsegment = failed(call, Exception.class);
          Throwable cause = subsegment.exception().throwable();
          while (cause.getCause() != null) {
            cause = cause.getCause();
          }
          assertEquals(where, cause.getMessage());
        }
      }
    }
  }

  /** With the attributes of the call that it is a part of, ours among them. */
  @Test
  void isNotMixedUpWithACallOfAnInterceptor() throws Exception {
    stub.answer(200, TOPICS);
    try (SnsClient inner = sync(configuration(null, null, 0))) {
      ExecutionInterceptor asking =
          new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
              inner.listSubscriptions(
                  r -> r.overrideConfiguration(c -> c.executionAttributes(attributes)));
            }
          };
      try (SnsClient sync =
          sync(ClientOverrideConfiguration.builder().addExecutionInterceptor(asking).build())) {
        Subsegment call = recorded.only(recorded.trace(sync::listTopics));
        assertEquals("ListTopics", call.aws().get("operation"));
        assertEquals(0, call.aws().get("retries"));
        assertEquals(2, stub.requests().size());
        assertEquals(List.of(), stub.requests().get(0).header("X-Amzn-Trace-Id"));
        assertEquals(List.of(call.header()), stub.requests().get(1).header("X-Amzn-Trace-Id"));
      }
    }
  }

  /** A request may be used again, by several threads at once, and for several clients. */
  @Test
  void keepsCallsOfManyThreadsApart() throws Exception {
    stub.answer(200, TOPICS);
    int threads = 12;
    int rounds = 25;
    ListTopicsRequest request = ListTopicsRequest.builder().build();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (SnsClient sync = sync(configuration(null, null, 0));
        SnsAsyncClient async = async(configuration(null, null, 0))) {
      List<Future<List<Segment>>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        work.add(pool.submit(() -> requests(sync, async, request, rounds)));
      }
      Set<String> recordedHeaders = new HashSet<>();
      for (Future<List<Segment>> future : work) {
        for (Segment segment : future.get()) {
          List<Subsegment> calls = recorded.children(segment);
          assertEquals(3, calls.size());
          for (Subsegment call : calls) {
            assertTrue(call.hasEnded());
            assertFalse(call.fault() || call.error());
            assertEquals(0, call.aws().get("retries"));
            recordedHeaders.add(call.header());
          }
        }
      }
      Set<String> sent = new HashSet<>();
      for (AwsStub.Request arrived : stub.requests()) {
        assertTrue(sent.addAll(arrived.header("X-Amzn-Trace-Id")), "none twice");
      }
      assertEquals(recordedHeaders, sent);
      assertEquals(threads * rounds * 3, sent.size());
    } finally {
      pool.shutdown();
    }
  }

  private static List<Segment> requests(
      SnsClient sync, SnsAsyncClient async, ListTopicsRequest request, int rounds) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      TraceContext context = Tracer.enterSegment(null, "test", "GET", "/");
      sync.listTopics(request);
      CompletableFuture<?> first = async.listTopics(request);
      CompletableFuture<?> second = async.listTopics(request);
      first.join();
      second.join();
      Tracer.end(context);
      segments.add((Segment) context);
    }
    return segments;
  }

  /** What the user gave is what the client still has. */
  @Test
  void addsNothingToTheClientsConfiguration() throws Exception {
    List<ExecutionInterceptor> seen = Collections.synchronizedList(new ArrayList<>());
    ExecutionInterceptor own =
        new ExecutionInterceptor() {
          @Override
          public void afterExecution(
              Context.AfterExecution context, ExecutionAttributes attributes) {
            seen.add(this);
          }
        };
    ClientOverrideConfiguration configuration =
        ClientOverrideConfiguration.builder()
            .addExecutionInterceptor(own)
            .putHeader("X-Own", "1")
            .build();
    stub.answer(200, TOPICS);
    try (SnsClient sync = sync(configuration)) {
      ListTopicsRequest request =
          ListTopicsRequest.builder()
              .overrideConfiguration(c -> c.putHeader("X-Once", "2"))
              .build();
      recorded.trace(() -> sync.listTopics(request));
      assertEquals(List.of(own), seen);
      assertEquals(List.of(own), configuration.executionInterceptors());
      assertEquals(Map.of("X-Own", List.of("1")), configuration.headers());
      assertEquals(Map.of("X-Once", List.of("2")), request.overrideConfiguration().get().headers());
      assertSame(own, seen.get(0));
    }
  }
}
