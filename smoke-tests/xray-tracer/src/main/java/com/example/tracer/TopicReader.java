package com.example.tracer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;

/** Logs what comes from a topic. */
public final class TopicReader implements RequestHandler<SNSEvent, Void> {
  @Override
  public Void handleRequest(SNSEvent event, Context context) {
    for (SNSEvent.SNSRecord record : event.getRecords()) {
      context.getLogger().log("received from the topic: " + record.getSNS().getMessage() + "\n");
    }
    return null;
  }
}
