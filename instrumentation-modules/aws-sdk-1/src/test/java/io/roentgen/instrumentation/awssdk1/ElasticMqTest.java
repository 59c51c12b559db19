package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.sqs.AmazonSQSClient;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.QueueDoesNotExistException;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequestEntry;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.ServerProcess;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against ElasticMQ. */
final class ElasticMqTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static ServerProcess server;
  static AmazonSQSClient client;
  static String queue;

  @BeforeAll
  static void start() {
    server = ServerProcess.elasticMq();
    client = Clients.local(AmazonSQSClient::new, URI.create("http://127.0.0.1:" + server.port()));
    queue = client.createQueue("bills").getQueueUrl();
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @Test
  void recordsQueueAndCounts() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              client.sendMessage(queue, "secret");
              client.sendMessageBatch(
                  new SendMessageBatchRequest(queue)
                      .withEntries(
                          new SendMessageBatchRequestEntry("1", "secret"),
                          new SendMessageBatchRequestEntry("2", "secret")));
              ReceiveMessageRequest receive = new ReceiveMessageRequest(queue);
              receive.setMaxNumberOfMessages(10);
              for (Message message : client.receiveMessage(receive).getMessages()) {
                client.deleteMessage(queue, message.getReceiptHandle());
              }
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(
        List.of(
            "SendMessage",
            "SendMessageBatch",
            "ReceiveMessage",
            "DeleteMessage",
            "DeleteMessage",
            "DeleteMessage"),
        DynamoDbLocalTest.operations(calls));
    for (Subsegment call : calls) {
      assertEquals("AmazonSQS", call.name());
      assertEquals(queue, call.aws().get("queue_url"));
      assertEquals("us-west-2", call.aws().get("region"));
      assertEquals(0, call.aws().get("retries"));
      assertEquals(200, call.status());
    }
    assertEquals(2, calls.get(1).aws().get("message_count"));
    assertEquals(3, calls.get(2).aws().get("message_count"));
    assertNull(Tracer.current());
  }

  @Test
  void recordsAMissingQueueAsError() throws Exception {
    Segment segment =
        recorded.trace(
            () ->
                assertThrows(
                    QueueDoesNotExistException.class,
                    () -> client.sendMessage(queue + "-gone", "x")));
    Subsegment call = recorded.only(segment);
    assertTrue(call.error());
    assertFalse(call.fault());
    assertEquals(400, call.status());
  }

  /** Nothing is left current by what fails before there is a request. */
  @Test
  void endsACallThatCannotBeMarshalled() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              assertThrows(
                  RuntimeException.class,
                  () ->
                      client.sendMessageBatch(
                          new SendMessageBatchRequest(queue)
                              .withEntries((SendMessageBatchRequestEntry) null)));
              client.sendMessage(queue, "x");
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(List.of("SendMessageBatch", "SendMessage"), DynamoDbLocalTest.operations(calls));
    assertTrue(calls.get(0).fault());
    assertFalse(calls.get(1).fault());
  }
}
