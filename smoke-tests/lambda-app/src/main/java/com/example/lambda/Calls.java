package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.util.Map;

/** Calls the backend's {@code path}, and fails if it is asked to. */
public final class Calls implements RequestHandler<Map<String, String>, String> {
  @Override
  public String handleRequest(Map<String, String> event, Context context) {
    try {
      int status = Backend.get(event.get("path"));
      if (event.containsKey("fail")) {
        throw new IllegalStateException(event.get("fail"));
      }
      return context.getAwsRequestId() + " " + status;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
