package io.roentgen.instrumentation.sqs1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.testing.RecordingServer.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads requests in either protocol of SQS. */
final class Wire {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Wire() {}

  private static boolean isJson(Sent sent) {
    return sent.headers().getFirst("X-Amz-Target") != null;
  }

  private static JsonNode tree(Sent sent) {
    try {
      return JSON.readTree(sent.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The trace headers of the messages in a request, null for a message without. */
  static List<String> headers(Sent sent) {
    List<String> headers = new ArrayList<>();
    if (isJson(sent)) {
      JsonNode tree = tree(sent);
      if (tree.has("Entries")) {
        tree.get("Entries").forEach(entry -> headers.add(header(entry)));
      } else {
        headers.add(header(tree));
      }
      return headers;
    }
    Map<String, String> form = sent.form();
    if (sent.operation().equals("SendMessage")) {
      headers.add(header(form, ""));
    }
    for (int i = 1; form.containsKey("SendMessageBatchRequestEntry." + i + ".Id"); i++) {
      headers.add(header(form, "SendMessageBatchRequestEntry." + i + "."));
    }
    return headers;
  }

  private static String header(JsonNode message) {
    JsonNode value = message.path("MessageSystemAttributes").path("AWSTraceHeader");
    return value.path("DataType").asText().equals("String")
        ? value.path("StringValue").asText()
        : null;
  }

  private static String header(Map<String, String> form, String prefix) {
    String attribute = prefix + "MessageSystemAttribute.1.";
    return "AWSTraceHeader".equals(form.get(attribute + "Name"))
            && "String".equals(form.get(attribute + "Value.DataType"))
        ? form.get(attribute + "Value.StringValue")
        : null;
  }

  /** The system attributes that a poll asks for, in order. */
  static List<String> asked(Sent sent) {
    List<String> names = new ArrayList<>();
    if (isJson(sent)) {
      tree(sent).path("AttributeNames").forEach(name -> names.add(name.asText()));
      tree(sent).path("MessageSystemAttributeNames").forEach(name -> names.add(name.asText()));
      return names;
    }
    Map<String, String> form = sent.form();
    for (int i = 1; form.containsKey("AttributeName." + i); i++) {
      names.add(form.get("AttributeName." + i));
    }
    return names;
  }

  /** The body as it is without the trace header. */
  static String rest(Sent sent) {
    if (!isJson(sent)) {
      return sent.body()
          .replaceAll("&(SendMessageBatchRequestEntry.\\d+.)?MessageSystemAttribute[^&]*", "");
    }
    ObjectNode tree = (ObjectNode) tree(sent);
    tree.remove("MessageSystemAttributes");
    tree.path("Entries").forEach(entry -> ((ObjectNode) entry).remove("MessageSystemAttributes"));
    return tree.toString();
  }
}
