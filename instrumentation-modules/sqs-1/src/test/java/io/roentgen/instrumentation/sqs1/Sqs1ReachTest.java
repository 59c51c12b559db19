package io.roentgen.instrumentation.sqs1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.sqs.model.DeleteMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import io.roentgen.trace.Open;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways to get at messages; what follows then is that of the AWS SDK 2's messages. */
final class Sqs1ReachTest extends QueueContract {

  @BeforeEach
  void empty() {
    queue.empty();
  }

  private List<Message> received(String... bodies) throws Exception {
    for (String body : bodies) {
      recorded.trace(() -> queue.send(body));
    }
    return queue
        .client
        .receiveMessage(new ReceiveMessageRequest(queue.url).withMaxNumberOfMessages(10))
        .getMessages();
  }

  private static void delete(Message message) {
    queue.client.deleteMessage(queue.url, message.getReceiptHandle());
  }

  /** One segment a message, each below the call that sent it, with these calls in it. */
  private static void assertProcessed(int count, String... calls) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (recorded.segments().size() < 2 * count && System.nanoTime() - deadline < 0) {
      Thread.sleep(20);
      Open.sweep(false);
    }
    List<Segment> segments = recorded.segments();
    assertEquals(2 * count, segments.size());
    Map<Long, Segment> processing = new HashMap<>();
    segments.subList(count, 2 * count).forEach(s -> processing.put(s.parentId(), s));
    for (Segment sender : segments.subList(0, count)) {
      List<String> made = new ArrayList<>();
      for (Subsegment call : recorded.children(processing.remove(recorded.only(sender).id()))) {
        made.add((String) call.aws().get("operation"));
      }
      assertEquals(List.of(calls), made);
    }
    assertNull(Tracer.current());
  }

  @Test
  void processesInAStream() throws Exception {
    received("a", "b").stream()
        .filter(message -> message.getBody().length() == 1)
        .forEach(Sqs1ReachTest::delete);
    assertProcessed(2, "DeleteMessage");
  }

  @Test
  void processesWhereTheMessageIsHandedTo() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    CountDownLatch gate = new CountDownLatch(1);
    for (Message message : received("a", "b", "c")) {
      pool.execute(
          () -> {
            try {
              assertTrue(gate.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            delete(message);
          });
    }
    assertEquals(3, recorded.segments().size());
    gate.countDown();
    pool.shutdown();
    assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
    assertProcessed(3, "DeleteMessage");
  }

  @Test
  void processesAMessageTakenOutOfTheList() throws Exception {
    Message message = received("a").get(0);
    assertEquals("a", message.getBody());
    delete(message);
    assertProcessed(1, "DeleteMessage");
  }

  @Test
  void processesWhatIsDeletedAsABatch() throws Exception {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : received("a", "b")) {
      assertEquals(1, message.getBody().length());
      entries.add(
          new DeleteMessageBatchRequestEntry("i" + entries.size(), message.getReceiptHandle()));
    }
    queue.client.deleteMessageBatch(queue.url, entries);
    assertProcessed(2);
  }

  @Test
  void takesPrintingAndComparingForNoProcessing() throws Exception {
    List<Message> messages = received("a", "b");
    assertTrue(messages.toString().contains("Body: a"));
    assertTrue(messages.get(0).hashCode() != messages.get(1).hashCode());
    assertTrue(!messages.get(0).equals(messages.get(1)));
    assertNull(Tracer.current());
    assertEquals(2, recorded.segments().size());
    messages.forEach(Sqs1ReachTest::delete);
    assertProcessed(2, "DeleteMessage");
  }
}
