package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.SnsAsyncClient;

/** Refused, retried, unanswered and cancelled calls, on answers of a stub. */
final class AwsFailuresTest extends ItemsContract {

  @Test
  void tellsTheCallersMistakeFromTheServicesFailure() throws Exception {
    stub.answer(400, error("ResourceNotFoundException"), "x-amzn-RequestId", "R-2");
    Segment segment =
        recorded.trace(
            () -> assertThrows(ResourceNotFoundException.class, () -> client.getItem(GET)));
    Subsegment call = recorded.only(segment);
    assertTrue(call.error());
    assertFalse(call.fault() || call.throttle());
    assertEquals(400, call.status());
    assertEquals("R-2", call.aws().get("request_id"));
    assertTrue(call.exception().remote());
    assertEquals(
        ResourceNotFoundException.class.getName(),
        call.exception().throwable().getClass().getName());

    stub.forget();
    stub.answer(500, error("InternalServerError"));
    segment =
        recorded.trace(() -> assertThrows(DynamoDbException.class, () -> client.getItem(GET)));
    call = recorded.only(segment);
    assertTrue(call.fault());
    assertFalse(call.error() || call.throttle());
    assertEquals(500, call.status());
  }

  @Test
  void recognisesAThrottleWithStatus400() throws Exception {
    stub.answer(400, error("ProvisionedThroughputExceededException"));
    Segment segment =
        recorded.trace(
            () -> {
              CompletionException thrown =
                  assertThrows(CompletionException.class, () -> async.getItem(GET).join());
              assertSame(
                  ProvisionedThroughputExceededException.class, thrown.getCause().getClass());
            });
    Subsegment call = recorded.only(segment);
    assertTrue(call.throttle() && call.error());
    assertFalse(call.fault());
    assertEquals(1, call.aws().get("retries"));
    assertEquals(2, stub.requests().size());
  }

  @Test
  void countsRetriesOfACallThatSucceeded() throws Exception {
    stub.answer(500, error("InternalServerError")).answer(200, "{}");
    Subsegment call = recorded.only(recorded.trace(() -> client.getItem(GET)));
    assertEquals(1, call.aws().get("retries"));
    assertEquals(200, call.status());
    assertFalse(call.fault());
    for (AwsStub.Request request : stub.requests()) {
      assertEquals(List.of(call.header()), request.header("X-Amzn-Trace-Id"));
    }
  }

  @Test
  void recordsAFailedConnectionAsFault() throws Exception {
    URI dead = URI.create("http://127.0.0.1:" + LocalHttpServer.deadPort());
    try (DynamoDbClient lost =
            Clients.sync(DynamoDbClient.builder(), dead)
                .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(0)))
                .build();
        DynamoDbAsyncClient lostAsync =
            Clients.async(DynamoDbAsyncClient.builder(), dead)
                .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(0)))
                .build()) {
      Segment segment =
          recorded.trace(() -> assertThrows(SdkClientException.class, () -> lost.getItem(GET)));
      checkLost(recorded.only(segment));
      segment =
          recorded.trace(
              () -> assertThrows(CompletionException.class, () -> lostAsync.getItem(GET).join()));
      checkLost(recorded.only(segment));
    }
  }

  private static void checkLost(Subsegment call) {
    assertTrue(call.fault());
    assertFalse(call.error());
    assertEquals(0, call.status());
    assertEquals("orders", call.aws().get("table_name"));
    assertTrue(call.exception().throwable() instanceof SdkClientException);
    assertFalse(call.exception().remote());
  }

  /**
   * Not DynamoDB: newer versions of that client go on with the call when its future is cancelled.
   */
  @Test
  void endsACancelledCall() throws Exception {
    try (AwsStub silent = new AwsStub();
        SnsAsyncClient sns = Clients.async(SnsAsyncClient.builder(), silent.uri()).build()) {
      silent.hang();
      Segment segment =
          recorded.trace(
              () -> assertTrue(sns.publish(r -> r.topicArn("t").message("m")).cancel(true)));
      Subsegment call = recorded.only(segment);
      assertTrue(call.fault());
      assertSame(CancellationException.class, call.exception().throwable().getClass());
    }
  }

  private static String error(String code) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"no\"}";
  }
}
