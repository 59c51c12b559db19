package io.roentgen.instrumentation.awscarriers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.testing.RecordingServer;
import io.roentgen.testing.RecordingServer.Answer;
import io.roentgen.testing.RecordingServer.Sent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * As much of SNS and EventBridge as delivers to a real queue, in the way their user guides say.
 *
 * <p>SNS passes the trace header that a message was published with to its subscribers: to a queue
 * as the system attribute AWSTraceHeader, whether the message's body is the text as it was
 * published (raw delivery) or is wrapped into a notification. The notification has no member for
 * it. EventBridge takes an entry's TraceHeader, or else the one on HTTP, and passes it to a queue
 * in the same way; the event does not show it.
 */
final class FanOut implements RecordingServer.Backend {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String XML_NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String rawQueue;
  private final String wrappingQueue;
  private final String eventQueue;

  FanOut(String rawQueue, String wrappingQueue, String eventQueue) {
    this.rawQueue = rawQueue;
    this.wrappingQueue = wrappingQueue;
    this.eventQueue = eventQueue;
  }

  @Override
  public Answer answer(Sent request) throws Exception {
    String header = request.headers().getFirst("X-Amzn-Trace-Id");
    Map<String, String> form = request.form();
    switch (request.operation()) {
      case "Publish":
        publish(form.get("Message"), header);
        return xml("Publish", "<MessageId>m</MessageId>");
      case "PublishBatch":
        StringBuilder members = new StringBuilder("<Failed/><Successful>");
        for (int i = 1; ; i++) {
          String entry = "PublishBatchRequestEntries.member." + i + ".";
          if (!form.containsKey(entry + "Id")) {
            break;
          }
          publish(form.get(entry + "Message"), header);
          members
              .append("<member><Id>")
              .append(form.get(entry + "Id"))
              .append("</Id><MessageId>m</MessageId></member>");
        }
        return xml("PublishBatch", members + "</Successful>");
      case "PutEvents":
        return putEvents(JSON.readTree(request.body()), header);
      default:
        return new Answer(400, Map.of(), "unknown operation " + request.operation());
    }
  }

  private static Answer xml(String operation, String result) {
    String body =
        "<%sResponse xmlns=\"%s\"><%sResult>%s</%sResult><ResponseMetadata><RequestId>r</RequestId>"
                .formatted(operation, XML_NAMESPACE, operation, result, operation)
            + "</ResponseMetadata></"
            + operation
            + "Response>";
    return new Answer(200, Map.of("Content-Type", "text/xml"), body);
  }

  private void publish(String text, String header) throws Exception {
    send(rawQueue, text, header);
    ObjectNode notification = JSON.createObjectNode();
    notification
        .put("Type", "Notification")
        .put("MessageId", "m")
        .put("TopicArn", "arn:aws:sns:us-east-1:1:t")
        .put("Message", text)
        .put("Timestamp", "2026-01-01T00:00:00.000Z")
        .put("SignatureVersion", "1");
    send(wrappingQueue, notification.toString(), header);
  }

  private Answer putEvents(JsonNode request, String header) throws Exception {
    StringBuilder ids = new StringBuilder();
    for (JsonNode entry : request.get("Entries")) {
      ObjectNode event = JSON.createObjectNode();
      event
          .put("version", "0")
          .put("detail-type", entry.get("DetailType").asText())
          .put("source", entry.get("Source").asText());
      event.set("detail", JSON.readTree(entry.get("Detail").asText()));
      send(eventQueue, event.toString(), entry.path("TraceHeader").asText(header));
      ids.append(ids.length() == 0 ? "" : ",").append("{\"EventId\":\"1\"}");
    }
    return new Answer(
        200,
        Map.of("Content-Type", "application/x-amz-json-1.1"),
        "{\"FailedEntryCount\":0,\"Entries\":[" + ids + "]}");
  }

  /** With the query protocol, which is what the service takes from old clients, too. */
  private void send(String queueUrl, String body, String header) throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "SendMessage");
    form.put("Version", "2012-11-05");
    form.put("MessageBody", body);
    if (header != null && !header.isEmpty()) {
      form.put("MessageSystemAttribute.1.Name", "AWSTraceHeader");
      form.put("MessageSystemAttribute.1.Value.DataType", "String");
      form.put("MessageSystemAttribute.1.Value.StringValue", header);
    }
    StringBuilder text = new StringBuilder();
    form.forEach(
        (name, value) ->
            text.append(text.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(queueUrl))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(text.toString()))
            .build();
    HttpResponse<String> response = http.send(post, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(response.body());
    }
  }
}
