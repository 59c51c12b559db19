package io.roentgen.instrumentation.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Against ElasticMQ. */
final class SqsTest extends QueueContract {

  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String OWN =
      "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1";

  @BeforeEach
  void empty() {
    queue.client.purgeQueue(r -> r.queueUrl(queue.url));
  }

  @Test
  void processesAMessageOnTheSendersTrace() throws Exception {
    Segment sender = recorded.trace(() -> send("a"));
    Subsegment sent = recorded.only(sender);
    assertEquals("SendMessage", sent.aws().get("operation"));
    for (Message message : receive().messages()) {
      queue.client.deleteMessage(r -> r.queueUrl(queue.url).receiptHandle(message.receiptHandle()));
    }
    Segment processing = lastSegment(2);
    assertEquals(TRACE, processing.trace().traceId());
    assertEquals(sent.id(), processing.parentId());
    assertEquals("test", processing.name());
    assertEquals(queue.url, processing.metadata().get("queue_url"));
    Subsegment call = recorded.only(processing);
    assertEquals("DeleteMessage", call.aws().get("operation"));
    assertEquals(queue.url, call.aws().get("queue_url"));
    assertNull(Tracer.current());
  }

  @Test
  void processesEachMessageOfABatchOnItsOwn() throws Exception {
    Segment sender =
        recorded.trace(
            () ->
                queue
                    .async
                    .sendMessageBatch(
                        r ->
                            r.queueUrl(queue.url)
                                .entries(
                                    e -> e.id("1").messageBody("a"),
                                    e ->
                                        e.id("2")
                                            .messageBody("b")
                                            .messageSystemAttributes(attribute(OWN))))
                    .join());
    Subsegment sent = recorded.only(sender);
    List<String> bodies = new ArrayList<>();
    queue
        .async
        .receiveMessage(r -> r.queueUrl(queue.url).maxNumberOfMessages(10))
        .join()
        .messages()
        .forEach(
            message -> bodies.add(message.body() + Tracer.current().header().substring(5, 40)));
    bodies.sort(null);
    assertEquals(List.of("a" + TRACE, "b1-67891233-abcdef012345678912345678"), bodies);
    List<Segment> segments = recorded.segments();
    assertEquals(3, segments.size());
    for (Segment segment : segments.subList(1, 3)) {
      long parent = segment.trace().traceId().equals(TRACE) ? sent.id() : 0x53995c3f42cd8ad8L;
      assertEquals(parent, segment.parentId());
    }
  }

  @Test
  void leavesAHeaderOfTheApplicationAlone() throws Exception {
    recorded.trace(
        () ->
            queue.client.sendMessage(
                r ->
                    r.queueUrl(queue.url)
                        .messageBody("a")
                        .messageSystemAttributes(attribute(OWN))));
    Message message = receive(r -> r.attributeNamesWithStrings("AWSTraceHeader"));
    assertEquals(OWN, message.attributesAsStrings().get("AWSTraceHeader"));
  }

  @Test
  void showsTheApplicationOnlyWhatItAskedFor() throws Exception {
    recorded.trace(() -> send("a"));
    recorded.trace(() -> send("b"));
    recorded.trace(() -> send("c"));
    ReceiveMessageResponse plain = queue.client.receiveMessage(r -> r.queueUrl(queue.url));
    assertFalse(plain.messages().get(0).hasAttributes());
    assertTrue(plain.messages().get(0).attributes().isEmpty());
    assertFalse(plain.toString().contains(TRACE), plain.toString());
    Message count = receive(r -> r.attributeNamesWithStrings("ApproximateReceiveCount"));
    assertEquals(Map.of("ApproximateReceiveCount", "1"), count.attributesAsStrings());
    Message all = receive(r -> r.attributeNames(QueueAttributeName.ALL));
    assertTrue(all.attributesAsStrings().get("AWSTraceHeader").contains(TRACE));
  }

  @Test
  void respectsTheNewerListOfNames() throws Exception {
    ReceiveMessageRequest.Builder builder = ReceiveMessageRequest.builder().queueUrl(queue.url);
    try {
      ReceiveMessageRequest.Builder.class
          .getMethod("messageSystemAttributeNamesWithStrings", Collection.class)
          .invoke(builder, List.of("SentTimestamp"));
    } catch (NoSuchMethodException e) {
      assertTrue(
          builder.build().sdkFields().stream()
              .noneMatch(field -> field.memberName().equals("MessageSystemAttributeNames")));
      return;
    }
    recorded.trace(() -> send("a"));
    for (Message message : queue.client.receiveMessage(builder.build()).messages()) {
      assertEquals(Set.of("SentTimestamp"), message.attributesAsStrings().keySet());
      assertEquals("a", message.body());
    }
    assertEquals(TRACE, lastSegment(2).trace().traceId());
  }

