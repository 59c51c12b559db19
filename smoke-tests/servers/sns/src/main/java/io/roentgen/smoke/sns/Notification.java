package io.roentgen.smoke.sns;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * What was published.
 *
 * @param subject null if there is none
 * @param types of the message attributes by name
 * @param values of the message attributes by name
 * @param trace the publisher's trace header; null if there was none
 */
record Notification(
    String topic,
    String messageId,
    String message,
    String subject,
    Map<String, String> types,
    Map<String, String> values,
    String trace) {

  static Notification of(QueryRequest request, String trace) throws SnsService.SnsException {
    String message = request.get("Message");
    if (message == null || message.isEmpty()) {
      throw new SnsService.SnsException(
          400, "InvalidParameter", "Invalid parameter: Empty message");
    }
    return new Notification(
        request.get("TopicArn"),
        UUID.randomUUID().toString(),
        message,
        request.get("Subject"),
        request.map("MessageAttributes", "Name", "Value.DataType"),
        request.map("MessageAttributes", "Name", "Value.StringValue"),
        trace);
  }

  /** What a queue gets. Source: "Parsing message formats", Amazon SNS developer guide. */
  JsonObject envelope(Subscription subscription) {
    JsonObject json = common("SigningCertURL", "UnsubscribeURL", subscription);
    if (subject == null) {
      json.remove("Subject");
    }
    if (values.isEmpty()) {
      json.remove("MessageAttributes");
    }
    return json;
  }

  /** What a function gets. Source: "Invoking Lambda functions with Amazon SNS", AWS Lambda. */
  JsonObject event(Subscription subscription) {
    JsonObject record = new JsonObject();
    record.addProperty("EventVersion", "1.0");
    record.addProperty("EventSubscriptionArn", subscription.arn());
    record.addProperty("EventSource", "aws:sns");
    record.add("Sns", common("SigningCertUrl", "UnsubscribeUrl", subscription));
    JsonArray records = new JsonArray();
    records.add(record);
    JsonObject event = new JsonObject();
    event.add("Records", records);
    return event;
  }

  private JsonObject common(String certificate, String unsubscribe, Subscription subscription) {
    JsonObject json = new JsonObject();
    json.addProperty("Type", "Notification");
    json.addProperty("MessageId", messageId);
    json.addProperty("TopicArn", topic);
    json.addProperty("Subject", subject);
    json.addProperty("Message", message);
    json.addProperty("Timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    json.addProperty("SignatureVersion", "1");
    json.addProperty("Signature", "unsigned");
    json.addProperty(certificate, "https://sns.example/certificate.pem");
    json.addProperty(
        unsubscribe,
        "https://sns.example/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
    JsonObject attributes = new JsonObject();
    values.forEach(
        (name, value) -> {
          JsonObject attribute = new JsonObject();
          attribute.addProperty("Type", types.get(name));
          attribute.addProperty("Value", value);
          attributes.add(name, attribute);
        });
    json.add("MessageAttributes", attributes);
    return json;
  }
}
