package io.roentgen.instrumentation.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Segment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** The ways to reach a message other than by a loop over the response's list; against ElasticMQ. */
final class SqsReachTest extends QueueContract {

  private Messages messages;

  @BeforeEach
  void empty() {
    messages = new Messages(recorded, queue);
  }

  private void handle(Message message) {
    assertEquals(1, message.body().length());
    assertNotNull(Tracer.current());
    messages.work();
  }

  private void deleteTogether(List<Message> all) {
    queue.client.deleteMessageBatch(
        r ->
            r.queueUrl(queue.url)
                .entries(
                    all.stream()
                        .map(
                            message ->
                                DeleteMessageBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .build())
                        .toList()));
  }

  @Test
  void processesInAStream() throws Exception {
    messages.send("a", "b", "c");
    List<Message> all = messages.receive();
    all.stream().filter(message -> message.body().length() == 1).forEach(this::handle);
    messages.processed("GetQueueUrl");
    assertNull(Tracer.current());
  }

  @Test
  void processesInAParallelStream() throws Exception {
    messages.send("a", "b", "c", "d");
    messages.receive().parallelStream().forEach(this::handle);
    messages.processed("GetQueueUrl");
  }

  @Test
  void processesWhatAStreamHandsOver() throws Exception {
    messages.send("a", "b");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    messages.receive().stream()
        .map(message -> pool.submit(() -> handle(message)))
        .toList()
        .forEach(
            task -> {
              try {
                task.get();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    messages.processed("GetQueueUrl");
    pool.shutdown();
  }

  @Test
  void isNotMisledByAStreamThatSorts() throws Exception {
    messages.send("a", "b", "c");
    List<Message> sorted =
        messages.receive().stream()
            .filter(message -> !message.body().isEmpty())
            .sorted((left, right) -> left.body().compareTo(right.body()))
            .collect(Collectors.toList());
    messages.none();
    for (Message message : sorted) {
      handle(message);
      messages.delete(message);
      assertNull(Tracer.current());
    }
    messages.processed("GetQueueUrl", "DeleteMessage");
  }

  @Test
  void recordsWhatIsOnlyReadWhenItIsDeletedTogether() throws Exception {
    messages.send("a", "b");
    List<Message> all = messages.receive();
    assertEquals(
        List.of("a", "b"), all.stream().map(Message::body).sorted().collect(Collectors.toList()));
    messages.none();
    deleteTogether(all);
    messages.processed();
  }

  @Test
  void recordsWhatIsOnlyReadWhenItIsDeleted() throws Exception {
    messages.send("a");
    List<String> handles = new ArrayList<>();
    messages.receive().stream()
        .filter(message -> message.body().equals("a"))
        .map(Message::receiptHandle)
        .forEach(handles::add);
    queue.client.deleteMessage(r -> r.queueUrl(queue.url).receiptHandle(handles.get(0)));
    assertNull(Tracer.current());
    messages.processed("DeleteMessage");
  }

  @Test
  void processesOneThatIsTakenOutOfTheList() throws Exception {
    messages.send("a");
    Message message = messages.receive().get(0);
    assertNull(Tracer.current());
    handle(message);
    messages.delete(message);
    assertNull(Tracer.current());
    messages.processed("GetQueueUrl", "DeleteMessage");
  }

  @Test
  void goesOnToTheNextByItself() throws Exception {
    messages.send("a", "b", "c");
    List<Message> copy = new ArrayList<>(messages.receive());
    for (int i = 0; i < copy.size(); i++) {
      handle(copy.get(i));
    }
    deleteTogether(copy);
    assertNull(Tracer.current());
    messages.processed("GetQueueUrl");
  }

  @Test
  void endsWhenTheQueueIsPolledAgain() throws Exception {
    messages.send("a");
    handle(messages.receive().get(0));
    assertEquals(0, messages.receive().size());
    assertNull(Tracer.current());
    Segment processing = messages.processed("GetQueueUrl").get(0);
    assertTrue(processing.end() < processing.now());
  }

  @Test
  void endsWithTheTask() throws Exception {
    messages.send("a", "b");
    List<Message> all = messages.receive();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.execute(() -> handle(all.get(0)));
    assertNull(pool.submit(Tracer::current).get());
    pool.submit(() -> handle(all.get(1))).get();
    assertNull(pool.submit(Tracer::current).get());
    messages.processed("GetQueueUrl");
    pool.shutdown();
  }

  @Test
  void endsWithTheTaskOfAForkJoinPool() throws Exception {
    messages.send("a", "b", "c", "d");
    List<Message> all = messages.receive();
    IntStream.range(0, all.size()).parallel().forEach(i -> handle(all.get(i)));
    messages.processed("GetQueueUrl");
    assertNull(Tracer.current());
  }

  @Test
  void endsWithItsThread() throws Exception {
    messages.send("a");
    Message message = messages.receive().get(0);
    Thread thread = new Thread(() -> handle(message));
    thread.start();
    thread.join();
    messages.processed("GetQueueUrl");
  }

  @Test
  void leavesALoopThatWasLeftWhenTheTaskEnds() throws Exception {
    messages.send("a");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.submit(
            () -> {
              for (Message message : messages.receive()) {
                handle(message);
                return;
              }
            })
        .get();
    messages.processed("GetQueueUrl");
    pool.shutdown();
  }

  @Test
  void givesWayToARequest() throws Exception {
    messages.send("a");
    handle(messages.receive().get(0));
    TraceContext request = Tracer.enterSegment(null, "test", "GET", "/");
    assertNotNull(request);
    assertSame(request, Tracer.current());
    Tracer.end(request);
    assertNull(Tracer.current());
    assertEquals(3, recorded.segments().size());
  }

  @Test
  void isPartOfTheRequestThatReadsIt() throws Exception {
    messages.send("a");
    recorded.trace(
        () -> {
          TraceContext request = Tracer.current();
          Message message = messages.receive().get(0);
          assertEquals("a", message.body());
          assertSame(request, Tracer.current());
        });
    assertEquals(2, recorded.segments().size());
  }

  @Test
  void processesWhatAFutureBrings() throws Exception {
    messages.send("a", "b");
    queue
        .async
        .receiveMessage(r -> r.queueUrl(queue.url).maxNumberOfMessages(10))
        .thenAccept(
            response -> {
              for (Message message : response.messages()) {
                handle(message);
              }
            })
        .join();
    messages.processed("GetQueueUrl");
  }

  @Test
  void processesWhatFollowsOnAFuture() throws Exception {
    messages.send("a");
    queue
        .async
        .receiveMessage(r -> r.queueUrl(queue.url))
        .thenCompose(
            response -> {
              Message message = response.messages().get(0);
              assertEquals("a", message.body());
              return queue
                  .async
                  .getQueueUrl(r -> r.queueName("orders"))
                  .thenCompose(
                      url ->
                          queue.async.deleteMessage(
                              r -> r.queueUrl(queue.url).receiptHandle(message.receiptHandle())));
            })
        .join();
    messages.processed("GetQueueUrl", "DeleteMessage");
  }

  @Test
  void takesPrintingAndComparingForNoProcessing() throws Exception {
    messages.send("a", "b");
    List<Message> all = messages.receive();
    for (Message message : all) {
      assertTrue(message.toString().contains(message.messageId()));
      assertEquals(message, message.toBuilder().build());
      assertEquals(message.hashCode(), message.toBuilder().build().hashCode());
    }
    for (Iterator<Message> each = all.stream().iterator(); each.hasNext(); ) {
      assertTrue(each.next().toString().contains("Message"));
    }
    assertNull(Tracer.current());
    messages.none();
    all.forEach(this::handle);
    messages.processed("GetQueueUrl");
  }

  @Test
  void endsWhenAnotherThreadDeletesIt() throws Exception {
    messages.send("a");
    Message message = messages.receive().get(0);
    CountDownLatch handled = new CountDownLatch(1);
    Thread cleaner =
        new Thread(
            () -> {
              try {
                handled.await();
                deleteTogether(List.of(message));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    cleaner.start();
    handle(message);
    assertNotNull(Tracer.current());
    handled.countDown();
    cleaner.join();
    assertNull(Tracer.current());
    messages.processed("GetQueueUrl");
  }
}
