package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Subsegment;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Calls that come to an end in another way than by an answer. */
final class AwsLifecycleTest extends TopicsContract {

  private static ClientOverrideConfiguration configuration(
      Duration call, Duration attempt, int retries) {
    return ClientOverrideConfiguration.builder()
        .apiCallTimeout(call)
        .apiCallAttemptTimeout(attempt)
        .retryPolicy(r -> r.numRetries(retries))
        .build();
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
}
