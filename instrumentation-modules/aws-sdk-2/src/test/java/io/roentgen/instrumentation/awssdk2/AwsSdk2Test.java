package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What every service has in common, on answers of a stub. */
final class AwsSdk2Test extends ItemsContract {

  @Test
  void recordsACall() throws Exception {
    stub.answer(200, "{\"Item\":{}}", "x-amzn-RequestId", "R-1");
    checkSuccess(recorded.only(recorded.trace(() -> client.getItem(GET))));
  }

  @Test
  void recordsAnAsynchronousCallBeforeItsFutureCompletes() throws Exception {
    stub.answer(200, "{\"Item\":{}}", "x-amzn-RequestId", "R-1");
    checkSuccess(recorded.only(recorded.trace(() -> async.getItem(GET).join())));
  }

  private static void checkSuccess(Subsegment call) {
    assertEquals("DynamoDb", call.name());
    assertEquals("aws", call.namespace());
    assertEquals("GetItem", call.aws().get("operation"));
    assertEquals("us-west-2", call.aws().get("region"));
    assertEquals("orders", call.aws().get("table_name"));
    assertEquals("R-1", call.aws().get("request_id"));
    assertEquals(0, call.aws().get("retries"));
    assertEquals(200, call.status());
    assertEquals(11, call.contentLength());
    assertFalse(call.error() || call.throttle() || call.fault());
    assertNull(call.exception());
    AwsStub.Request request = stub.requests().get(0);
    assertEquals(List.of(call.header()), request.header("X-Amzn-Trace-Id"));
    String signature = request.header("Authorization").get(0);
    assertFalse(signature.toLowerCase().contains("trace-id"), signature);
  }

  @Test
  void takesWhatTheSdkDoesForCredentialsForAPartOfTheCall() throws Exception {
    stub.answer(200, "{}");
    AwsCredentialsProvider provider =
        () -> {
          client.listTables();
          return AwsBasicCredentials.create("key", "secret");
        };
    try (DynamoDbClient remote =
        Clients.sync(DynamoDbClient.builder(), stub.uri()).credentialsProvider(provider).build()) {
      Subsegment call = recorded.only(recorded.trace(() -> remote.getItem(GET)));
      assertEquals("GetItem", call.aws().get("operation"));
      assertEquals(0, call.aws().get("retries"));
      assertTrue(stub.requests().size() >= 2);
      for (AwsStub.Request request : stub.requests()) {
        boolean outer = request.header("X-Amz-Target").get(0).endsWith("GetItem");
        assertEquals(outer ? List.of(call.header()) : List.of(), request.header("X-Amzn-Trace-Id"));
      }
    }
  }

  @Test
  void leavesTheUsersConfigurationAlone() throws Exception {
    stub.answer(200, "{}");
    ExecutionInterceptor own =
        new ExecutionInterceptor() {
          @Override
          public SdkHttpRequest modifyHttpRequest(
              Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder()
                .putHeader("X-Own", "1")
                .putHeader("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793")
                .build();
          }
        };
    try (AwsStub silent = new AwsStub();
        DynamoDbClient configured =
            Clients.sync(DynamoDbClient.builder(), stub.uri())
                .overrideConfiguration(
                    c ->
                        c.addExecutionInterceptor(own)
                            .putHeader("X-Default", "2")
                            .retryPolicy(r -> r.numRetries(0)))
                .build();
        DynamoDbClient hasty =
            Clients.sync(DynamoDbClient.builder(), silent.uri())
                .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofMillis(200)))
                .build()) {
      GetItemRequest once =
          GET.toBuilder().overrideConfiguration(c -> c.putHeader("X-Once", "3")).build();
      Subsegment call = recorded.only(recorded.trace(() -> configured.getItem(once)));
      AwsStub.Request request = stub.requests().get(0);
      assertEquals(List.of("1"), request.header("X-Own"));
      assertEquals(List.of("2"), request.header("X-Default"));
      assertEquals(List.of("3"), request.header("X-Once"));
      assertEquals(List.of(call.header()), request.header("X-Amzn-Trace-Id"));
      silent.hang();
      Segment segment =
          recorded.trace(
              () -> assertThrows(ApiCallTimeoutException.class, () -> hasty.getItem(GET)));
      call = recorded.only(segment);
      assertTrue(call.fault());
      assertSame(ApiCallTimeoutException.class, call.exception().throwable().getClass());
    }
  }

  @Test
  void recordsTopicAndFunction() throws Exception {
    stub.answer(
        200,
        "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult>"
            + "<ResponseMetadata><RequestId>R-3</RequestId></ResponseMetadata></PublishResponse>");
    try (SnsClient sns = Clients.sync(SnsClient.builder(), stub.uri()).build()) {
      String topic = "arn:aws:sns:us-west-2:123456789012:shipped";
      Segment segment = recorded.trace(() -> sns.publish(r -> r.topicArn(topic).message("secret")));
      Subsegment call = recorded.only(segment);
      assertEquals("Sns", call.name());
      assertEquals(topic, call.aws().get("topic_arn"));
      assertEquals("R-3", call.aws().get("request_id"));
    }
    stub.forget();
    stub.answer(200, "{\"errorMessage\":\"x\"}", "X-Amz-Function-Error", "Unhandled");
    try (LambdaClient lambda = Clients.sync(LambdaClient.builder(), stub.uri()).build()) {
      Segment segment =
          recorded.trace(
              () ->
                  lambda.invoke(
                      r -> r.functionName("bill").payload(SdkBytes.fromUtf8String("{}"))));
      Subsegment call = recorded.only(segment);
      assertEquals("Lambda", call.name());
      assertEquals("bill", call.aws().get("function_name"));
    }
  }

  @Test
  void passesTheTraceOnWhenNotSampled() throws Exception {
    stub.answer(200, "{}");
    recorded.unsampled(
        () -> {
          client.getItem(GET);
          async.getItem(GET).join();
        });
    for (AwsStub.Request request : stub.requests()) {
      assertEquals(
          List.of("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0"),
          request.header("X-Amzn-Trace-Id"));
    }
    assertEquals(2, stub.requests().size());
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void leavesCallsOutsideOfATraceAlone() {
    stub.answer(200, "{}");
    client.getItem(GET);
    async.getItem(GET).join();
    for (AwsStub.Request request : stub.requests()) {
      assertEquals(List.of(), request.header("X-Amzn-Trace-Id"));
    }
    assertTrue(recorded.offered().isEmpty());
  }
}
