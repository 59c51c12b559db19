package io.roentgen.smoke.lambda;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * What Lambda itself does for the trace of an invocation. With active tracing and a sampled trace
 * it sends two segments, the service's ({@code AWS::Lambda}) and the function's ({@code
 * AWS::Lambda::Function}), and tells the function that the second is its parent. An event is
 * answered before the function gets it; then the service's segment holds how long it waited and
 * when it was tried. What a function's segment says of its sandbox is left out here. Source: AWS
 * X-Ray developer guide, "AWS Lambda and AWS X-Ray", and documents that Lambda sent.
 */
final class FunctionTrace {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ENVELOPE = "{\"format\": \"json\", \"version\": 1}\n";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final String function;
  private final String daemon;
  private final String root;
  private final String callersId;
  private final String servicesId = hex(8);
  private final String functionsId = hex(8);
  private final boolean segments;
  private final boolean event;
  private final String header;
  private final double start = now();
  private final double answered;
  private volatile double delivered;

  /**
   * Decides.
   *
   * @param daemon host and port to send the segments to, or null
   * @param caller the header of the call, or null: with active tracing a sampled trace begins
   * @param event whether nobody waits for the answer
   */
  FunctionTrace(LambdaFunction function, String daemon, String caller, boolean event) {
    this.function = function.name;
    this.daemon = daemon;
    this.event = event;
    String fromCaller = field(caller, "Root");
    root =
        fromCaller != null
            ? fromCaller
            : "1-" + Long.toHexString(System.currentTimeMillis() / 1000) + "-" + hex(12);
    callersId = field(caller, "Parent");
    segments = function.active && !"0".equals(field(caller, "Sampled"));
    if (segments) {
      header = "Root=" + root + ";Parent=" + functionsId + ";Sampled=1";
    } else {
      header = caller != null ? caller : "Root=" + root;
    }
    answered = now();
  }

  /** {@code Lambda-Runtime-Trace-Id}. */
  String header() {
    return header;
  }

  /** The function has the event now. */
  void delivered() {
    delivered = now();
  }

  /**
   * Sends the segments.
   *
   * @param cause of a failure, JSON as the runtime tells it, or null
   */
  void end(String requestId, boolean failed, String cause) {
    if (!segments || daemon == null) {
      return;
    }
    double end = now();
    double taken = delivered == 0 ? end : delivered;
    JsonObject service =
        segment(servicesId, callersId, "AWS::Lambda", start, event ? answered : end);
    service.add("http", status(event ? ACCEPTED : OK));
    JsonObject aws = new JsonObject();
    aws.addProperty("request_id", requestId);
    service.add("aws", aws);
    service.addProperty("resource_arn", LambdaService.arn(function));
    String parent = servicesId;
    if (event) {
      JsonObject attempt = part("Attempt #1", hex(8), taken, end);
      attempt.add("http", status(OK));
      fault(attempt, failed);
      JsonArray parts = new JsonArray();
      parts.add(part("Dwell Time", hex(8), start, taken));
      parts.add(attempt);
      service.add("subsegments", parts);
      parent = attempt.get("id").getAsString();
    }
    fault(service, failed);
    send(service);

    JsonObject run = segment(functionsId, parent, "AWS::Lambda::Function", taken, end);
    JsonObject about = new JsonObject();
    about.addProperty("function_arn", LambdaService.arn(function));
    run.add("aws", about);
    fault(run, failed);
    if (failed && cause != null) {
      run.add("cause", cause(cause));
    }
    send(run);
  }

  private JsonObject segment(String id, String parent, String origin, double from, double to) {
    JsonObject segment = part(function, id, from, to);
    segment.addProperty("trace_id", root);
    if (parent != null) {
      segment.addProperty("parent_id", parent);
    }
    segment.addProperty("origin", origin);
    return segment;
  }

  private static JsonObject part(String name, String id, double from, double to) {
    JsonObject part = new JsonObject();
    part.addProperty("name", name);
    part.addProperty("id", id);
    part.addProperty("start_time", from);
    part.addProperty("end_time", Math.max(from, to));
    return part;
  }

  private static JsonObject status(int status) {
    JsonObject response = new JsonObject();
    response.addProperty("status", status);
    JsonObject http = new JsonObject();
    http.add("response", response);
    return http;
  }

  private static void fault(JsonObject entity, boolean failed) {
    if (failed) {
      entity.addProperty("fault", true);
    }
  }

  /** The runtime gives the exceptions no ids, which X-Ray wants. */
  private static JsonObject cause(String json) {
    JsonObject cause = JsonParser.parseString(json).getAsJsonObject();
    for (JsonElement exception : cause.getAsJsonArray("exceptions")) {
      exception.getAsJsonObject().addProperty("id", hex(8));
    }
    return cause;
  }

  /** Seconds since 1970, in microseconds. */
  private static double now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1e6;
  }

  private void send(JsonObject document) {
    byte[] bytes = (ENVELOPE + document).getBytes(StandardCharsets.UTF_8);
    int colon = daemon.lastIndexOf(':');
    InetSocketAddress to =
        new InetSocketAddress(
            daemon.substring(0, colon), Integer.parseInt(daemon.substring(colon + 1)));
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String field(String header, String name) {
    if (header != null) {
      for (String part : header.split(";")) {
        if (part.trim().startsWith(name + "=")) {
          return part.trim().substring(name.length() + 1);
        }
      }
    }
    return null;
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
