package io.roentgen.instrumentation.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roentgen.trace.Entity;
import io.roentgen.trace.Open;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Messages that are put aside first and processed later; against ElasticMQ. */
@Timeout(120)
final class SqsHandOverTest extends QueueContract {

  @BeforeEach
  void empty() {
    queue.client.purgeQueue(r -> r.queueUrl(queue.url));
  }

  @Test
  void takesCopyingForNoProcessing() throws Exception {
    Segment sender =
        recorded.trace(() -> queue.client.sendMessage(r -> r.queueUrl(queue.url).messageBody("a")));
    java.util.Queue<Message> later = new ConcurrentLinkedQueue<>();
    later.addAll(queue.client.receiveMessage(r -> r.queueUrl(queue.url)).messages());
    assertEquals(1, recorded.segments().size());
    process(ReceiveMessageResponse.builder().messages(later).build(), sender);
  }

  /** A call may end after who waits for its answer has it, and before or after its segment. */
  private List<Subsegment> calls(List<Segment> senders, int number) throws InterruptedException {
    List<Subsegment> ended = new ArrayList<>();
    for (Segment sender : senders) {
      ended.addAll(recorded.children(sender));
    }
    while (true) {
      List<Subsegment> calls = new ArrayList<>(ended);
      for (Entity entity : recorded.offered()) {
        if (entity instanceof Subsegment call) {
          calls.add(call);
        }
      }
      if (calls.size() >= number) {
        return calls;
      }
      Thread.sleep(20);
    }
  }

  /** Reached by reflection: the oldest version has none. Ten messages fill a batch. */
  @Test
  void goesThroughTheBatchManager() throws Exception {
    Method maker =
        Arrays.stream(SqsAsyncClient.class.getMethods())
            .filter(method -> method.getName().equals("batchManager"))
            .findFirst()
            .orElse(null);
    assumeTrue(maker != null, "this version of the SDK has no batch manager");
    try (AutoCloseable manager = (AutoCloseable) maker.invoke(queue.async)) {
      Class<?> type = maker.getReturnType();
      List<CompletableFuture<?>> sent = new ArrayList<>();
      Method send = type.getMethod("sendMessage", SendMessageRequest.class);
      SendMessageRequest request =
          SendMessageRequest.builder().queueUrl(queue.url).messageBody("a").build();
      sent.add((CompletableFuture<?>) send.invoke(manager, request));
      List<Segment> senders = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        senders.add(
            recorded.trace(() -> sent.add((CompletableFuture<?>) send.invoke(manager, request))));
      }
      CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0])).join();
      Set<Long> parents = new HashSet<>(Set.of(0L));
      for (Subsegment call : calls(senders, 9)) {
        assertEquals("SendMessage", call.aws().get("operation"));
        assertEquals(queue.url, call.aws().get("queue_url"));
        assertTrue(call.aws().get("message_id") != null);
        parents.add(call.id());
      }
      assertEquals(10, parents.size(), "no call but the nine");
      Method receive = type.getMethod("receiveMessage", ReceiveMessageRequest.class);
      Method delete = type.getMethod("deleteMessage", DeleteMessageRequest.class);
      List<CompletableFuture<?>> deleted = new ArrayList<>();
      while (deleted.size() < 10) {
        Object response =
            ((CompletableFuture<?>)
                    receive.invoke(
                        manager,
                        ReceiveMessageRequest.builder()
                            .queueUrl(queue.url)
                            .waitTimeSeconds(5)
                            .build()))
                .join();
        for (Message message : ((ReceiveMessageResponse) response).messages()) {
          assertEquals("a", message.body());
          deleted.add(
              (CompletableFuture<?>)
                  delete.invoke(
                      manager,
                      DeleteMessageRequest.builder()
                          .queueUrl(queue.url)
                          .receiptHandle(message.receiptHandle())
                          .build()));
        }
      }
      CompletableFuture.allOf(deleted.toArray(new CompletableFuture<?>[0])).join();
      while (Open.isWatching()) {
        Thread.sleep(20);
        Open.sweep(false);
      }
      List<Segment> processed = recorded.segments();
      processed.removeAll(senders);
      assertEquals(10, processed.size());
      for (Segment segment : processed) {
        assertTrue(parents.remove(segment.parentId()), "each message's own sender");
        assertEquals("DeleteMessage", recorded.only(segment).aws().get("operation"));
      }
    }
  }

  private static void process(ReceiveMessageResponse response, Segment sender) {
    assertEquals(List.of("a"), response.messages().stream().map(Message::body).toList());
    for (Message message : response.messages()) {
      assertEquals("a", message.body());
    }
    List<Segment> segments = recorded.segments();
    assertEquals(2, segments.size());
    assertEquals(sender.trace().traceId(), segments.get(1).trace().traceId());
  }
}
