package io.roentgen.smoke;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.roentgen.smoke.WireRecorder.Answer;
import io.roentgen.smoke.WireRecorder.Request;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What AWS answers to the calls of {@code aws-app}, the same in each run. */
final class AwsAnswers implements Function<Request, Answer> {

  private static final String SENDER = "Root=1-5f84c7c1-0123456789abcdef01234567;Sampled=0";

  /** How often each table was asked that fails at first. */
  private final Map<String, Integer> asked = new HashMap<>();

  @Override
  public synchronized Answer apply(Request request) {
    String target = request.header("X-Amz-Target");
    if (target == null) {
      return request.header("Content-Type") != null
              && request.header("Content-Type").startsWith("application/x-www-form-urlencoded")
          ? xml(200, notification(request))
          : object(request);
    }
    String operation = target.substring(target.indexOf('.') + 1);
    JsonObject body = JsonParser.parseString(request.text()).getAsJsonObject();
    return target.startsWith("DynamoDB")
        ? table(operation, body)
        : json(200, other(operation, body));
  }

  private Answer table(String operation, JsonObject body) {
    String table = body.has("TableName") ? body.get("TableName").getAsString() : "";
    String item = "{\"id\":{\"S\":\"17\"}}";
    switch (table) {
      case "refused":
        return json(400, "{\"__type\":\"x#ConditionalCheckFailedException\",\"message\":\"no\"}");
      case "broken":
        return json(500, "{\"__type\":\"x#InternalServerError\",\"message\":\"no\"}");
      case "flaky":
        if (asked.merge(table, 1, Integer::sum) % 2 == 1) {
          return json(400, "{\"__type\":\"x#ThrottlingException\",\"message\":\"slower\"}");
        }
        break;
      case "slow":
        return json(
            200,
            asked.merge(table, 1, Integer::sum) % 2 == 1
                ? "{\"Table\":{\"TableStatus\":\"CREATING\"}}"
                : "{\"Table\":{\"TableStatus\":\"ACTIVE\"}}");
      case "paged":
        return body.has("ExclusiveStartKey")
            ? json(200, "{\"Items\":[" + item + "]}")
            : json(200, "{\"Items\":[" + item + "],\"LastEvaluatedKey\":" + item + "}");
      default:
    }
    return switch (operation) {
      case "GetItem" -> json(200, "{\"Item\":" + item + "}");
      case "BatchGetItem" -> json(200, "{\"Responses\":{\"orders\":[" + item + "]}}");
      case "DescribeTable" -> json(200, "{\"Table\":{\"TableStatus\":\"ACTIVE\"}}");
      default -> json(200, "{}");
    };
  }

  private static String other(String operation, JsonObject body) {
    return switch (operation) {
      case "SendMessage" -> sent(body).toString();
      case "SendMessageBatch" -> {
        JsonArray successful = new JsonArray();
        for (JsonElement entry : body.getAsJsonArray("Entries")) {
          JsonObject sent = sent(entry.getAsJsonObject());
          sent.add("Id", entry.getAsJsonObject().get("Id"));
          successful.add(sent);
        }
        yield "{\"Successful\":" + successful + ",\"Failed\":[]}";
      }
      case "ReceiveMessage" ->
          "{\"Messages\":[" + message(body, "1", true) + "," + message(body, "2", false) + "]}";
      case "PutRecord" -> "{\"SequenceNumber\":\"1\",\"ShardId\":\"0\"}";
      case "PutEvents" -> "{\"Entries\":[{\"EventId\":\"1\"}],\"FailedEntryCount\":0}";
      case "StartExecution" ->
          "{\"executionArn\":\"arn:aws:states:us-west-2:123456789012:execution:s:n\"}";
      case "GetSecretValue" -> "{\"SecretString\":\"hidden\"}";
      case "GetParameter" -> "{\"Parameter\":{\"Name\":\"p\",\"Value\":\"v\"}}";
      default -> "{}";
    };
  }

