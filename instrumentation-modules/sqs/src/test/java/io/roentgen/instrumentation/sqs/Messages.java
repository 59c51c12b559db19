package io.roentgen.instrumentation.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.Recorded;
import io.roentgen.trace.Open;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Messages that were sent on a trace each, and what became of them. */
final class Messages {

  private final Recorded recorded;
  private final Queue queue;
  private final List<Segment> senders = new ArrayList<>();

  Messages(Recorded recorded, Queue queue) {
    this.recorded = recorded;
    this.queue = queue;
    queue.client.purgeQueue(r -> r.queueUrl(queue.url));
  }

  /** Sends messages, each from a segment of its own. */
  Messages send(String... bodies) throws Exception {
    for (String body : bodies) {
      senders.add(
          recorded.trace(
              () -> queue.client.sendMessage(r -> r.queueUrl(queue.url).messageBody(body))));
    }
    return this;
  }

  List<Message> receive() {
    return response().messages();
  }

  ReceiveMessageResponse response() {
    return queue.client.receiveMessage(r -> r.queueUrl(queue.url).maxNumberOfMessages(10));
  }

  void delete(Message message) {
    queue.client.deleteMessage(r -> r.queueUrl(queue.url).receiptHandle(message.receiptHandle()));
  }

  /** A call that is recorded. */
  void work() {
    queue.client.getQueueUrl(r -> r.queueName("orders"));
  }

  /** So many segments of processing so far. */
  void none() {
    Open.sweep(false);
    assertEquals(senders.size(), recorded.segments().size());
  }

  /**
   * Waits until every message has been processed, and holds the segments against those that sent
   * them.
   *
   * @param calls of each
   */
  List<Segment> processed(String... calls) throws InterruptedException {
    int wanted = 2 * senders.size();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (recorded.segments().size() < wanted && System.nanoTime() - deadline < 0) {
      Thread.sleep(20);
      Open.sweep(false);
    }
    List<Segment> segments = recorded.segments();
    assertEquals(wanted, segments.size());
    segments.removeAll(senders);
    Set<Long> parents = new HashSet<>();
    for (Segment sender : senders) {
      parents.add(recorded.only(sender).id());
    }
    Set<Object> ids = new HashSet<>();
    for (Segment segment : segments) {
      assertTrue(parents.remove(segment.parentId()), "the message's parent, once");
      assertTrue(ids.add(segment.metadata().get("message_id")));
      List<String> made = new ArrayList<>();
      for (Subsegment call : recorded.children(segment)) {
        made.add((String) call.aws().get("operation"));
        assertTrue(call.start() >= segment.start() && call.end() <= segment.end());
      }
      assertEquals(List.of(calls), made);
    }
    return segments;
  }
}
