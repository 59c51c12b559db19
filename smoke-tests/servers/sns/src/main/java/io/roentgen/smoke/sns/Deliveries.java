package io.roentgen.smoke.sns;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Brings notifications to functions, as asynchronous invocations, and to queues. */
final class Deliveries {
  private static final String TRACE_HEADER = "X-Amzn-Trace-Id";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String lambda;
  private final String sqs;

  Deliveries(String lambda, String sqs) {
    this.lambda = lambda;
    this.sqs = sqs;
  }

  void deliver(Notification notification, Subscription to) {
    try {
      HttpRequest request =
          to.protocol().equals("lambda") ? invoke(notification, to) : send(notification, to);
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        System.err.println(
            "Not delivered to " + to.endpoint() + ": " + response.statusCode() + response.body());
      }
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("Not delivered to " + to.endpoint() + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest invoke(Notification notification, Subscription to) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(lambda + "/2015-03-31/functions/" + to.name() + "/invocations"))
            .header("X-Amz-Invocation-Type", "Event")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(notification.event(to).toString()));
    if (notification.trace() != null) {
      request.header(TRACE_HEADER, notification.trace());
    }
    return request.build();
  }

  /** With the trace header as the system attribute that SQS has for it. */
  private HttpRequest send(Notification notification, Subscription to) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "SendMessage");
    form.put("Version", "2012-11-05");
    if (to.raw()) {
      form.put("MessageBody", notification.message());
      int number = 0;
      for (Map.Entry<String, String> attribute : notification.values().entrySet()) {
        number++;
        String type = notification.types().get(attribute.getKey());
        put(form, "MessageAttribute." + number, attribute.getKey(), type, attribute.getValue());
      }
    } else {
      form.put("MessageBody", notification.envelope(to).toString());
    }
    if (notification.trace() != null) {
      put(form, "MessageSystemAttribute.1", "AWSTraceHeader", "String", notification.trace());
    }
    StringJoiner body = new StringJoiner("&");
    form.forEach(
        (name, value) -> body.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return HttpRequest.newBuilder(URI.create(sqs + "/000000000000/" + to.name()))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  private static void put(
      Map<String, String> form, String prefix, String name, String type, String value) {
    form.put(prefix + ".Name", name);
    form.put(prefix + ".Value.DataType", type);
    form.put(prefix + ".Value.StringValue", value);
  }
}
