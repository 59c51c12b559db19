package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;
import java.io.IOException;

/** Says more with Amazon's X-Ray SDK. */
public final class Annotated implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String sku, Context context) {
    Subsegment price = AWSXRay.beginSubsegment("price");
    try {
      price.putAnnotation("sku", sku);
      return Integer.toString(Backend.get("/price"));
    } catch (IOException e) {
      price.addException(e);
      throw new IllegalStateException(e);
    } finally {
      AWSXRay.endSubsegment();
    }
  }
}
