package io.roentgen.smoke.lambda;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a queue for a function, as Lambda does: it receives messages, invokes the function with
 * them, and deletes them unless the function failed. What differs from Lambda: that begins a trace
 * for the function and links it with those of the messages. Here the trace header of the message is
 * that of the invocation, so that a request is one trace; therefore a batch is one message.
 * Sources: "Using Lambda with Amazon SQS", AWS Lambda developer guide; "Tracing event-driven
 * applications", AWS X-Ray developer guide; Amazon SQS API reference (JSON protocol).
 */
public final class EventSourceMapping implements AutoCloseable {
  private static final int LONG_POLL_SECONDS = 5;
  private static final int PATIENCE_SECONDS = 90;
  private static final int PAUSE_MILLISECONDS = 500;

  private final HttpClient http = HttpClient.newHttpClient();
  private final LambdaService lambda;
  private final String queue;
  private final String function;
  private final Thread poller;
  private volatile boolean closed;

  /**
   * Starts to poll.
   *
   * @param queue the URL of the queue
   */
  public EventSourceMapping(LambdaService lambda, String queue, String function) {
    this.lambda = lambda;
    this.queue = queue;
    this.function = function;
    poller = RuntimeApi.daemon(this::poll);
    poller.setName("queue for " + function);
    poller.start();
  }

  private void poll() {
    while (!closed) {
      try {
        receive();
      } catch (InterruptedException e) {
        return;
      } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
        if (!closed) {
          System.err.println(function + ": " + e);
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    JsonObject request = new JsonObject();
    request.addProperty("MaxNumberOfMessages", 1);
    request.addProperty("WaitTimeSeconds", LONG_POLL_SECONDS);
    JsonArray all = new JsonArray();
    all.add("All");
    request.add("AttributeNames", all);
    request.add("MessageAttributeNames", all);
    JsonElement messages = call("ReceiveMessage", request).get("Messages");
    if (messages == null || messages.isJsonNull()) {
      return;
    }
    for (JsonElement message : messages.getAsJsonArray()) {
      process(message.getAsJsonObject());
    }
  }

  private void process(JsonObject message)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    JsonObject attributes = message.getAsJsonObject("Attributes");
    JsonElement header = attributes == null ? null : attributes.get("AWSTraceHeader");
    Answer answer =
        lambda
            .submit(
                function,
                event(message).toString().getBytes(StandardCharsets.UTF_8),
                header == null ? null : header.getAsString(),
                null)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (answer.functionError() == null) {
      JsonObject request = new JsonObject();
      request.add("ReceiptHandle", message.get("ReceiptHandle"));
      call("DeleteMessage", request);
    }
  }

  private JsonObject event(JsonObject message) {
    JsonObject record = new JsonObject();
    record.add("messageId", message.get("MessageId"));
    record.add("receiptHandle", message.get("ReceiptHandle"));
    record.add("body", message.get("Body"));
    record.add("attributes", message.get("Attributes"));
    JsonObject attributes = new JsonObject();
    if (message.has("MessageAttributes")) {
      for (Map.Entry<String, JsonElement> attribute :
          message.getAsJsonObject("MessageAttributes").entrySet()) {
        attributes.add(attribute.getKey(), decapitalized(attribute.getValue()));
      }
    }
    record.add("messageAttributes", attributes);
    record.add("md5OfBody", message.get("MD5OfBody"));
    record.addProperty("eventSource", "aws:sqs");
    record.addProperty(
        "eventSourceARN",
        "arn:aws:sqs:us-east-1:123456789012:" + queue.substring(queue.lastIndexOf('/') + 1));
    record.addProperty("awsRegion", "us-east-1");
    JsonArray records = new JsonArray();
    records.add(record);
    JsonObject event = new JsonObject();
    event.add("Records", records);
    return event;
  }

  /** {@code StringValue} of the API is {@code stringValue} of the event, and so on. */
  private static JsonObject decapitalized(JsonElement attribute) {
    JsonObject result = new JsonObject();
    for (Map.Entry<String, JsonElement> entry : attribute.getAsJsonObject().entrySet()) {
      String name = entry.getKey();
      result.add(Character.toLowerCase(name.charAt(0)) + name.substring(1), entry.getValue());
    }
    return result;
  }

  private JsonObject call(String operation, JsonObject request)
      throws IOException, InterruptedException {
    request.addProperty("QueueUrl", queue);
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(queue).resolve("/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(operation + ": " + response.statusCode() + " " + response.body());
    }
    return response.body().isEmpty()
        ? new JsonObject()
        : JsonParser.parseString(response.body()).getAsJsonObject();
  }

  /** Receives nothing more. */
  @Override
  public void close() {
    closed = true;
    poller.interrupt();
  }
}
