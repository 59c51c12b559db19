package io.roentgen.instrumentation.sqs1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.MessageAttributeValue;
import com.amazonaws.services.sqs.model.MessageSystemAttributeValue;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.RecordingServer.Sent;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent, and what the application and its handlers see of it. */
final class Sqs1WireTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String OWN =
      "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1";

  static Queue queue;
  static final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  @SuppressWarnings("deprecation") // the oldest version has no builders
  static void start() {
    queue = new Queue();
    queue.client.addRequestHandler(
        new RequestHandler2() {
          @Override
          public void beforeRequest(Request<?> request) {
            seen.add(request.getOriginalRequest());
          }

          @Override
          public void afterResponse(Request<?> request, Response<?> response) {
            seen.add(request.getOriginalRequest());
            seen.add(response.getAwsResponse().toString());
          }
        });
  }

  @AfterAll
  static void stop() {
    queue.close();
  }

  @BeforeEach
  void empty() {
    queue.empty();
    seen.clear();
  }

  @Test
  void sendsTheHeaderAndTheRestAsItIs() throws Exception {
    SendMessageRequest request = message();
    queue.client.sendMessage(request);
    Sent plain = queue.wire.only("SendMessage");
    assertFalse(plain.body().contains("MessageSystemAttribute"), plain.body());
    assertFalse(plain.headers().containsKey("X-Amzn-Trace-Id"));
    queue.wire.forget();
    Segment sender = recorded.trace(() -> queue.client.sendMessage(request));
    Sent traced = queue.wire.only("SendMessage");
    String header = recorded.only(sender).header();
    assertEquals(List.of(header), Wire.headers(traced));
    assertEquals(List.of(header), traced.headers().get("X-Amzn-Trace-Id"));
    assertEquals(Wire.rest(plain), Wire.rest(traced));
    queue.wire.forget();
    recorded.unsampled(() -> queue.client.sendMessage(request));
    Sent unsampled = queue.wire.only("SendMessage");
    assertEquals(List.of("Root=" + TRACE + ";Sampled=0"), Wire.headers(unsampled));
    assertEquals(Wire.rest(plain), Wire.rest(unsampled));
    queue.wire.forget();
    queue.client.sendMessage(request);
    assertEquals(plain.body(), queue.wire.only("SendMessage").body());
  }

  @Test
  void sendsTheHeaderWithEachMessageOfABatch() throws Exception {
    SendMessageBatchRequest request =
        new SendMessageBatchRequest(queue.url)
            .withEntries(
                new SendMessageBatchRequestEntry("1", "a").withMessageAttributes(attributes()),
                new SendMessageBatchRequestEntry("2", "b"));
    queue.client.sendMessageBatch(request);
    Sent plain = queue.wire.only("SendMessageBatch");
    queue.wire.forget();
    Segment sender = recorded.trace(() -> queue.client.sendMessageBatch(request));
    Sent traced = queue.wire.only("SendMessageBatch");
    String header = recorded.only(sender).header();
    assertEquals(Collections.nCopies(2, header), Wire.headers(traced));
    assertEquals(List.of(header), traced.headers().get("X-Amzn-Trace-Id"));
    assertEquals(Wire.rest(plain), Wire.rest(traced));
    assertEquals(plain.body(), Wire.rest(plain));
    queue.wire.forget();
    recorded.unsampled(() -> queue.client.sendMessageBatch(request));
    assertEquals(
        Collections.nCopies(2, "Root=" + TRACE + ";Sampled=0"),
        Wire.headers(queue.wire.only("SendMessageBatch")));
    queue.wire.forget();
    queue.client.sendMessageBatch(request);
    assertEquals(plain.body(), queue.wire.only("SendMessageBatch").body());
  }

  @Test
  void asksForTheHeaderBehindTheApplicationsWishes() {
    queue.client.receiveMessage(queue.url);
    assertEquals(List.of("AWSTraceHeader"), Wire.asked(queue.wire.only("ReceiveMessage")));
    queue.wire.forget();
    queue.client.receiveMessage(asking("SenderId", "SentTimestamp"));
    assertEquals(
        List.of("SenderId", "SentTimestamp", "AWSTraceHeader"),
        Wire.asked(queue.wire.only("ReceiveMessage")));
    queue.wire.forget();
    queue.client.receiveMessage(asking("AWSTraceHeader"));
    assertEquals(List.of("AWSTraceHeader"), Wire.asked(queue.wire.only("ReceiveMessage")));
    queue.wire.forget();
    queue.client.receiveMessage(asking("All"));
    assertEquals(List.of("All"), Wire.asked(queue.wire.only("ReceiveMessage")));
  }

  private static ReceiveMessageRequest asking(String... names) {
    return new ReceiveMessageRequest(queue.url).withAttributeNames(names);
  }

  @Test
  void leavesTheApplicationItsObjects() throws Exception {
    SendMessageRequest send = message();
    recorded.trace(() -> queue.client.sendMessage(send));
    ReceiveMessageRequest receive = new ReceiveMessageRequest(queue.url);
    queue.client.receiveMessage(receive);
    assertEquals(6, seen.size());
    assertSame(send, seen.get(0));
    assertSame(send, seen.get(1));
    assertSame(receive, seen.get(3));
    assertSame(receive, seen.get(4));
    assertFalse(seen.get(5).toString().contains("AWSTraceHeader"), seen.get(5).toString());
    assertEquals(message(), send);
    assertEquals(message().toString(), send.toString());
    assertEquals(new ReceiveMessageRequest(queue.url).toString(), receive.toString());
  }

  /** From versions on that can set it. */
  @Test
  void leavesAHeaderOfTheApplicationAlone() throws Exception {
    assumeTrue(!System.getProperty("sdk").equals("1.11.0"), "can't set system attributes");
    MessageSystemAttributeValue value =
        new MessageSystemAttributeValue().withDataType("String").withStringValue(OWN);
    SendMessageRequest own =
        new SendMessageRequest(queue.url, "a")
            .addMessageSystemAttributesEntry("AWSTraceHeader", value);
    SendMessageBatchRequest batch =
        new SendMessageBatchRequest(queue.url)
            .withEntries(
                new SendMessageBatchRequestEntry("1", "b")
                    .addMessageSystemAttributesEntry("AWSTraceHeader", value),
                new SendMessageBatchRequestEntry("2", "c"));
    Segment sender =
        recorded.trace(
            () -> {
              queue.client.sendMessage(own);
              queue.client.sendMessageBatch(batch);
            });
    assertEquals(List.of(OWN), Wire.headers(queue.wire.only("SendMessage")));
    String header = recorded.children(sender).get(1).header();
    assertEquals(List.of(OWN, header), Wire.headers(queue.wire.only("SendMessageBatch")));
    assertTrue(batch.getEntries().get(1).getMessageSystemAttributes().isEmpty());
  }

  @Test
  void beginsAFreshTraceWhereTheHeaderIsMalformed() {
    assumeTrue(!System.getProperty("sdk").equals("1.11.0"), "can't set system attributes");
    queue.client.sendMessage(
        new SendMessageRequest(queue.url, "a")
            .addMessageSystemAttributesEntry(
                "AWSTraceHeader",
                new MessageSystemAttributeValue()
                    .withDataType("String")
                    .withStringValue("Root=1-nonsense")));
    List<String> traces = new ArrayList<>();
    for (Message message : queue.client.receiveMessage(queue.url).getMessages()) {
      traces.add(Tracer.current().header());
      assertTrue(message.getAttributes().isEmpty());
    }
    Segment processing = recorded.segments().get(0);
    assertEquals(0, processing.parentId());
    assertEquals(List.of(processing.header()), traces);
    assertNotEquals(TRACE, processing.trace().traceId());
  }

  /** One object, sent at once from threads that work on different requests. */
  @Test
  void keepsSendersOfOneRequestObjectApart() throws Exception {
    SendMessageRequest request = message();
    List<String> senders = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < 10; n++) {
                  Segment segment = (Segment) Tracer.enterSegment(null, "test", "GET", "/");
                  queue.client.sendMessage(request);
                  senders.add(recorded.only(segment).header());
                  Tracer.end(segment);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> sent = new ArrayList<>();
    for (Sent one : queue.wire.sent()) {
      sent.addAll(Wire.headers(one));
    }
    senders.sort(null);
    sent.sort(null);
    assertEquals(senders, sent);
    assertEquals(message(), request);
    assertNull(Tracer.current());
  }

  private static SendMessageRequest message() {
    return new SendMessageRequest(queue.url, "body").withMessageAttributes(attributes());
  }

  private static TreeMap<String, MessageAttributeValue> attributes() {
    TreeMap<String, MessageAttributeValue> attributes = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      attributes.put(
          "own" + i, new MessageAttributeValue().withDataType("String").withStringValue("v" + i));
    }
    return attributes;
  }
}
