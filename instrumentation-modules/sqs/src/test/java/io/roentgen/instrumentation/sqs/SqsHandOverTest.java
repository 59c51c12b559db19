package io.roentgen.instrumentation.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Messages that are put aside first and processed later; against ElasticMQ. */
final class SqsHandOverTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static Queue queue;

  @BeforeAll
  static void start() {
    queue = new Queue();
  }

  @AfterAll
  static void stop() {
    queue.close();
  }

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

  /** Reached by reflection: the oldest version has none. */
  @Test
  void goesThroughTheBatchManager() throws Exception {
    Method maker =
        Arrays.stream(SqsAsyncClient.class.getMethods())
            .filter(method -> method.getName().equals("batchManager"))
            .findFirst()
            .orElse(null);
    assumeTrue(maker != null, "this version of the SDK has no batch manager");
    try (AutoCloseable manager = (AutoCloseable) maker.invoke(queue.async)) {
      SendMessageRequest send =
          SendMessageRequest.builder().queueUrl(queue.url).messageBody("a").build();
      Segment sender =
          recorded.trace(
              () -> {
                Method method =
                    maker.getReturnType().getMethod("sendMessage", SendMessageRequest.class);
                ((CompletableFuture<?>) method.invoke(manager, send)).join();
              });
      ReceiveMessageRequest receive =
          ReceiveMessageRequest.builder().queueUrl(queue.url).waitTimeSeconds(5).build();
      Method method =
          maker.getReturnType().getMethod("receiveMessage", ReceiveMessageRequest.class);
      Object response = ((CompletableFuture<?>) method.invoke(manager, receive)).join();
      process((ReceiveMessageResponse) response, sender);
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
