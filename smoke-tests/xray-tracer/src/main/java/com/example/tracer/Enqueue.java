package com.example.tracer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends what it gets to the queue {@code QUEUE_URL}. */
public final class Enqueue implements RequestHandler<SNSEvent, Void> {
  private final SqsClient sqs = SqsClient.create();
  private final String queue = System.getenv("QUEUE_URL");

  @Override
  public Void handleRequest(SNSEvent event, Context context) {
    for (SNSEvent.SNSRecord record : event.getRecords()) {
      String message = record.getSNS().getMessage();
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody(message));
    }
    return null;
  }
}
