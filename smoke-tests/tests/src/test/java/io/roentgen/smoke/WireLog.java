package io.roentgen.smoke;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.roentgen.smoke.WireRecorder.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A request as text that is the same in every run, without what the agent may add to it: the trace
 * header, the trace in a message's system attribute, the wish for that attribute, and the fields
 * that EventBridge and Step Functions have for it.
 */
final class WireLog {

  static final String HEADER = "X-Amzn-Trace-Id";
  static final String ATTRIBUTE = "AWSTraceHeader";
  static final List<String> NAME_LISTS = List.of("MessageSystemAttributeNames", "AttributeNames");

  /** What depends on the time, or is drawn at random for each call. */
  private static final Set<String> VOLATILE = Set.of("x-amz-date", "amz-sdk-invocation-id");

  private WireLog() {}

  /** One text a request, in the order they came. */
  static List<String> of(List<Request> requests) {
    List<String> log = new ArrayList<>();
    for (Request request : requests) {
      log.add(of(request));
    }
    return log;
  }

  private static String of(Request request) {
    String body = withoutTrace(request);
    StringBuilder text = new StringBuilder(request.line()).append('\n');
    for (String header : request.headers()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon);
      String value = header.substring(colon + 1).trim();
      if (!name.equalsIgnoreCase(HEADER)) {
        text.append(name).append(": ").append(value(name, value, request, body)).append('\n');
      }
    }
    return text.append('\n').append(body).toString();
  }

  private static String value(String name, String value, Request request, String body) {
    if (VOLATILE.contains(name.toLowerCase())) {
      return "...";
    }
    switch (name.toLowerCase()) {
      case "authorization":
        return value
            .replaceAll("Signature=[0-9a-f]{64}", "Signature=...")
            .replaceAll("/[0-9]{8}/", "/.../");
      case "amz-sdk-retry":
        return value.replaceAll("/[0-9]+/", "/.../");
      case "amz-sdk-request":
        return value.replaceAll("ttl=[0-9TZ]+", "ttl=...");
      case "content-length":
        // The recorder has read as many; here is how many there would be without the trace.
        return request.text().equals(body) ? value : String.valueOf(body.length());
      case "x-amz-content-sha256":
        if (value.equals(hash(request.body()))) {
          return hash(body.getBytes(StandardCharsets.UTF_8));
        }
        return value;
      default:
        return value;
    }
  }

  private static String withoutTrace(Request request) {
    String text = request.text().replaceAll("((chunk|trailer)-signature[:=])[0-9a-f]{64}", "$1...");
    String target = request.header("X-Amz-Target");
    if (target == null) {
      return text;
    }
    JsonObject body = JsonParser.parseString(text).getAsJsonObject();
    boolean removed = false;
    switch (target) {
      case "AmazonSQS.SendMessage" -> removed = removeAttribute(body);
      case "AmazonSQS.SendMessageBatch" -> {
        for (JsonElement entry : body.getAsJsonArray("Entries")) {
          removed |= removeAttribute(entry.getAsJsonObject());
        }
      }
      case "AmazonSQS.ReceiveMessage" -> {
        for (String list : NAME_LISTS) {
          removed |= removeName(body, list);
        }
      }
      case "AWSEvents.PutEvents" -> {
        for (JsonElement entry : body.getAsJsonArray("Entries")) {
          removed |= entry.getAsJsonObject().remove("TraceHeader") != null;
        }
      }
      case "AWSStepFunctions.StartExecution" -> removed = body.remove("traceHeader") != null;
      default -> {}
    }
    return removed ? body.toString() : text;
  }

  private static boolean removeAttribute(JsonObject message) {
    JsonObject attributes = message.getAsJsonObject("MessageSystemAttributes");
    if (attributes == null || attributes.remove(ATTRIBUTE) == null) {
      return false;
    }
    if (attributes.isEmpty()) {
      message.remove("MessageSystemAttributes");
    }
    return true;
  }

  private static boolean removeName(JsonObject body, String list) {
    JsonArray names = body.getAsJsonArray(list);
    if (names == null || !names.remove(new JsonPrimitive(ATTRIBUTE))) {
      return false;
    }
    if (names.isEmpty()) {
      body.remove(list);
    }
    return true;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
