package com.example.tracer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import software.amazon.awssdk.services.sns.SnsClient;

/** Publishes what it gets to the topic {@code TOPIC_ARN}. */
public final class Announce implements RequestHandler<SNSEvent, Void> {
  private final SnsClient sns = SnsClient.create();
  private final String topic = System.getenv("TOPIC_ARN");

  @Override
  public Void handleRequest(SNSEvent event, Context context) {
    for (SNSEvent.SNSRecord record : event.getRecords()) {
      String message = record.getSNS().getMessage();
      sns.publish(publish -> publish.topicArn(topic).message(message));
    }
    return null;
  }
}
