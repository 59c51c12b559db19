package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Subsegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What a service refuses with: an error, a throttle or a fault, and never two that contradict. */
final class AwsRefusalsTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final AwsStub stub = new AwsStub();
  static final Map<String, AttributeValue> KEY =
      Map.of("id", AttributeValue.builder().s("17").build());

  static final DynamoDbClient dynamo =
      Clients.sync(DynamoDbClient.builder(), stub.uri())
          .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
          .build();
  static final DynamoDbAsyncClient dynamoAsync =
      Clients.async(DynamoDbAsyncClient.builder(), stub.uri())
          .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
          .build();
  static final S3Client s3 =
      Clients.sync(S3Client.builder(), stub.uri())
          .forcePathStyle(true)
          .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
          .build();
  static final S3AsyncClient s3Async =
      Clients.async(S3AsyncClient.builder(), stub.uri())
          .forcePathStyle(true)
          .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
          .build();
  static final LambdaClient lambda =
      Clients.sync(LambdaClient.builder(), stub.uri())
          .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
          .build();
  static final SnsClient sns =
      Clients.sync(SnsClient.builder(), stub.uri())
          .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
          .build();
  static final SqsClient sqs =
      Clients.sync(SqsClient.builder(), stub.uri())
          .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
          .build();

  @AfterAll
  static void stop() {
    for (AutoCloseable client : List.of(dynamo, dynamoAsync, s3, s3Async, lambda, sns, sqs)) {
      try {
        client.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    stub.close();
  }

  @Test
  void dynamoDb() throws Exception {
    check(400, json("ResourceNotFoundException"), "error 400", dynamoCalls());
    check(400, json("ConditionalCheckFailedException"), "error 400", dynamoCalls());
    check(400, json("ThrottlingException"), "throttle 400", dynamoCalls());
    check(400, json("ProvisionedThroughputExceededException"), "throttle 400", dynamoCalls());
    check(400, json("RequestLimitExceeded"), "throttle 400", dynamoCalls());
    check(429, json("NobodyKnows"), "throttle 429", dynamoCalls());
    check(500, json("InternalServerError"), "fault 500", dynamoCalls());
    check(503, json("ServiceUnavailable"), "fault 503", dynamoCalls());
    check(413, "not a document at all", "error 413", dynamoCalls());
    check(200, "{\"Item\": not a document", "fault 200", dynamoCalls());
  }

  private static List<Recorded.Action> dynamoCalls() {
    return List.of(
        () -> dynamo.getItem(r -> r.tableName("t").key(KEY)),
        () -> dynamoAsync.getItem(r -> r.tableName("t").key(KEY)).join());
  }

  @Test
  void s3() throws Exception {
    List<Recorded.Action> calls =
        List.of(
            () -> s3.listObjectsV2(r -> r.bucket("b")),
            () -> s3Async.listObjectsV2(r -> r.bucket("b")).join());
    check(503, xml("SlowDown"), "throttle 503", calls);
    check(503, xml("ServiceUnavailable"), "fault 503", calls);
    check(404, xml("NoSuchBucket"), "error 404", calls);
    check(403, xml("AccessDenied"), "error 403", calls);
    check(403, xml("RequestTimeTooSkewed"), "error 403", calls);
    check(500, xml("InternalError"), "fault 500", calls);
  }

  @Test
  void lambdaSnsAndSqs() throws Exception {
    List<Recorded.Action> invoke = List.of(() -> lambda.invoke(r -> r.functionName("f")));
    check(429, "{\"Reason\":\"CallerRateLimitExceeded\"}", "throttle 429", invoke);
    check(502, "{}", "fault 502", invoke);
    String throttled = "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
    check(400, throttled, "throttle 400", List.of(() -> sns.listTopics()));
    check(
        400,
        "{\"__type\":\"x#RequestThrottled\"}",
        "throttle 400",
        List.of(() -> sqs.listQueues()),
        "<ErrorResponse><Error><Code>RequestThrottled</Code></Error></ErrorResponse>");
  }

  /** The alternative is what an older version of the client expects. */
  private void check(
      int status, String body, String expected, List<Recorded.Action> calls, String... alternative)
      throws Exception {
    for (Recorded.Action call : calls) {
      Subsegment subsegment = refused(status, body, call);
      if (alternative.length > 0 && !subsegment.throttle()) {
        subsegment = refused(status, alternative[0], call);
      }
      List<String> flags = new ArrayList<>();
      if (subsegment.throttle()) {
        flags.add("throttle");
      } else if (subsegment.error()) {
        flags.add("error");
      }
      if (subsegment.fault()) {
        flags.add("fault");
      }
      flags.add(String.valueOf(subsegment.status()));
      assertEquals(expected, String.join(" ", flags), body);
      assertFalse(subsegment.throttle() && !subsegment.error(), "a throttle is an error");
      assertEquals("R-9", subsegment.aws().get("request_id"), body);
    }
  }

  private Subsegment refused(int status, String body, Recorded.Action call) throws Exception {
    stub.forget();
    stub.answer(status, body, "x-amzn-RequestId", "R-9");
    Throwable[] thrown = new Throwable[1];
    Subsegment subsegment =
        recorded.only(
            recorded.trace(() -> thrown[0] = assertThrows(RuntimeException.class, call::run)));
    if (thrown[0] instanceof CompletionException) {
      thrown[0] = thrown[0].getCause();
    }
    assertSame(thrown[0], subsegment.exception().throwable(), body);
    assertEquals(status >= 400, subsegment.exception().remote(), body);
    assertFalse(!(thrown[0] instanceof SdkException), body);
    assertEquals(stub.requests().size() - 1, subsegment.aws().get("retries"), body);
    return subsegment;
  }

  private static String json(String code) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"no\"}";
  }

  private static String xml(String code) {
    return "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
  }
}