  private static JsonObject sent(JsonObject message) {
    JsonObject sent = new JsonObject();
    sent.addProperty("MessageId", "id");
    sent.addProperty(
        "MD5OfMessageBody",
        md5(message.get("MessageBody").getAsString().getBytes(StandardCharsets.UTF_8)));
    digest(message, "MessageAttributes", sent, "MD5OfMessageAttributes");
    digest(message, "MessageSystemAttributes", sent, "MD5OfMessageSystemAttributes");
    return sent;
  }

  private static void digest(JsonObject from, String attributes, JsonObject to, String digest) {
    if (from.has(attributes) && !from.getAsJsonObject(attributes).isEmpty()) {
      to.addProperty(digest, md5(canonical(from.getAsJsonObject(attributes))));
    }
  }

  /** What the digest of attributes is of, as the developer guide of SQS has it. */
  private static byte[] canonical(JsonObject attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, JsonElement> entry : new TreeMap<>(attributes.asMap()).entrySet()) {
        JsonObject value = entry.getValue().getAsJsonObject();
        part(out, entry.getKey());
        part(out, value.get("DataType").getAsString());
        out.write(1);
        part(out, value.get("StringValue").getAsString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void part(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** With the attributes that were asked for; one of the two messages has been sent traced. */
  private static JsonObject message(JsonObject asked, String id, boolean traced) {
    JsonObject message = new JsonObject();
    message.addProperty("MessageId", id);
    message.addProperty("ReceiptHandle", "handle-" + id);
    message.addProperty("Body", "body");
    message.addProperty("MD5OfBody", md5("body".getBytes(StandardCharsets.UTF_8)));
    JsonObject attributes = new JsonObject();
    add(attributes, asked, "SenderId", "sender");
    add(attributes, asked, "SentTimestamp", "1700000000000");
    if (traced) {
      add(attributes, asked, WireLog.ATTRIBUTE, SENDER);
    }
    if (!attributes.isEmpty()) {
      message.add("Attributes", attributes);
    }
    return message;
  }

  private static void add(JsonObject attributes, JsonObject asked, String name, String value) {
    for (String list : WireLog.NAME_LISTS) {
      if (asked.has(list)) {
        for (JsonElement wanted : asked.getAsJsonArray(list)) {
          if (wanted.getAsString().equals("All") || wanted.getAsString().equals(name)) {
            attributes.addProperty(name, value);
          }
        }
      }
    }
  }

  private static String notification(Request request) {
    String action = request.text().contains("Action=PublishBatch") ? "PublishBatch" : "Publish";
    String result =
        action.equals("Publish")
            ? "<MessageId>m</MessageId>"
            : "<Successful><member><Id>1</Id><MessageId>m</MessageId></member></Successful>"
                + "<Failed/>";
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult><ResponseMetadata><RequestId>R</RequestId>"
            .formatted(action, result)
        + "</ResponseMetadata></"
        + action
        + "Response>";
  }

  private static Answer object(Request request) {
    if (request.line().contains("/functions/")) {
      return json(200, "{\"sum\":2}");
    }
    if (request.line().contains("missing")) {
      return xml(404, "<Error><Code>NoSuchKey</Code></Error>");
    }
    if (request.line().contains("list-type=2")) {
      return xml(
          200,
          "<ListBucketResult><Name>b</Name><KeyCount>1</KeyCount><Contents><Key>a/3</Key>"
              + "</Contents></ListBucketResult>");
    }
    boolean get = request.line().startsWith("GET ");
    String tag = md5("forty".getBytes(StandardCharsets.UTF_8));
    return new Answer(
        200,
        List.of("x-amz-request-id: S3-1", "x-amz-id-2: E-1", "ETag: \"" + tag + "\""),
        get ? "forty".getBytes(StandardCharsets.UTF_8) : new byte[0]);
  }

  private static Answer json(int status, String body) {
    return new Answer(
        status,
        List.of("Content-Type: application/x-amz-json-1.0", "x-amzn-RequestId: R-1"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer xml(int status, String body) {
    return new Answer(
        status,
        List.of("Content-Type: text/xml", "x-amz-request-id: R-2", "x-amz-id-2: E-2"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
