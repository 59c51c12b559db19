package com.example.xray;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import java.util.HashMap;
import java.util.Map;

/** What another tracer records otherwise. */
final class Differences {

  private Differences() {}

  static void all() {
    Segment segment = AWSXRay.beginSegment("differences");
    segment.setResourceArn("arn:aws:x");
    Subsegment failed = AWSXRay.beginSubsegment("failed");
    failed.setError(true);
    failed.addException(new IllegalStateException("first"));
    failed.addException(new IllegalStateException("second"));
    AWSXRay.endSubsegment();
    Subsegment call = AWSXRay.beginSubsegment("shop.example.com");
    Map<String, Object> request = new HashMap<>();
    request.put("method", "GET");
    request.put("url", "http://shop.example.com/cart?card=4711");
    call.putHttp("request", request);
    AWSXRay.endSubsegment();
    AWSXRay.beginSubsegment("orders@db")
        .putSql("url", "jdbc:postgresql://db/orders?password=secret");
    AWSXRay.endSubsegment();
    AWSXRay.beginSubsegment("empty").putMetadata("nothing", null);
    AWSXRay.endSubsegment();
    AWSXRay.beginSubsegment("after").addPrecursorId("0000000000000001");
    AWSXRay.endSubsegment();
    AWSXRay.beginSubsegment("key").putAnnotation("with blank", 1);
    AWSXRay.endSubsegment();
    AWSXRay.endSegment();
  }
}
