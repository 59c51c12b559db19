package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.AmazonClientException;
import com.amazonaws.AmazonServiceException;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.retry.PredefinedRetryPolicies;
import com.amazonaws.retry.RetryPolicy;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.GetItemResult;
import com.amazonaws.services.dynamodbv2.model.ProvisionedThroughputExceededException;
import com.amazonaws.services.dynamodbv2.model.ResourceNotFoundException;
import com.amazonaws.services.s3.AmazonS3Client;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Refused, retried, unanswered and interrupted calls, on answers of a stub. */
final class AwsFailuresTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final AwsStub stub = new AwsStub();
  static final AmazonDynamoDBClient client = Clients.local(AmazonDynamoDBClient::new, stub.uri());
  static final AmazonS3Client s3 = Clients.s3(stub.uri());

  @AfterAll
  static void stop() {
    client.shutdown();
    s3.shutdown();
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.forget();
  }

  private static GetItemResult get(AmazonDynamoDBClient client) {
    return client.getItem(new GetItemRequest("orders", Map.of("id", new AttributeValue("17"))));
  }

  private static <T extends Throwable> Subsegment failed(Class<T> thrown, Recorded.Action action)
      throws Exception {
    Throwable[] caught = new Throwable[1];
    Segment segment = recorded.trace(() -> caught[0] = assertThrows(thrown, action::run));
    Subsegment call = recorded.only(segment);
    assertSame(caught[0], call.exception().throwable());
    return call;
  }

  @Test
  void tellsTheCallersMistakeFromTheServicesFailure() throws Exception {
    stub.answer(400, error("ResourceNotFoundException"), "x-amzn-RequestId", "R-2");
    Subsegment call = failed(ResourceNotFoundException.class, () -> get(client));
    assertTrue(call.error());
    assertFalse(call.fault() || call.throttle());
    assertEquals(400, call.status());
    assertTrue(call.contentLength() > 0);
    assertEquals("R-2", call.aws().get("request_id"));
    assertEquals(0, call.aws().get("retries"));
    assertTrue(call.exception().remote());

    stub.forget();
    stub.answer(500, error("InternalServerError"));
    call = failed(AmazonServiceException.class, () -> get(client));
    assertTrue(call.fault());
    assertFalse(call.error() || call.throttle());
    assertEquals(500, call.status());
    assertEquals(1, call.aws().get("retries"));
    assertTrue(call.exception().remote());
  }

  @Test
  void recognisesAThrottleWhateverItsStatus() throws Exception {
    stub.answer(400, error("ProvisionedThroughputExceededException"));
    checkThrottle(400, failed(ProvisionedThroughputExceededException.class, () -> get(client)));
    stub.forget();
    stub.answer(429, error("TooManyRequestsException"));
    checkThrottle(429, failed(AmazonServiceException.class, () -> get(client)));
    stub.forget();
    stub.answer(503, "<Error><Code>SlowDown</Code><RequestId>R</RequestId></Error>");
    checkThrottle(503, failed(AmazonS3Exception.class, () -> s3.deleteBucket("bills")));
  }

  private static void checkThrottle(int status, Subsegment call) {
    assertTrue(call.throttle() && call.error());
    assertFalse(call.fault());
    assertEquals(status, call.status());
    assertEquals(1, call.aws().get("retries"));
  }

  @Test
  void countsRetriesOfACallThatSucceeded() throws Exception {
    stub.answer(500, error("InternalServerError")).answer(200, "{}");
    Subsegment call = recorded.only(recorded.trace(() -> get(client)));
    assertEquals(1, call.aws().get("retries"));
    assertEquals(200, call.status());
    assertFalse(call.fault());
    assertNull(call.exception());
  }

  @Test
  void recordsAFailedConnectionAsFault() throws Exception {
    URI dead = URI.create("http://127.0.0.1:" + LocalHttpServer.deadPort());
    AmazonDynamoDBClient lost = Clients.local(AmazonDynamoDBClient::new, dead);
    Subsegment call = failed(AmazonClientException.class, () -> get(lost));
    assertTrue(call.fault());
    assertFalse(call.error());
    assertEquals(0, call.status());
    assertEquals(1, call.aws().get("retries"));
    assertFalse(call.exception().remote());
    lost.shutdown();
  }

  /** What was to be repeated is not what the call ended with. */
  @Test
  void forgetsARefusalThatIsNotThrown() throws Exception {
    stub.answer(400, error("ThrottlingException"), "x-amzn-RequestId", "R-3");
    RetryPolicy interrupted =
        new RetryPolicy(
            PredefinedRetryPolicies.DEFAULT_RETRY_CONDITION,
            (request, thrown, retries) -> {
              Thread.currentThread().interrupt();
              return 0;
            },
            1,
            false);
    AmazonDynamoDBClient hasty =
        Clients.at(
            new AmazonDynamoDBClient(
                Clients.CREDENTIALS, new ClientConfiguration().withRetryPolicy(interrupted)),
            stub.uri());
    Subsegment call = failed(AmazonClientException.class, () -> get(hasty));
    assertTrue(Thread.interrupted());
    assertTrue(call.fault());
    assertFalse(call.error() || call.throttle());
    assertEquals(0, call.status());
    assertNull(call.aws().get("request_id"));
    assertEquals(0, call.aws().get("retries"));
    hasty.shutdown();
  }

  @Test
  void recordsAnAnswerThatCannotBeReadAsFault() throws Exception {
    stub.answer(200, "<html>", "x-amzn-RequestId", "R-4");
    Subsegment call = failed(AmazonClientException.class, () -> get(client));
    assertTrue(call.fault());
    assertFalse(call.error());
    assertEquals(200, call.status());
    assertEquals("R-4", call.aws().get("request_id"));
  }

  @Test
  void endsACallThatTakesTooLong() throws Exception {
    try (AwsStub silent = new AwsStub()) {
      silent.hang();
      for (ClientConfiguration hurry :
          List.of(
              new ClientConfiguration().withClientExecutionTimeout(200),
              new ClientConfiguration().withRequestTimeout(200).withMaxErrorRetry(1),
              new ClientConfiguration().withSocketTimeout(200).withMaxErrorRetry(1))) {
        AmazonDynamoDBClient hasty =
            Clients.at(new AmazonDynamoDBClient(Clients.CREDENTIALS, hurry), silent.uri());
        Subsegment call = failed(AmazonClientException.class, () -> get(hasty));
        assertTrue(call.fault());
        assertEquals(0, call.status());
        if (hurry.getClientExecutionTimeout() == 0) {
          assertEquals(1, call.aws().get("retries"));
        }
        assertFalse(Thread.currentThread().isInterrupted());
        hasty.shutdown();
      }
    }
  }

  @Test
  void endsAnInterruptedCall() throws Exception {
    try (AwsStub silent = new AwsStub()) {
      silent.hang();
      AmazonDynamoDBClient stuck = Clients.local(AmazonDynamoDBClient::new, silent.uri());
      Thread caller = Thread.currentThread();
      Thread nervous =
          new Thread(
              () -> {
                Awaitility.await().until(() -> !silent.requests().isEmpty());
                // Blocked in a read that only a shutdown ends; the retry sees the interrupt.
                caller.interrupt();
                stuck.shutdown();
              });
      nervous.start();
      Subsegment call = failed(RuntimeException.class, () -> get(stuck));
      // Set or not: versions differ.
      Thread.interrupted();
      nervous.join();
      assertTrue(call.fault());
    }
  }

  @Test
  void leavesACancelledFutureToItsCall() throws Exception {
    stub.answer(200, "{}");
    AmazonDynamoDBAsyncClient async =
        Clients.at(
            new AmazonDynamoDBAsyncClient(
                Clients.CREDENTIALS, Clients.configuration(), Executors.newSingleThreadExecutor()),
            stub.uri());
    CountDownLatch free = new CountDownLatch(1);
    Segment segment =
        recorded.trace(
            () -> {
              async.getExecutorService().submit(() -> free.await(1, TimeUnit.MINUTES));
              Future<GetItemResult> never = async.getItemAsync(new GetItemRequest());
              assertTrue(never.cancel(true));
              free.countDown();
              stub.forget();
              stub.answer(400, error("ResourceNotFoundException"));
              ExecutionException thrown =
                  assertThrows(
                      ExecutionException.class,
                      () -> async.getItemAsync(new GetItemRequest()).get());
              assertSame(ResourceNotFoundException.class, thrown.getCause().getClass());
            });
    Subsegment call = recorded.only(segment);
    assertTrue(call.error());
    async.shutdown();
  }

  private static String error(String code) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"no\"}";
  }
}
