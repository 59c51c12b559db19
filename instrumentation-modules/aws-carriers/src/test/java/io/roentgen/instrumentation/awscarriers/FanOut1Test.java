package io.roentgen.instrumentation.awscarriers;

import com.amazonaws.services.cloudwatchevents.AmazonCloudWatchEventsClient;
import com.amazonaws.services.cloudwatchevents.model.PutEventsRequest;
import com.amazonaws.services.cloudwatchevents.model.PutEventsRequestEntry;
import com.amazonaws.services.sns.AmazonSNSClient;
import com.amazonaws.services.sqs.AmazonSQSClient;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class FanOut1Test extends FanOutContract {

  private static final String MODEL = "com.amazonaws.services.sns.model.";

  static AmazonSNSClient sns;
  static AmazonSQSClient sqs;
  static AmazonCloudWatchEventsClient events;

  @BeforeAll
  @SuppressWarnings("deprecation") // the oldest version has no builders
  static void create() {
    sns = new AmazonSNSClient(Clients1.KEYS);
    sns.setEndpoint(wire.url());
    sqs = new AmazonSQSClient(Clients1.KEYS);
    sqs.setEndpoint(queues);
    events = new AmazonCloudWatchEventsClient(Clients1.KEYS);
    events.setEndpoint(wire.url());
  }

  @AfterAll
  static void close() {
    sns.shutdown();
    sqs.shutdown();
    events.shutdown();
  }

  @Override
  void createQueue(String name) {
    sqs.createQueue(name);
  }

  @Override
  void publish(String text) {
    sns.publish("arn:aws:sns:us-east-1:1:t", text);
  }

  /** By reflection: only newer versions have it. */
  @Override
  boolean publishBatch(String first, String second) {
    try {
      Class<?> type = Class.forName(MODEL + "PublishBatchRequest");
      Object request = type.getConstructor().newInstance();
      type.getMethod("setTopicArn", String.class).invoke(request, "arn:aws:sns:us-east-1:1:t");
      type.getMethod("setPublishBatchRequestEntries", Collection.class)
          .invoke(request, List.of(entry("1", first), entry("2", second)));
      AmazonSNSClient.class.getMethod("publishBatch", type).invoke(sns, request);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object entry(String id, String text) throws ReflectiveOperationException {
    Class<?> type = Class.forName(MODEL + "PublishBatchRequestEntry");
    Object entry = type.getConstructor().newInstance();
    type.getMethod("setId", String.class).invoke(entry, id);
    type.getMethod("setMessage", String.class).invoke(entry, text);
    return entry;
  }

  @Override
  void putEvent(String detail) {
    events.putEvents(
        new PutEventsRequest()
            .withEntries(
                new PutEventsRequestEntry()
                    .withSource("shop")
                    .withDetailType("order")
                    .withDetail(detail)));
  }

  @Override
  List<String> process(String url) {
    List<String> bodies = new ArrayList<>();
    ReceiveMessageRequest receive = new ReceiveMessageRequest(url).withMaxNumberOfMessages(10);
    for (Message message : sqs.receiveMessage(receive).getMessages()) {
      bodies.add(message.getBody());
      sqs.deleteMessage(url, message.getReceiptHandle());
    }
    return bodies;
  }
}
