package io.roentgen.instrumentation.awscarriers;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

final class FanOutTest extends FanOutContract {

  static SnsClient sns;
  static SqsClient sqs;
  static EventBridgeClient events;

  @BeforeAll
  static void create() {
    sns = Clients2.client(SnsClient.builder(), wire.url());
    sqs = Clients2.client(SqsClient.builder(), queues);
    events = Clients2.client(EventBridgeClient.builder(), wire.url());
  }

  @AfterAll
  static void close() {
    sns.close();
    sqs.close();
    events.close();
  }

  @Override
  void createQueue(String name) {
    sqs.createQueue(r -> r.queueName(name));
  }

  @Override
  void publish(String text) {
    sns.publish(r -> r.topicArn("arn:aws:sns:us-east-1:1:t").message(text));
  }

  @Override
  boolean publishBatch(String first, String second) {
    sns.publishBatch(
        r ->
            r.topicArn("arn:aws:sns:us-east-1:1:t")
                .publishBatchRequestEntries(
                    e -> e.id("1").message(first), e -> e.id("2").message(second)));
    return true;
  }

  @Override
  void putEvent(String detail) {
    events.putEvents(r -> r.entries(e -> e.source("shop").detailType("order").detail(detail)));
  }

  @Override
  List<String> process(String url) {
    List<String> bodies = new ArrayList<>();
    for (Message message :
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages()) {
      bodies.add(message.body());
      sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    }
    return bodies;
  }
}
