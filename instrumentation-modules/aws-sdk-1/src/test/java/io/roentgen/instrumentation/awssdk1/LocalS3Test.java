package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.HttpMethod;
import com.amazonaws.services.s3.AmazonS3Client;
import com.amazonaws.services.s3.iterable.S3Objects;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.GeneratePresignedUrlRequest;
import com.amazonaws.services.s3.model.ListObjectsRequest;
import com.amazonaws.services.s3.model.ObjectListing;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.S3Object;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import com.amazonaws.services.s3.transfer.TransferManager;
import com.amazonaws.services.s3.transfer.TransferManagerConfiguration;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.ServerProcess;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Against local-s3. */
final class LocalS3Test {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static ServerProcess server;
  static AmazonS3Client client;

  @BeforeAll
  static void start() {
    server = ServerProcess.localS3();
    client = Clients.s3(URI.create("http://127.0.0.1:" + server.port()));
    client.createBucket("bills");
    put("2026/1.txt", "forty");
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  private static void put(String key, String text) {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(text.length());
    client.putObject("bills", key, new ByteArrayInputStream(text.getBytes()), metadata);
  }

  @Test
  void recordsBucketAndKey() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              put("2026/2.txt", "fifty");
              client.getObjectMetadata("bills", "2026/2.txt");
              client.listObjects("bills");
              client.copyObject("bills", "2026/2.txt", "bills", "2026/3.txt");
              client.deleteObject("bills", "2026/3.txt");
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(
        List.of("PutObject", "GetObjectMetadata", "ListObjects", "CopyObject", "DeleteObject"),
        DynamoDbLocalTest.operations(calls));
    for (Subsegment call : calls) {
      assertEquals("Amazon S3", call.name());
      assertEquals("bills", call.aws().get("bucket_name"));
      assertEquals("us-west-2", call.aws().get("region"));
      assertEquals(2, call.status() / 100);
      assertFalse(call.fault() || call.error());
      assertNotNull(call.aws().get("request_id"));
    }
    assertEquals("2026/2.txt", calls.get(0).aws().get("key"));
    assertEquals("2026/2.txt", calls.get(1).aws().get("key"));
    assertEquals("2026/3.txt", calls.get(3).aws().get("key"));
  }

  @Test
  void endsAStreamWhenTheCallReturns() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              try (S3Object object = client.getObject("bills", "2026/1.txt")) {
                assertEquals("forty", new String(object.getObjectContent().readAllBytes()));
              }
            });
    Subsegment call = recorded.only(segment);
    assertEquals("GetObject", call.aws().get("operation"));
    assertEquals(200, call.status());
    assertEquals(5, call.contentLength());
  }

  @Test
  void recordsAMissingKeyAsError() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              assertThrows(AmazonS3Exception.class, () -> client.getObject("bills", "none"));
              assertFalse(client.doesObjectExist("bills", "none"));
            });
    for (Subsegment call : recorded.children(segment)) {
      assertTrue(call.error());
      assertFalse(call.fault());
      assertEquals(404, call.status());
      assertTrue(call.exception().remote());
    }
  }

  @Test
  void leavesPresigningAlone() throws Exception {
    GeneratePresignedUrlRequest request =
        new GeneratePresignedUrlRequest("bills", "2026/1.txt", HttpMethod.GET)
            .withExpiration(new Date(System.currentTimeMillis() + 60_000));
    URL[] urls = new URL[1];
    Recorded.Action presign = () -> urls[0] = client.generatePresignedUrl(request);
    assertTrue(recorded.children(recorded.trace(presign)).isEmpty());
    String signed = urls[0].toString();
    assertFalse(signed.toLowerCase().contains("trace"), signed);
    recorded.unsampled(presign);
    assertFalse(urls[0].toString().toLowerCase().contains("trace"), signed);
    try (var in = urls[0].openStream()) {
      assertEquals("forty", new String(in.readAllBytes()));
    }
  }

  @Test
  void recordsEachPageOfAListing() throws Exception {
    client.createBucket("pages");
    for (String key : List.of("a", "b", "c")) {
      client.copyObject("bills", "2026/1.txt", "pages", key);
    }
    List<String> keys = new ArrayList<>();
    Segment segment =
        recorded.trace(
            () -> {
              ListObjectsRequest first = new ListObjectsRequest();
              first.withBucketName("pages").withMaxKeys(2);
              ObjectListing page = client.listObjects(first);
              while (page.isTruncated()) {
                page = client.listNextBatchOfObjects(page);
              }
              for (S3ObjectSummary object : S3Objects.inBucket(client, "pages")) {
                keys.add(object.getKey());
              }
            });
    assertEquals(List.of("a", "b", "c"), keys);
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(
        List.of("ListObjects", "ListObjects", "ListObjects"), DynamoDbLocalTest.operations(calls));
  }

  @Test
  void recordsTheRequestsOfATransfer(@TempDir File folder) throws Exception {
    TransferManagerConfiguration parts = new TransferManagerConfiguration();
    parts.setMultipartUploadThreshold(5L << 20);
    parts.setMinimumUploadPartSize(5L << 20);
    TransferManager manager = new TransferManager(client, Executors.newFixedThreadPool(2), false);
    manager.setConfiguration(parts);
    File large = new File(folder, "large");
    Files.write(large.toPath(), new byte[6 << 20]);
    File back = new File(folder, "back");
    Segment segment =
        recorded.trace(
            () -> {
              manager.upload("bills", "large", large).waitForCompletion();
              manager.download("bills", "large", back).waitForCompletion();
            });
    manager.shutdownNow(false);
    assertEquals(large.length(), back.length());
    List<Subsegment> calls = recorded.children(segment);
    List<Object> operations = DynamoDbLocalTest.operations(calls);
    assertEquals("InitiateMultipartUpload", operations.get(0));
    assertTrue(
        new TreeSet<>(operations)
            .containsAll(List.of("CompleteMultipartUpload", "GetObject", "UploadPart")),
        operations.toString());
    for (Subsegment call : calls) {
      assertEquals("bills", call.aws().get("bucket_name"));
      assertEquals("large", call.aws().get("key"));
      assertEquals(0, call.aws().get("retries"));
    }
  }
}
