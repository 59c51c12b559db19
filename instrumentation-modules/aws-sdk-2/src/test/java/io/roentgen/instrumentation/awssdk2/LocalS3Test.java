package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.ServerProcess;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Against local-s3; what it does not send (id_2) against a stub. */
final class LocalS3Test {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static ServerProcess server;
  static URI uri;
  static S3Client client;
  static S3AsyncClient async;

  @BeforeAll
  static void start() {
    server = ServerProcess.localS3();
    uri = URI.create("http://127.0.0.1:" + server.port());
    client = Clients.sync(S3Client.builder(), uri).forcePathStyle(true).build();
    async = Clients.async(S3AsyncClient.builder(), uri).forcePathStyle(true).build();
    client.createBucket(b -> b.bucket("bills"));
    client.putObject(b -> b.bucket("bills").key("2026/1.txt"), RequestBody.fromString("forty"));
  }

  @AfterAll
  static void stop() {
    client.close();
    async.close();
    server.close();
  }

  @Test
  void recordsBucketAndKey() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              client.putObject(
                  b -> b.bucket("bills").key("2026/2.txt"), RequestBody.fromString("fifty"));
              client.headObject(b -> b.bucket("bills").key("2026/2.txt"));
              client.listObjectsV2(b -> b.bucket("bills"));
              async
                  .putObject(
                      b -> b.bucket("bills").key("2026/3.txt"), AsyncRequestBody.fromString("x"))
                  .join();
              async
                  .copyObject(
                      b ->
                          b.sourceBucket("bills")
                              .sourceKey("2026/3.txt")
                              .destinationBucket("bills")
                              .destinationKey("2026/4.txt"))
                  .join();
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(5, calls.size());
    List<String> operations =
        List.of("PutObject", "HeadObject", "ListObjectsV2", "PutObject", "CopyObject");
    for (int i = 0; i < calls.size(); i++) {
      Subsegment call = calls.get(i);
      assertEquals("S3", call.name());
      assertEquals(operations.get(i), call.aws().get("operation"));
      assertEquals("bills", call.aws().get("bucket_name"));
      assertEquals(200, call.status(), operations.get(i));
      assertFalse(call.fault() || call.error());
    }
    assertEquals("2026/2.txt", calls.get(0).aws().get("key"));
    assertEquals("2026/2.txt", calls.get(1).aws().get("key"));
    assertNull(calls.get(2).aws().get("key"));
    assertEquals("2026/3.txt", calls.get(3).aws().get("key"));
    assertEquals("2026/4.txt", calls.get(4).aws().get("key"));
    assertNotNull(calls.get(0).aws().get("request_id"));
  }

  @Test
  void endsAStreamWhenTheCallReturns() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              try (ResponseInputStream<GetObjectResponse> in =
                  client.getObject(b -> b.bucket("bills").key("2026/1.txt"))) {
                assertEquals("forty", new String(in.readAllBytes()));
              }
              assertEquals(
                  "forty",
                  async
                      .getObject(
                          b -> b.bucket("bills").key("2026/1.txt"),
                          AsyncResponseTransformer.toBytes())
                      .join()
                      .asUtf8String());
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(2, calls.size());
    for (Subsegment call : calls) {
      assertEquals("GetObject", call.aws().get("operation"));
      assertEquals(200, call.status());
      assertEquals(5, call.contentLength());
    }
  }

  @Test
  void recordsAMissingKeyAsError() throws Exception {
    Segment segment =
        recorded.trace(
            () ->
                assertThrows(
                    NoSuchKeyException.class,
                    () -> client.getObjectAsBytes(b -> b.bucket("bills").key("none"))));
    Subsegment call = recorded.only(segment);
    assertTrue(call.error());
    assertFalse(call.fault());
    assertEquals(404, call.status());
    assertTrue(call.exception().remote());
  }

  @Test
  void leavesPresigningAlone() throws Exception {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.US_WEST_2)
            .endpointOverride(uri)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build()) {
      Recorded.Action presign =
          () -> {
            List<String> signed =
                List.copyOf(
                    presigner
                        .presignGetObject(
                            p ->
                                p.signatureDuration(Duration.ofMinutes(1))
                                    .getObjectRequest(g -> g.bucket("bills").key("2026/1.txt")))
                        .signedHeaders()
                        .keySet());
            assertEquals(List.of("host"), signed);
          };
      assertTrue(recorded.children(recorded.trace(presign)).isEmpty());
      recorded.unsampled(presign);
    }
  }

  @Test
  void recordsBothIdsAndTakesNotModifiedForAnAnswer() throws Exception {
    try (AwsStub stub = new AwsStub();
        S3Client remote =
            Clients.sync(S3Client.builder(), stub.uri()).forcePathStyle(true).build()) {
      stub.answer(200, "", "x-amz-request-id", "R-4", "x-amz-id-2", "E-4")
          .answer(304, "", "x-amz-request-id", "R-5");
      Segment segment =
          recorded.trace(
              () -> {
                remote.headObject(b -> b.bucket("bills").key("k"));
                assertThrows(
                    RuntimeException.class,
                    () -> remote.getObject(b -> b.bucket("bills").key("k").ifNoneMatch("tag")));
              });
      List<Subsegment> calls = recorded.children(segment);
      assertEquals("R-4", calls.get(0).aws().get("request_id"));
      assertEquals("E-4", calls.get(0).aws().get("id_2"));
      assertEquals(304, calls.get(1).status());
      assertFalse(calls.get(1).fault() || calls.get(1).error());
    }
  }
}
