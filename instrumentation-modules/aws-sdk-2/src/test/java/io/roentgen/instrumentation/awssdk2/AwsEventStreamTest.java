package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.SigV4;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** An answer that is a stream of events: the call ends with the last one. */
@Timeout(60)
final class AwsEventStreamTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

  private final AtomicInteger events = new AtomicInteger();
  private AwsStub stub;
  private KinesisAsyncClient client;

  @BeforeEach
  void start() {
    stub = new AwsStub();
    // Which versions of the client read CBOR among the events, and which JSON, differs.
    System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), "false");
    client =
        Clients.async(KinesisAsyncClient.builder(), stub.uri())
            .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(0)))
            .build();
  }

  @AfterEach
  void stop() {
    System.clearProperty(SdkSystemSetting.CBOR_ENABLED.property());
    client.close();
    stub.close();
  }

  private CompletableFuture<Void> subscribe() {
    return client.subscribeToShard(
        r ->
            r.consumerARN("arn:aws:kinesis:us-west-2:123456789012:stream/s/consumer/c:1")
                .shardId("0")
                .startingPosition(p -> p.type(ShardIteratorType.LATEST)),
        SubscribeToShardResponseHandler.builder()
            .subscriber(event -> events.incrementAndGet())
            .build());
  }

  /**
   * The one call that was made. The future that the application has completes with the last event;
   * newer versions end the call right after that, on another thread.
   */
  private Subsegment call(Recorded.Action action) throws Exception {
    Segment segment = recorded.trace(action);
    List<Subsegment> inside = recorded.children(segment);
    while (inside.isEmpty() && recorded.offered().size() < 2) {
      Thread.sleep(5);
    }
    Subsegment call = inside.isEmpty() ? (Subsegment) recorded.offered().get(1) : inside.get(0);
    assertEquals(segment.id(), call.parentId());
    return call;
  }

  private static byte[] stream(String... types) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String type : types) {
      Map<String, HeaderValue> headers = new LinkedHashMap<>();
      boolean exception = type.endsWith("Exception");
      headers.put(":message-type", HeaderValue.fromString(exception ? "exception" : "event"));
      headers.put(exception ? ":exception-type" : ":event-type", HeaderValue.fromString(type));
      headers.put(":content-type", HeaderValue.fromString("application/json"));
      new Message(headers, EMPTY).encode(out);
    }
    return out.toByteArray();
  }

  private void answer(byte[] stream) {
    stub.answer(
        200,
        stream,
        "Content-Type",
        "application/vnd.amazon.eventstream",
        "x-amzn-RequestId",
        "R-1");
  }

  @Test
  void endsWithTheLastEvent() throws Exception {
    answer(stream("initial-response", "SubscribeToShardEvent", "SubscribeToShardEvent"));
    Subsegment call = call(() -> subscribe().join());
    assertEquals(2, events.get());
    assertEquals("Kinesis", call.name());
    assertEquals("SubscribeToShard", call.aws().get("operation"));
    assertEquals("R-1", call.aws().get("request_id"));
    assertEquals("123456789012", call.aws().get("account_id"));
    assertEquals(200, call.status());
    assertFalse(call.fault() || call.error());
    assertTrue(call.hasEnded());
    assertEquals(List.of(call.header()), stub.requests().get(0).header("X-Amzn-Trace-Id"));
    SigV4.check(stub.requests().get(0), "secret");
  }

  @Test
  void endsWithAnExceptionAmongTheEvents() throws Exception {
    answer(stream("initial-response", "SubscribeToShardEvent", "ResourceNotFoundException"));
    Subsegment call = call(() -> assertThrows(CompletionException.class, () -> subscribe().join()));
    assertTrue(call.fault() ^ call.error());
    assertTrue(
        call.exception().throwable().getClass().getName().endsWith("ResourceNotFoundException"));
  }

  @Test
  void endsWhenItIsCancelled() throws Exception {
    stub.hang();
    Subsegment call = call(() -> subscribe().cancel(true));
    assertTrue(call.hasEnded() && call.fault());
  }
}