  @Test
  void isTheSameListInEverythingElse() throws Exception {
    recorded.trace(() -> send("a"));
    recorded.trace(() -> send("b"));
    ReceiveMessageResponse response = receive();
    List<Message> messages = response.messages();
    assertEquals(2, messages.size());
    assertEquals(messages, response.messages());
    assertEquals(messages.hashCode(), response.messages().hashCode());
    assertEquals(response, response.toBuilder().build());
    assertSame(messages.get(0), new ArrayList<>(messages).get(0));
    assertEquals(2, messages.stream().map(Message::body).distinct().count());
    assertTrue(messages.contains(messages.get(1)));
    assertThrows(UnsupportedOperationException.class, messages::clear);
    assertThrows(UnsupportedOperationException.class, () -> messages.remove(0));
    assertEquals(2, recorded.segments().size());
    for (int pass = 0; pass < 2; pass++) {
      for (Message message : response.messages()) {
        assertEquals(pass == 0, Tracer.current() != null, message.body());
      }
    }
    assertEquals(4, recorded.segments().size());
  }

  @Test
  void recordsNothingWhereThereIsNothing() {
    assertEquals(0, receive().messages().size());
    for (Message message : receive().messages()) {
      throw new AssertionError(message);
    }
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void beginsATraceForAMessageWithoutOne() {
    send("a");
    for (Message message : receive().messages()) {
      assertEquals("a", message.body());
    }
    Segment processing = lastSegment(1);
    assertEquals(0, processing.parentId());
    assertNotEquals(TRACE, processing.trace().traceId());
  }

  @Test
  void beginsATraceForAMessageWithAMalformedOne() {
    queue.client.sendMessage(
        r ->
            r.queueUrl(queue.url)
                .messageBody("a")
                .messageSystemAttributes(attribute("Root=1-nonsense;Parent=1;Sampled=0")));
    for (Message message : receive().messages()) {
      assertEquals("a", message.body());
    }
    Segment processing = lastSegment(1);
    assertEquals(0, processing.parentId());
    assertEquals(35, processing.trace().traceId().length());
  }

  /** The SDK checks the service's digest of them. */
  @Test
  void leavesTheMessagesAttributesAlone() throws Exception {
    Map<String, MessageAttributeValue> own = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      own.put(
          "n" + i, MessageAttributeValue.builder().dataType("String").stringValue("v" + i).build());
    }
    recorded.trace(
        () ->
            queue.client.sendMessage(
                r -> r.queueUrl(queue.url).messageBody("a").messageAttributes(own)));
    Message message = receive(r -> r.messageAttributeNames("All"));
    assertEquals(own, message.messageAttributes());
    assertFalse(message.hasAttributes());
  }

  @Test
  void followsTheSendersDecisionNotToSample() throws Exception {
    recorded.unsampled(() -> send("a"));
    List<String> headers = new ArrayList<>();
    for (Message message : receive().messages()) {
      headers.add(Tracer.current().header());
      assertEquals("a", message.body());
    }
    assertEquals(List.of("Root=" + TRACE + ";Sampled=0"), headers);
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void endsALoopThatWasLeftWhenTheQueueIsPolledAgain() throws Exception {
    recorded.trace(() -> send("a"));
    recorded.trace(() -> send("b"));
    assertThrows(
        IllegalStateException.class,
        () -> {
          for (Message message : receive().messages()) {
            throw new IllegalStateException(message.body());
          }
        });
    assertEquals(2, recorded.segments().size());
    receive();
    Segment processing = lastSegment(3);
    assertTrue(recorded.children(processing).isEmpty());
    assertNull(Tracer.current());
  }

  @Test
  void keepsTheSegmentOpenWhileAnotherQueueIsPolled() throws Exception {
    String other = queue.create("replies");
    recorded.trace(() -> send("a"));
    recorded.trace(() -> queue.client.sendMessage(r -> r.queueUrl(other).messageBody("b")));
    for (Message message : receive().messages()) {
      String outer = Tracer.current().header();
      for (Message reply : queue.client.receiveMessage(r -> r.queueUrl(other)).messages()) {
        assertNotEquals(outer, Tracer.current().header(), reply.body());
      }
      assertEquals(outer, Tracer.current().header(), message.body());
    }
    assertEquals(4, recorded.segments().size());
    assertNull(Tracer.current());
  }

  @Test
  void recordsWhatForEachThrows() throws Exception {
    recorded.trace(() -> send("a"));
    assertThrows(
        IllegalStateException.class,
        () ->
            receive()
                .messages()
                .forEach(
                    message -> {
                      throw new IllegalStateException(message.body());
                    }));
    Segment processing = lastSegment(2);
    assertTrue(processing.fault());
    assertEquals("a", processing.exception().message());
    assertNull(Tracer.current());
  }

  private static Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> attribute(
      String value) {
    return Map.of(
        MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
        MessageSystemAttributeValue.builder().dataType("String").stringValue(value).build());
  }

  private static void send(String body) {
    queue.client.sendMessage(r -> r.queueUrl(queue.url).messageBody(body));
  }

  private static ReceiveMessageResponse receive() {
    return queue.client.receiveMessage(r -> r.queueUrl(queue.url).maxNumberOfMessages(10));
  }

  private static Message receive(Consumer<ReceiveMessageRequest.Builder> wish) {
    return queue.client.receiveMessage(r -> wish.accept(r.queueUrl(queue.url))).messages().get(0);
  }

  private static Segment lastSegment(int count) {
    List<Segment> segments = recorded.segments();
    assertEquals(count, segments.size());
    return segments.get(count - 1);
  }
}
