package io.roentgen.smoke.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What Lambda itself does for the trace of an invocation. With active tracing and a sampled trace
 * it sends two segments, the service's ({@code AWS::Lambda}) and the function's ({@code
 * AWS::Lambda::Function}), and tells the function that the second is its parent. Source: AWS X-Ray
 * developer guide, "AWS Lambda and AWS X-Ray".
 */
final class FunctionTrace {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ENVELOPE = "{\"format\": \"json\", \"version\": 1}\n";

  private final String function;
  private final String daemon;
  private final String root;
  private final String callersId;
  private final String servicesId = hex(8);
  private final String functionsId = hex(8);
  private final boolean segments;
  private final String header;
  private final double start = System.currentTimeMillis() / 1000.0;

  /**
   * Decides.
   *
   * @param daemon host and port to send the segments to, or null
   * @param caller the header of the call, or null: with active tracing a sampled trace begins
   */
  FunctionTrace(LambdaFunction function, String daemon, String caller) {
    this.function = function.name;
    this.daemon = daemon;
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
  }

  /** {@code Lambda-Runtime-Trace-Id}. */
  String header() {
    return header;
  }

  void end(String requestId, boolean failed) {
    if (!segments || daemon == null) {
      return;
    }
    String fault = failed ? ",\"fault\":true" : "";
    String aws = ",\"aws\":{\"request_id\":\"" + requestId + "\"}" + fault;
    send(segment(servicesId, callersId, "AWS::Lambda") + aws + "}");
    send(segment(functionsId, servicesId, "AWS::Lambda::Function") + aws + "}");
  }

  private String segment(String id, String parent, String origin) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"id\":\"%s\",\"trace_id\":\"%s\"%s,\"origin\":\"%s\","
            + "\"start_time\":%.3f,\"end_time\":%.3f",
        function,
        id,
        root,
        parent == null ? "" : ",\"parent_id\":\"" + parent + "\"",
        origin,
        start,
        System.currentTimeMillis() / 1000.0);
  }

  private void send(String document) {
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
