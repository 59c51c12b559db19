package com.example.xray;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Background jobs that record themselves with the SDK, each in a segment of its own. */
final class Jobs {

  private Jobs() {}

  static void all() throws InterruptedException {
    content();
    nesting();
    failing();
    flags();
    blocks();
    continued();
    notSampled();
    otherThread();
    many();
    times();
  }

  private static void content() {
    Segment segment = AWSXRay.beginSegment("content");
    segment.setUser("joe");
    segment.putAnnotation("text", "with \"quotes\" and \u00e4\u20ac");
    segment.putAnnotation("number", 17);
    segment.putAnnotation("fraction", 0.25);
    segment.putAnnotation("flag", true);
    segment.putMetadata("plain", "x");
    segment.putMetadata("shop", "order", new Order(17));
    segment.putMetadata("shop", "sizes", Collections.singletonMap("lamp", 3));
    segment.putService("version", "1.2");
    AWSXRay.endSegment();
  }

  private static void nesting() {
    AWSXRay.createSegment(
        "nesting",
        () ->
            AWSXRay.createSubsegment(
                "outer",
                () -> {
                  AWSXRay.createSubsegment("first", () -> {});
                  Subsegment second = AWSXRay.beginSubsegment("second");
                  second.setNamespace("remote");
                  second.putAnnotation("depth", 2);
                  AWSXRay.endSubsegment();
                  AWSXRay.getCurrentSegment().putAnnotation("seen", true);
                  AWSXRay.getCurrentSubsegment().putMetadata("seen", "here");
                }));
  }

  private static void failing() {
    try {
      AWSXRay.createSegment(
          "failing",
          () ->
              AWSXRay.createSubsegment(
                  "part",
                  (Runnable)
                      () -> {
                        throw new IllegalStateException("boom", new RuntimeException("cause"));
                      }));
    } catch (IllegalStateException e) {
      // As wanted.
    }
  }

  private static void flags() {
    AWSXRay.beginSegment("flags");
    AWSXRay.beginSubsegment("error").setError(true);
    AWSXRay.endSubsegment();
    AWSXRay.beginSubsegment("throttle").setThrottle(true);
    AWSXRay.endSubsegment();
    AWSXRay.beginSubsegment("fault").setFault(true);
    AWSXRay.endSubsegment();
    AWSXRay.endSegment();
  }

  private static void blocks() {
    AWSXRay.beginSegment("blocks");
    Subsegment call = AWSXRay.beginSubsegment("shop.example.com");
    call.setNamespace("remote");
    Map<String, Object> request = new HashMap<>();
    request.put("method", "GET");
    request.put("url", "http://shop.example.com/cart");
    call.putHttp("request", request);
    Map<String, Object> response = new HashMap<>();
    response.put("status", 200);
    response.put("content_length", 7);
    call.putHttp("response", response);
    AWSXRay.endSubsegment();
    call = AWSXRay.beginSubsegment("Queue");
    call.setNamespace("aws");
    call.putAws("operation", "Send");
    call.putAws("retries", 1);
    AWSXRay.endSubsegment();
    call = AWSXRay.beginSubsegment("orders@db");
    call.setNamespace("remote");
    call.putSql("url", "jdbc:postgresql://db/orders");
    call.putSql("sanitized_query", "select ?");
    AWSXRay.endSubsegment();
    AWSXRay.endSegment();
  }

  private static void continued() {
    TraceID trace = TraceID.fromString("1-5759e988-bd862e3fe1be46a994272793");
    AWSXRay.beginSegment("continued", trace, "53995c3f42cd8ad8");
    AWSXRay.endSegment();
    Segment late = AWSXRay.beginSegment("continued later");
    late.setTraceId(trace);
    late.setParentId("53995c3f42cd8ad8");
    late.setSampled(true);
    AWSXRay.endSegment();
  }

  @SuppressWarnings("deprecation")
  private static void notSampled() {
    AWSXRay.beginSegment("not sampled").setSampled(false);
    AWSXRay.createSubsegment("part", () -> {});
    AWSXRay.endSegment();
    AWSXRay.beginDummySegment();
    AWSXRay.createSubsegment("part", () -> {});
    AWSXRay.endSegment();
  }

  private static void otherThread() throws InterruptedException {
    AWSXRay.beginSegment("other thread");
    Entity part = AWSXRay.beginSubsegment("part");
    Thread thread =
        new Thread(
            () -> {
              AWSXRay.setTraceEntity(part);
              AWSXRay.createSubsegment("in the thread", () -> {});
              AWSXRay.endSubsegment();
              AWSXRay.clearTraceEntity();
            });
    thread.start();
    thread.join();
    AWSXRay.setTraceEntity(part.getParent());
    AWSXRay.endSegment();
  }

  private static void many() {
    AWSXRay.beginSegment("many");
    for (int i = 0; i < 150; i++) {
      AWSXRay.createSubsegment("part", () -> {});
    }
    AWSXRay.endSegment();
  }

  private static void times() {
    Segment segment = AWSXRay.beginSegment("times");
    segment.setStartTime(segment.getStartTime() - 2);
    segment.setEndTime(segment.getStartTime() + 1);
    AWSXRay.endSegment();
  }
}
