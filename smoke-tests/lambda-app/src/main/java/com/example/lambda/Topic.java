package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import java.io.IOException;

/** Calls the backend for each record. */
public final class Topic implements RequestHandler<SNSEvent, String> {
  @Override
  public String handleRequest(SNSEvent event, Context context) {
    try {
      for (SNSEvent.SNSRecord record : event.getRecords()) {
        Backend.get(record.getSNS().getMessage());
      }
      return "ok";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
