package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean no good get an error or lose their connection; the others are answered. */
class HostileClientsTest {

  private static final String POST =
      "POST /TraceSegments HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

  private DaemonServer server;

  @BeforeEach
  void open() throws Exception {
    server =
        new DaemonServer(
            new InetSocketAddress("127.0.0.1", 0),
            new SamplingRules(null),
            (bytes, offset, length) -> length > 1_000 ? "no document" : null,
            new Counters(),
            List.of(),
            1_000,
            100);
  }

  @AfterEach
  void stillAnswers() throws IOException {
    String body = "{\"TraceSegmentDocuments\": [\"{}\"]}";
    String answer = call("Content-Length: " + body.length() + "\r\n\r\n" + body);
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    server.close();
  }

  private String call(String request) throws IOException {
    return Raw.call(server.address(), POST + request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Nothing, half a line, half a header, a body that never comes or stops.
        "",
        "POST /Trace",
        POST + "Content-",
        POST + "Content-Length: 100\r\n\r\n",
        POST + "Content-Length: 100\r\n\r\n{\"TraceSegmentDocuments\": [",
        POST + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"Tra\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\nfffffff",
      })
  void whoStopsHalfwayLosesTheConnection(String start) throws IOException {
    if (start.isEmpty()) {
      // No thread waits for a connection that says nothing.
      Raw.open(server.address(), start).close();
      return;
    }
    try (Socket socket = Raw.open(server.address(), start)) {
      String answer = Raw.rest(socket);
      assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
    }
  }

  @Test
  void aByteAtATimeTakesNoLonger() throws Exception {
    try (Socket socket = Raw.open(server.address(), POST + "Content-Length: 9999\r\n\r\n")) {
      boolean alive = true;
      int sent = 0;
      while (alive && sent < 1_000) {
        try {
          socket.getOutputStream().write(' ');
          sent++;
        } catch (IOException e) {
          alive = false;
        }
        Thread.sleep(20);
      }
      assertTrue(sent < 1_000, "still connected");
    }
  }

  @Test
  void aHundredStalledConnectionsDoNotShutOthersOut() throws Exception {
    List<Socket> stalled = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      stalled.add(Raw.open(server.address(), POST + "Content-Length: 100\r\n\r\n{"));
    }
    String answer = call("Content-Length: 2\r\n\r\n{}");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    for (Socket socket : stalled) {
      assertEquals("", Raw.rest(socket));
      socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8388609", "99999999999", "9223372036854775807"})
  void aHugeLengthIsRefusedUnread(String length) throws IOException {
    String answer = call("Content-Length: " + length + "\r\n\r\n{");
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "99999999999999999999", "x", "1, 2"})
  void aWrongLengthIsRefused(String length) throws IOException {
    String answer = call("Content-Length: " + length + "\r\n\r\n{");
    assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
  }

  @Test
  void chunksWithoutAnEndAreCutOff() throws IOException {
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    long sent = 0;
    String answer;
    try (Socket socket = Raw.open(server.address(), POST + "Transfer-Encoding: chunked\r\n\r\n")) {
      byte[] bytes = chunk.getBytes(ISO_8859_1);
      try {
        for (; sent < 64L << 20; sent += bytes.length) {
          socket.getOutputStream().write(bytes);
        }
      } catch (IOException e) {
        // It has had enough.
      }
      answer = Raw.rest(socket);
    }
    assertTrue(sent < 64L << 20, "took " + sent + ": " + answer);
  }

  @Test
  void nestingIsBounded() throws IOException {
    String body = "{\"a\":" + "[".repeat(1_000_000);
    String answer = call("Content-Length: " + body.length() + "\r\n\r\n" + body);
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    String document = "[".repeat(60_000);
    body = "{\"TraceSegmentDocuments\": [\"{\\\"a\\\":" + document + "\"]}";
    answer = call("Content-Length: " + body.length() + "\r\n\r\n" + body);
    assertTrue(answer.contains("Invalid segment: no document"), answer);
  }

  @Test
  void whatIsNoHttpIsDropped() throws IOException {
    for (String garbage :
        new String[] {"\u0016\u0003\u0001\u0002\0\u0001", "\0\0\0\0\r\n\r\n", "\r\n"}) {
      try (Socket socket = Raw.open(server.address(), garbage)) {
        String answer = Raw.rest(socket);
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
      }
    }
  }
}
