package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Does nothing: what is left is the start. */
public final class Bare implements RequestHandler<Object, String> {
  @Override
  public String handleRequest(Object event, Context context) {
    return "ok";
  }
}
