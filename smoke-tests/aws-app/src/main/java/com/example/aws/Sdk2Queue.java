package com.example.aws;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** Messages by AWS SDK 2: sent, received and looked at in every way. */
final class Sdk2Queue implements Runnable {

  private static final Map<String, MessageAttributeValue> OWN =
      Map.of("own", MessageAttributeValue.builder().dataType("String").stringValue("1").build());

  private final String url;
  private final SqsClient sqs;
  private final SqsAsyncClient async;

  Sdk2Queue(URI services) {
    url = services + "/123456789012/q";
    sqs = Sdk2Calls.at(services, SqsClient.builder()).build();
    async = Sdk2Calls.at(services, SqsAsyncClient.builder()).build();
  }

  @Override
  public void run() {
    AwsApp.print("send", () -> sqs.sendMessage(r -> r.queueUrl(url).messageBody("one")));
    AwsApp.print(
        "send async",
        () ->
            async
                .sendMessage(r -> r.queueUrl(url).messageBody("two").messageAttributes(OWN))
                .join());
    AwsApp.print(
        "send batch",
        () ->
            sqs.sendMessageBatch(
                r ->
                    r.queueUrl(url)
                        .entries(
                            e -> e.id("a").messageBody("three"),
                            e -> e.id("b").messageBody("four").messageAttributes(OWN))));
    ReceiveMessageRequest plain = ReceiveMessageRequest.builder().queueUrl(url).build();
    AwsApp.print("receive", () -> look(sqs.receiveMessage(plain).messages()));
    AwsApp.print("receive async", () -> look(async.receiveMessage(plain).join().messages()));
    AwsApp.print(
        "receive with all attributes",
        () ->
            look(
                sqs.receiveMessage(
                        plain.toBuilder()
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                            .messageAttributeNames("All")
                            .build())
                    .messages()));
    AwsApp.print(
        "receive with one attribute",
        () ->
            look(
                sqs.receiveMessage(
                        plain.toBuilder()
                            .messageSystemAttributeNames(MessageSystemAttributeName.SENDER_ID)
                            .build())
                    .messages()));
    AwsApp.print("response", () -> sqs.receiveMessage(plain));
    AwsApp.print("request", () -> plain);
    AwsApp.print("delete", () -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle("handle")));
  }

  private String look(List<Message> messages) {
    StringBuilder seen = new StringBuilder();
    seen.append(messages.size());
    for (Message message : messages) {
      seen.append(' ').append(message);
      seen.append(' ').append(message.attributesAsStrings());
      seen.append(' ').append(message.hasAttributes());
      seen.append(' ').append(message.messageAttributes());
      sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    }
    seen.append(' ').append(messages.stream().map(Message::body).toList());
    seen.append(' ').append(messages);
    return seen.toString();
  }
}
