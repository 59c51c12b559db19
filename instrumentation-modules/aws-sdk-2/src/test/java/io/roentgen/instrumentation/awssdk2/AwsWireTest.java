package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.SigV4;
import io.roentgen.trace.Subsegment;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What a service gets: the header, once, whatever carries it, and a signature that holds. */
final class AwsWireTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final String HEADER = "X-Amzn-Trace-Id";
  static final String THEIRS = "Root=1-5f84c7c1-000000000000000000000001;Sampled=1";
  static final GetItemRequest GET =
      GetItemRequest.builder()
          .tableName("orders")
          .key(Map.of("id", AttributeValue.builder().s("17").build()))
          .build();

  static final AwsStub stub = new AwsStub();
  static final AtomicInteger attempts = new AtomicInteger();

  /** A call, made over an HTTP client that the test chooses. */
  private interface Call {
    void make(GetItemRequest request);
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.forget();
  }

  @Test
  void isOneCallWithOneSignedHeaderOnEveryHttpClient() throws Exception {
    int clients = 0;
    for (SdkHttpClient http : Clients.all()) {
      try (DynamoDbClient client =
          retrying(Clients.sync(DynamoDbClient.builder(), stub.uri()).httpClient(http)).build()) {
        checkClient(http.clientName(), client::getItem);
        clients++;
      }
      http.close();
    }
    for (SdkAsyncHttpClient http : Clients.allAsync()) {
      try (DynamoDbAsyncClient client =
          retrying(Clients.async(DynamoDbAsyncClient.builder(), stub.uri()).httpClient(http))
              .build()) {
        checkClient(http.clientName(), request -> client.getItem(request).join());
        clients++;
      }
      http.close();
    }
    // Newer versions have two more: over Apache HttpClient 5, and CRT's synchronous one.
    assertTrue(clients == 4 || clients == 6, "of all HTTP clients only " + clients);
  }

  private static <B extends SdkClientBuilder<B, ?>> B retrying(B builder) {
    ExecutionInterceptor counter =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            attempts.incrementAndGet();
          }
        };
    return builder.overrideConfiguration(
        c -> c.retryPolicy(r -> r.numRetries(2)).addExecutionInterceptor(counter));
  }

  private void checkClient(String name, Call call) throws Exception {
    stub.forget();
    stub.answer(500, "{}").answer(500, "{}").answer(200, "{\"Item\":{}}", "x-amzn-RequestId", "R");
    Subsegment retried = recorded.only(recorded.trace(() -> call.make(GET)));
    assertEquals("DynamoDb", retried.name(), name);
    assertEquals(2, retried.aws().get("retries"), name);
    assertEquals(200, retried.status(), name);
    assertEquals(11, retried.contentLength(), name);
    assertEquals("R", retried.aws().get("request_id"), name);
    assertFalse(retried.error() || retried.fault(), name);
    assertTrue(recorded.children(retried).isEmpty(), name);
    checkRequests(name, 3, retried.header());

    stub.forget();
    stub.answer(400, "{\"__type\":\"x#ResourceNotFoundException\"}");
    Subsegment refused =
        recorded.only(recorded.trace(() -> assertThrows(Exception.class, () -> call.make(GET))));
    assertTrue(refused.error() && !refused.fault(), name);
    assertEquals(400, refused.status(), name);
    checkRequests(name, 1, refused.header());

    stub.forget();
    stub.answer(200, "{}");
    recorded.unsampled(() -> call.make(GET));
    checkRequests(name, 1, "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
    stub.forget();
    stub.answer(200, "{}");
    call.make(GET);
    assertEquals(List.of(), stub.requests().get(0).header(HEADER), name);
  }

  private static void checkRequests(String name, int count, String header) throws Exception {
    assertEquals(count, stub.requests().size(), name);
    for (AwsStub.Request request : stub.requests()) {
      assertEquals(List.of(header), request.header(HEADER), name);
      SigV4.check(request, "secret");
    }
  }

  @Test
  void recordsAFailedConnectionOnEveryHttpClient() throws Exception {
    URI dead = URI.create("http://127.0.0.1:" + LocalHttpServer.deadPort());
    for (SdkHttpClient http : Clients.all()) {
      try (DynamoDbClient client =
          retrying(Clients.sync(DynamoDbClient.builder(), dead).httpClient(http)).build()) {
        checkLost(http.clientName(), client::getItem);
      }
      http.close();
    }
    for (SdkAsyncHttpClient http : Clients.allAsync()) {
      try (DynamoDbAsyncClient client =
          retrying(Clients.async(DynamoDbAsyncClient.builder(), dead).httpClient(http)).build()) {
        checkLost(http.clientName(), request -> client.getItem(request).join());
      }
      http.close();
    }
  }

  private void checkLost(String name, Call call) throws Exception {
    Exception[] thrown = new Exception[1];
    attempts.set(0);
    Subsegment lost =
        recorded.only(
            recorded.trace(() -> thrown[0] = assertThrows(Exception.class, () -> call.make(GET))));
    assertTrue(lost.fault() && !lost.error() && !lost.throttle(), name);
    assertEquals(0, lost.status(), name);
    // Netty's may find its pool exhausted first, and that is not tried again.
    assertEquals(attempts.get() - 1, lost.aws().get("retries"), () -> name + ": " + thrown[0]);
    Throwable cause = thrown[0] instanceof CompletionException ? thrown[0].getCause() : thrown[0];
    assertEquals(cause, lost.exception().throwable(), name);
  }

  @Test
  void signsEveryProtocolAsBefore() throws Exception {
    try (SqsClient sqs = Clients.sync(SqsClient.builder(), stub.uri()).build();
        SnsClient sns = Clients.sync(SnsClient.builder(), stub.uri()).build();
        LambdaClient lambda = Clients.sync(LambdaClient.builder(), stub.uri()).build();
        KinesisClient kinesis = Clients.sync(KinesisClient.builder(), stub.uri()).build();
        S3Client s3 = Clients.sync(S3Client.builder(), stub.uri()).forcePathStyle(true).build();
        S3AsyncClient s3Async =
            Clients.async(S3AsyncClient.builder(), stub.uri()).forcePathStyle(true).build()) {
      List<Recorded.Action> calls =
          List.of(
              () -> sqs.deleteMessage(r -> r.queueUrl(stub.uri() + "/1/q").receiptHandle("h")),
              () -> sns.publish(r -> r.topicArn("arn:aws:sns:a:b:c").message("m + ü")),
              () ->
                  lambda.invoke(r -> r.functionName("bill").payload(SdkBytes.fromUtf8String("{}"))),
              () -> kinesis.listStreams(),
              () -> s3.putObject(r -> r.bucket("b").key("a/1 2"), RequestBody.fromString("x")),
              () -> s3.listObjectsV2(r -> r.bucket("b").prefix("a/").delimiter("/")),
              () ->
                  s3Async
                      .putObject(r -> r.bucket("b").key("a/ü"), AsyncRequestBody.fromString("x"))
                      .join());
      for (Recorded.Action call : calls) {
        stub.forget();
        stub.answer(200, "");
        Subsegment subsegment =
            recorded.only(
                recorded.trace(
                    () -> {
                      try {
                        call.run();
                      } catch (SdkException emptyAnswer) {
                        // The request is what counts here.
                      }
                    }));
        assertFalse(stub.requests().isEmpty(), subsegment.name());
        for (AwsStub.Request request : stub.requests()) {
          assertEquals(List.of(subsegment.header()), request.header(HEADER), subsegment.name());
          SigV4.check(request, "secret");
        }
      }
    }
  }

  @Test
  void takesThePlaceOfAHeaderOfTheApplications() throws Exception {
    ExecutionInterceptor own =
        new ExecutionInterceptor() {
          @Override
          public SdkHttpRequest modifyHttpRequest(
              Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder().putHeader("x-amzn-trace-id", THEIRS).build();
          }
        };
    List<ClientOverrideConfiguration> configurations =
        List.of(
            ClientOverrideConfiguration.builder().addExecutionInterceptor(own).build(),
            ClientOverrideConfiguration.builder().putHeader(HEADER, THEIRS).build(),
            ClientOverrideConfiguration.builder()
                .headers(Map.of("X-AMZN-TRACE-ID", List.of(THEIRS, THEIRS)))
                .build(),
            ClientOverrideConfiguration.builder().build());
    GetItemRequest once =
        GET.toBuilder().overrideConfiguration(c -> c.putHeader(HEADER, THEIRS)).build();
    for (ClientOverrideConfiguration configuration : configurations) {
      try (DynamoDbClient client =
              Clients.sync(DynamoDbClient.builder(), stub.uri())
                  .overrideConfiguration(configuration)
                  .build();
          DynamoDbAsyncClient async =
              Clients.async(DynamoDbAsyncClient.builder(), stub.uri())
                  .overrideConfiguration(configuration)
                  .build()) {
        for (Call call : List.<Call>of(client::getItem, request -> async.getItem(request).join())) {
          stub.forget();
          stub.answer(500, "{}").answer(200, "{}");
          Subsegment subsegment = recorded.only(recorded.trace(() -> call.make(once)));
          checkRequests(configuration.toString(), 2, subsegment.header());
          stub.forget();
          stub.answer(200, "{}");
          call.make(once);
          List<String> values = new ArrayList<>(stub.requests().get(0).header(HEADER));
          assertTrue(values.contains(THEIRS), "outside of a trace it is theirs: " + values);
        }
      }
    }
  }
}
