package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.ServerProcess;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.BlockingInputStreamAsyncRequestBody;
import software.amazon.awssdk.core.async.ResponsePublisher;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What S3 reads and writes as a stream: the call ends when the SDK's method or future does. */
final class AwsStreamsTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final byte[] CONTENT = "0123456789".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
  static final GetObjectRequest GET =
      GetObjectRequest.builder().bucket("bills").key("large").build();
  static final PutObjectRequest PUT = PutObjectRequest.builder().bucket("bills").key("put").build();

  @TempDir static Path folder;

  static ServerProcess server;
  static S3Client client;
  static S3AsyncClient async;

  @BeforeAll
  static void start() {
    server = ServerProcess.localS3();
    URI uri = URI.create("http://127.0.0.1:" + server.port());
    client = Clients.sync(S3Client.builder(), uri).forcePathStyle(true).build();
    async = Clients.async(S3AsyncClient.builder(), uri).forcePathStyle(true).build();
    client.createBucket(b -> b.bucket("bills"));
    client.putObject(b -> b.bucket("bills").key("large"), RequestBody.fromBytes(CONTENT));
  }

  @AfterAll
  static void stop() {
    client.close();
    async.close();
    server.close();
  }

  /** Runs each in a trace of its own, in which it has to be one call that succeeded. */
  private void check(String operation, Map<String, Recorded.Action> ways) throws Exception {
    for (Map.Entry<String, Recorded.Action> way : ways.entrySet()) {
      Subsegment call = recorded.only(recorded.trace(way.getValue()));
      assertTrue(call.hasEnded(), way.getKey());
      assertEquals("S3", call.name(), way.getKey());
      assertEquals(operation, call.aws().get("operation"), way.getKey());
      assertEquals(200, call.status(), way.getKey());
      assertFalse(call.fault() || call.error(), way.getKey());
      assertEquals(0, call.aws().get("retries"), way.getKey());
      if (operation.equals("GetObject")) {
        assertEquals(CONTENT.length, call.contentLength(), way.getKey());
      }
    }
  }

  @Test
  void reads() throws Exception {
    Map<String, Recorded.Action> ways = new LinkedHashMap<>();
    ways.put("bytes", () -> checkRead(client.getObjectAsBytes(GET).asByteArray()));
    ways.put("stream", () -> checkRead(client.getObject(GET).readAllBytes()));
    ways.put("stream that is not read", () -> client.getObject(GET).abort());
    ways.put(
        "file",
        () -> {
          Path file = folder.resolve("sync");
          client.getObject(GET, ResponseTransformer.toFile(file));
          checkRead(Files.readAllBytes(file));
        });
    ways.put(
        "output stream",
        () -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          client.getObject(GET, ResponseTransformer.toOutputStream(out));
          checkRead(out.toByteArray());
        });
    ways.put(
        "async bytes",
        () ->
            checkRead(
                async.getObject(GET, AsyncResponseTransformer.toBytes()).join().asByteArray()));
    ways.put(
        "async file",
        () -> {
          Path file = folder.resolve("async");
          async.getObject(GET, AsyncResponseTransformer.toFile(file)).join();
          checkRead(Files.readAllBytes(file));
        });
    ways.put(
        "async publisher",
        () -> {
          ResponsePublisher<GetObjectResponse> publisher =
              async.getObject(GET, AsyncResponseTransformer.toPublisher()).join();
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          publisher.subscribe(buffer -> write(buffer, out)).join();
          checkRead(out.toByteArray());
        });
    ways.put(
        "async input stream",
        () -> {
          try (InputStream in =
              async.getObject(GET, AsyncResponseTransformer.toBlockingInputStream()).join()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            checkRead(out.toByteArray());
          }
        });
    ways.put(
        "async input stream that is not read",
        () ->
            async.getObject(GET, AsyncResponseTransformer.toBlockingInputStream()).join().abort());
    check("GetObject", ways);
  }

  private static void write(ByteBuffer buffer, ByteArrayOutputStream out) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    out.writeBytes(bytes);
  }

  private static void checkRead(byte[] bytes) {
    assertEquals(
        new String(CONTENT, StandardCharsets.US_ASCII),
        new String(bytes, StandardCharsets.US_ASCII));
  }

  @Test
  void writes() throws Exception {
    Path file = Files.write(folder.resolve("source"), CONTENT);
    Map<String, Recorded.Action> ways = new LinkedHashMap<>();
    ways.put("bytes", () -> client.putObject(PUT, RequestBody.fromBytes(CONTENT)));
    ways.put("file", () -> client.putObject(PUT, RequestBody.fromFile(file)));
    ways.put(
        "stream",
        () ->
            client.putObject(
                PUT,
                RequestBody.fromInputStream(new ByteArrayInputStream(CONTENT), CONTENT.length)));
    ways.put("async bytes", () -> async.putObject(PUT, AsyncRequestBody.fromBytes(CONTENT)).join());
    ways.put("async file", () -> async.putObject(PUT, AsyncRequestBody.fromFile(file)).join());
    ways.put(
        "async publisher",
        () ->
            async
                .putObject(
                    PUT.toBuilder().contentLength((long) CONTENT.length).build(),
                    AsyncRequestBody.fromPublisher(
                        SdkPublisher.adapt(AsyncRequestBody.fromBytes(CONTENT))))
                .join());
    ways.put(
        "async input stream",
        () -> {
          BlockingInputStreamAsyncRequestBody body =
              AsyncRequestBody.forBlockingInputStream((long) CONTENT.length);
          CompletableFuture<?> put = async.putObject(PUT, body);
          body.writeInputStream(new ByteArrayInputStream(CONTENT));
          put.join();
        });
    check("PutObject", ways);
    checkRead(client.getObjectAsBytes(b -> b.bucket("bills").key("put")).asByteArray());
  }

  /** The call is over, what is read after it is the application's own work. */
  @Test
  void doesNotWaitForAStreamToBeRead() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              try (ResponseInputStream<GetObjectResponse> in = client.getObject(GET)) {
                assertTrue(Tracer.current() instanceof Segment, "nothing of the call is current");
                in.readAllBytes();
              }
              CompletableFuture<ResponsePublisher<GetObjectResponse>> future =
                  async.getObject(GET, AsyncResponseTransformer.toPublisher());
              assertTrue(Tracer.current() instanceof Segment, "nothing of the call is current");
              future.join().subscribe(buffer -> {}).join();
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(2, calls.size());
    assertTrue(calls.get(0).end() <= calls.get(1).start());
  }

  @Test
  void endsAStreamThatIsCut() throws Exception {
    try (AwsStub stub = new AwsStub();
        S3Client sync =
            Clients.sync(S3Client.builder(), stub.uri())
                .forcePathStyle(true)
                .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
                .build();
        S3AsyncClient cut =
            Clients.async(S3AsyncClient.builder(), stub.uri())
                .forcePathStyle(true)
                .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
                .build()) {
      stub.answerCut(200, "forty");
      Subsegment read =
          recorded.only(
              recorded.trace(
                  () -> assertThrows(IOException.class, () -> sync.getObject(GET).readAllBytes())));
      assertEquals(200, read.status());
      assertFalse(read.fault(), "the call has given what it promised, a stream");
      read =
          recorded.only(
              recorded.trace(
                  () -> assertThrows(SdkClientException.class, () -> sync.getObjectAsBytes(GET))));
      assertTrue(read.fault() && !read.error());
      assertEquals(1, read.aws().get("retries"));
      read =
          recorded.only(
              recorded.trace(
                  () ->
                      assertThrows(
                          CompletionException.class,
                          () -> cut.getObject(GET, AsyncResponseTransformer.toBytes()).join())));
      assertTrue(read.fault() && !read.error());
      assertEquals(1, read.aws().get("retries"));
    }
  }
}
