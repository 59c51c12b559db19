package io.roentgen.instrumentation.sqs1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.sqs.buffered.AmazonSQSBufferedAsyncClient;
import com.amazonaws.services.sqs.buffered.QueueBufferConfig;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageResult;
import io.roentgen.testing.RecordingServer.Sent;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that batches and polls ahead. */
final class BufferedTest extends QueueContract {

  /** Not shut down: that would take the client below along. */
  private AmazonSQSBufferedAsyncClient client;

  @BeforeEach
  void buffer() {
    queue.empty();
    // Waits for three messages, not for time; polls once ahead.
    QueueBufferConfig config =
        new QueueBufferConfig()
            .withMaxBatchSize(3)
            .withMaxBatchOpenMs(60_000)
            .withMaxInflightReceiveBatches(1)
            .withMaxDoneReceiveBatches(1)
            .withLongPollWaitTimeoutSeconds(1);
    client = new AmazonSQSBufferedAsyncClient(queue.async, config);
  }

  @Test
  void keepsTheMessagesOfABatchInTheirTraces() throws Exception {
    List<Future<SendMessageResult>> results = new ArrayList<>();
    Segment first = recorded.trace(() -> results.add(send("a")));
    results.add(send("b"));
    Segment third = (Segment) Tracer.enterSegment(null, "test", "GET", "/");
    results.add(send("c"));
    Tracer.end(third);
    for (Future<SendMessageResult> result : results) {
      assertNotNull(result.get().getMessageId());
    }
    Sent sent = queue.wire.only("SendMessageBatch");
    assertEquals(Arrays.asList(first.header(), null, third.header()), Wire.headers(sent));
    assertNull(sent.headers().getFirst("X-Amzn-Trace-Id"));
    Map<String, Segment> processed = new TreeMap<>();
    while (processed.size() < 3) {
      ReceiveMessageRequest receive =
          new ReceiveMessageRequest(queue.url).withMaxNumberOfMessages(10);
      for (Message message : client.receiveMessage(receive).getMessages()) {
        assertTrue(message.getAttributes().isEmpty());
        processed.put(message.getBody(), (Segment) Tracer.current());
      }
    }
    assertEquals(first.trace().traceId(), processed.get("a").trace().traceId());
    assertEquals(first.id(), processed.get("a").parentId());
    assertEquals(0, processed.get("b").parentId());
    assertEquals(third.trace().traceId(), processed.get("c").trace().traceId());
    assertEquals(5, recorded.segments().size());
  }

  @Test
  void leavesABatchOfOneTraceInIt() throws Exception {
    List<Future<SendMessageResult>> results = new ArrayList<>();
    recorded.unsampled(
        () -> {
          for (int i = 0; i < 3; i++) {
            results.add(send("a" + i));
          }
        });
    for (Future<SendMessageResult> result : results) {
      assertNotNull(result.get().getMessageId());
    }
    assertEquals(
        Collections.nCopies(3, "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0"),
        Wire.headers(queue.wire.only("SendMessageBatch")));
  }

  @Test
  void addsNothingOutsideOfATrace() throws Exception {
    List<Future<SendMessageResult>> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      results.add(send("a" + i));
    }
    for (Future<SendMessageResult> result : results) {
      assertNotNull(result.get().getMessageId());
    }
    Sent sent = queue.wire.only("SendMessageBatch");
    assertEquals(Arrays.asList(null, null, null), Wire.headers(sent));
    assertFalse(sent.body().contains("AWSTraceHeader"), sent.body());
    assertTrue(recorded.offered().isEmpty());
  }

  private Future<SendMessageResult> send(String body) {
    return client.sendMessageAsync(new SendMessageRequest(queue.url, body));
  }
}
