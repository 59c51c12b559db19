package io.roentgen.instrumentation.sqs1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.ReceiveMessageResult;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages from the sender to whoever processes them; against ElasticMQ. */
final class Sqs1Test extends QueueContract {

  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";

  @BeforeEach
  void empty() {
    queue.empty();
  }

  @Test
  void processesAMessageOnTheSendersTrace() throws Exception {
    Segment sender = recorded.trace(() -> queue.send("a"));
    Subsegment sent = recorded.only(sender);
    assertEquals("SendMessage", sent.aws().get("operation"));
    for (Message message : receive().getMessages()) {
      assertEquals("a", message.getBody());
      queue.client.deleteMessage(queue.url, message.getReceiptHandle());
    }
    Segment processing = lastSegment(2);
    assertEquals(TRACE, processing.trace().traceId());
    assertEquals(sent.id(), processing.parentId());
    assertEquals("test", processing.name());
    assertEquals(queue.url, processing.metadata().get("queue_url"));
    assertEquals("DeleteMessage", recorded.only(processing).aws().get("operation"));
    assertNull(Tracer.current());
  }

  @Test
  void showsTheApplicationOnlyWhatItAskedFor() throws Exception {
    recorded.trace(() -> queue.send("a"));
    recorded.trace(() -> queue.send("b"));
    recorded.trace(() -> queue.send("c"));
    ReceiveMessageResult plain = queue.client.receiveMessage(queue.url);
    assertTrue(plain.getMessages().get(0).getAttributes().isEmpty());
    assertFalse(plain.toString().contains(TRACE), plain.toString());
    Message count = receive("ApproximateReceiveCount");
    assertEquals(Map.of("ApproximateReceiveCount", "1"), count.getAttributes());
    Message all = receive("All");
    assertTrue(all.getAttributes().get("AWSTraceHeader").contains(TRACE));
  }

  /** Reached by reflection: only newer versions have it. */
  @Test
  void respectsTheNewerListOfNames() throws Exception {
    ReceiveMessageRequest request = new ReceiveMessageRequest(queue.url);
    try {
      ReceiveMessageRequest.class
          .getMethod("setMessageSystemAttributeNames", Collection.class)
          .invoke(request, List.of("SentTimestamp"));
    } catch (NoSuchMethodException e) {
      assertNotEquals("1.12.797", System.getProperty("sdk"));
      return;
    }
    recorded.trace(() -> queue.send("a"));
    for (Message message : queue.client.receiveMessage(request).getMessages()) {
      assertEquals(Set.of("SentTimestamp"), message.getAttributes().keySet());
      assertEquals("a", message.getBody());
    }
    assertEquals(TRACE, lastSegment(2).trace().traceId());
    assertEquals(
        List.of("SentTimestamp", "AWSTraceHeader"), Wire.asked(queue.wire.only("ReceiveMessage")));
  }

  @Test
  void isTheSameListInEverythingElse() throws Exception {
    recorded.trace(() -> queue.send("a"));
    recorded.trace(() -> queue.send("b"));
    ReceiveMessageResult result = receive();
    List<Message> messages = result.getMessages();
    assertEquals(2, messages.size());
    assertEquals(messages, result.getMessages());
    assertEquals(messages.hashCode(), result.getMessages().hashCode());
    assertEquals(result, result.clone());
    assertSame(messages.get(0), new ArrayList<>(messages).get(0));
    assertEquals(2, recorded.segments().size());
    for (int pass = 0; pass < 2; pass++) {
      for (Message message : result.getMessages()) {
        assertEquals(pass == 0, Tracer.current() != null, message.getBody());
      }
    }
    assertEquals(4, recorded.segments().size());
  }

  @Test
  void letsTheApplicationChangeTheList() throws Exception {
    recorded.trace(() -> queue.send("a"));
    recorded.trace(() -> queue.send("b"));
    ReceiveMessageResult result = receive();
    Message own = new Message().withBody("own");
    Message first = result.getMessages().get(0);
    result.getMessages().add(0, own);
    assertSame(own, result.getMessages().set(0, first));
    assertSame(first, result.getMessages().remove(1));
    assertEquals(2, result.getMessages().size());
    List<String> bodies = new ArrayList<>();
    result
        .getMessages()
        .forEach(message -> bodies.add(message.getBody() + (Tracer.current() != null)));
    bodies.sort(null);
    assertEquals(List.of("atrue", "btrue"), bodies);
    result.getMessages().clear();
    assertTrue(result.getMessages().isEmpty());
  }

  @Test
  void recordsNothingWhereThereIsNothing() {
    assertEquals(0, receive().getMessages().size());
    for (Message message : receive().getMessages()) {
      throw new AssertionError(message);
    }
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void beginsATraceForAMessageWithoutOne() {
    queue.send("a");
    for (Message message : receive().getMessages()) {
      assertEquals("a", message.getBody());
    }
    Segment processing = lastSegment(1);
    assertEquals(0, processing.parentId());
    assertNotEquals(TRACE, processing.trace().traceId());
  }

  @Test
  void followsTheSendersDecisionNotToSample() throws Exception {
    recorded.unsampled(() -> queue.send("a"));
    List<String> headers = new ArrayList<>();
    for (Message message : receive().getMessages()) {
      headers.add(Tracer.current().header());
      assertEquals("a", message.getBody());
    }
    assertEquals(List.of("Root=" + TRACE + ";Sampled=0"), headers);
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void endsALoopThatWasLeftWhenTheQueueIsPolledAgain() throws Exception {
    recorded.trace(() -> queue.send("a"));
    recorded.trace(() -> queue.send("b"));
    assertThrows(
        IllegalStateException.class,
        () -> {
          for (Message message : receive().getMessages()) {
            throw new IllegalStateException(message.getBody());
          }
        });
    assertEquals(2, recorded.segments().size());
    assertEquals(0, queue.async.receiveMessageAsync(request()).get().getMessages().size());
    assertTrue(recorded.children(lastSegment(3)).isEmpty());
    assertNull(Tracer.current());
  }

  @Test
  void worksWithTheAsynchronousClient() throws Exception {
    Segment sender =
        recorded.trace(() -> queue.async.sendMessageAsync(queue.url, "a").get().getMessageId());
    for (Message message : queue.async.receiveMessageAsync(request()).get().getMessages()) {
      assertEquals("a", message.getBody());
      assertTrue(message.getAttributes().isEmpty());
    }
    Segment processing = lastSegment(2);
    assertEquals(TRACE, processing.trace().traceId());
    assertEquals(recorded.only(sender).id(), processing.parentId());
  }

  private static ReceiveMessageRequest request() {
    return new ReceiveMessageRequest(queue.url).withMaxNumberOfMessages(10);
  }

  private static ReceiveMessageResult receive() {
    return queue.client.receiveMessage(request());
  }

  private static Message receive(String wish) {
    ReceiveMessageRequest request = new ReceiveMessageRequest(queue.url).withAttributeNames(wish);
    return queue.client.receiveMessage(request).getMessages().get(0);
  }

  private static Segment lastSegment(int count) {
    List<Segment> segments = recorded.segments();
    assertEquals(count, segments.size());
    return segments.get(count - 1);
  }
}
