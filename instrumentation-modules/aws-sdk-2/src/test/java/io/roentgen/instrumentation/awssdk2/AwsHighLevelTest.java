package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.SigV4;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** What is built on the clients: one call for each that goes over the wire, and no other. */
final class AwsHighLevelTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  /** The digest of what is sent and received, which older versions check. */
  static final String TAG = "\"2b54fd1b555329a0f52e197e54903aca\"";

  static final AwsStub stub = new AwsStub();

  static final TableSchema<Order> ORDERS =
      TableSchema.builder(Order.class)
          .newItemSupplier(Order::new)
          .addAttribute(
              String.class,
              a ->
                  a.name("id")
                      .getter(order -> order.id)
                      .setter((order, id) -> order.id = id)
                      .tags(StaticAttributeTags.primaryPartitionKey()))
          .build();

  @TempDir static Path folder;

  /** An item. */
  static final class Order {
    String id;
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.forget();
  }

  /** Each request that arrived has a subsegment of its own, in this order. */
  private void check(Segment segment, String... operations) throws Exception {
    List<Subsegment> calls = recorded.children(segment);
    List<Object> names = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    for (Subsegment call : calls) {
      names.add(call.aws().get("operation"));
      headers.add(call.header());
      assertFalse(call.fault() || call.error());
      assertTrue(call.hasEnded());
    }
    assertEquals(List.of(operations), names);
    List<String> sent = new ArrayList<>();
    for (AwsStub.Request request : stub.requests()) {
      assertEquals(1, request.header("X-Amzn-Trace-Id").size());
      sent.addAll(request.header("X-Amzn-Trace-Id"));
      SigV4.check(request, "secret");
    }
    assertEquals(headers, sent);
  }

  @Test
  void enhancedDynamoDb() throws Exception {
    stub.answer(200, "{}")
        .answer(200, "{\"Item\":{\"id\":{\"S\":\"1\"}}}")
        .answer(
            200, "{\"Items\":[{\"id\":{\"S\":\"1\"}}],\"LastEvaluatedKey\":{\"id\":{\"S\":\"1\"}}}")
        .answer(200, "{\"Items\":[{\"id\":{\"S\":\"2\"}}]}")
        .answer(200, "{}");
    Order order = new Order();
    order.id = "1";
    try (DynamoDbClient client = Clients.sync(DynamoDbClient.builder(), stub.uri()).build();
        DynamoDbAsyncClient async =
            Clients.async(DynamoDbAsyncClient.builder(), stub.uri()).build()) {
      DynamoDbTable<Order> table =
          DynamoDbEnhancedClient.builder().dynamoDbClient(client).build().table("orders", ORDERS);
      Segment segment =
          recorded.trace(
              () -> {
                table.putItem(order);
                assertEquals("1", table.getItem(order).id);
                QueryConditional all =
                    QueryConditional.keyEqualTo(Key.builder().partitionValue("1").build());
                assertEquals(2, table.query(all).items().stream().count());
                DynamoDbEnhancedAsyncClient.builder()
                    .dynamoDbClient(async)
                    .build()
                    .table("orders", ORDERS)
                    .deleteItem(order)
                    .join();
              });
      check(segment, "PutItem", "GetItem", "Query", "Query", "DeleteItem");
    }
  }

  @Test
  void transferManager() throws Exception {
    Path source = Files.writeString(folder.resolve("source"), "forty");
    Path target = folder.resolve("target");
    try (S3AsyncClient s3 =
            Clients.async(S3AsyncClient.builder(), stub.uri()).forcePathStyle(true).build();
        S3TransferManager manager = S3TransferManager.builder().s3Client(s3).build()) {
      stub.answer(200, "", "ETag", TAG);
      Segment segment =
          recorded.trace(
              () ->
                  manager
                      .uploadFile(
                          u -> u.source(source).putObjectRequest(r -> r.bucket("b").key("k")))
                      .completionFuture()
                      .join());
      check(segment, "PutObject");
      stub.forget();
      stub.answer(200, "forty", "ETag", TAG);
      segment =
          recorded.trace(
              () ->
                  manager
                      .downloadFile(
                          d -> d.destination(target).getObjectRequest(r -> r.bucket("b").key("k")))
                      .completionFuture()
                      .join());
      assertEquals("forty", Files.readString(target));
      check(segment, "GetObject");
    }
  }

  /** Here the SDK leaves signing and tries to native code. */
  @Test
  void s3OfTheCommonRuntime() throws Exception {
    try (S3AsyncClient s3 =
        S3AsyncClient.crtBuilder()
            .endpointOverride(stub.uri())
            .region(Region.US_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build()) {
      stub.answer(200, "", "ETag", TAG);
      Segment segment =
          recorded.trace(
              () ->
                  s3.putObject(
                          r -> r.bucket("In_Path").key("k"), AsyncRequestBody.fromString("forty"))
                      .join());
      check(segment, "PutObject");
    }
  }

  @Test
  void presignedUrlsAreAsWithoutUs() throws Exception {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.US_WEST_2)
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build()) {
      GetObjectRequest get = GetObjectRequest.builder().bucket("b").key("k").build();
      String[] urls = new String[3];
      do {
        urls[0] = url(presigner, get);
        Segment segment = recorded.trace(() -> urls[1] = url(presigner, get));
        assertTrue(recorded.children(segment).isEmpty());
        recorded.unsampled(() -> urls[2] = url(presigner, get));
        // Until all three are of the same second.
      } while (!date(urls[0]).equals(date(urls[2])));
      assertEquals(urls[0], urls[1]);
      assertEquals(urls[0], urls[2]);
      assertFalse(urls[1].toLowerCase().contains("trace"), urls[1]);
    }
  }

  private static String url(S3Presigner presigner, GetObjectRequest get) {
    return presigner
        .presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(1)).getObjectRequest(get))
        .url()
        .toString();
  }

  private static String date(String url) {
    return url.replaceAll(".*X-Amz-Date=([0-9TZ]+).*", "$1");
  }
}
