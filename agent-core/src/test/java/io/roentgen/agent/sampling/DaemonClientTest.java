package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.agent.emit.DaemonAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may come back over a socket. */
class DaemonClientTest {

  private static final byte[] BODY = "{\"é\":1}".getBytes(StandardCharsets.UTF_8);

  /** What a server does with a connection. */
  private interface Behaviour {
    void answer(Socket connection, OutputStream out) throws Exception;
  }

  private String question;

  private String post(Behaviour behaviour) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket connection = server.accept()) {
                  byte[] buffer = new byte[4096];
                  StringBuilder text = new StringBuilder();
                  while (text.indexOf("}") < 0) {
                    int read = connection.getInputStream().read(buffer);
                    text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                  }
                  behaviour.answer(connection, connection.getOutputStream());
                  return text.toString();
                } catch (Exception e) {
                  return e.toString();
                }
              });
      DaemonAddress address = DaemonAddress.parse("127.0.0.1:" + server.getLocalPort());
      try {
        return new DaemonClient(address).post("/Path", BODY, BODY.length);
      } finally {
        question = asked.join().replace("" + server.getLocalPort(), "PORT");
      }
    }
  }

  private String post(String answer) throws Exception {
    return post((connection, out) -> out.write(answer.getBytes(StandardCharsets.UTF_8)));
  }

  private static String ok(String rest) {
    return "HTTP/1.1 200 OK\r\n" + rest;
  }

  @Test
  void whatIsAsked() throws Exception {
    post(ok("Content-Length: 2\r\n\r\n{}"));
    assertEquals(
        "POST /Path HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUser-Agent: Roentgen\r\n"
            + "Content-Type: application/json\r\nContent-Length: 8\r\nConnection: close\r\n\r\n"
            + "{\"é\":1}",
        question);
  }

  @Test
  void aLength() throws Exception {
    assertEquals("{\"a\":\"é\"}", post(ok("content-length:10\r\n\r\n{\"a\":\"é\"}trailing")));
    assertEquals("", post(ok("Content-Length: 0\r\n\r\n")));
  }

  @Test
  void chunks() throws Exception {
    String head = "Server: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertEquals("{\"a\":1}", post(ok(head + "4;x=y\r\n{\"a\"\r\n3\r\n:1}\r\n0\r\n\r\n")));
    String large = "x".repeat(100_000);
    assertEquals(large, post(ok(head + "186A0\r\n" + large + "\r\n0\r\nTrailer: x\r\n\r\n")));
  }

  @Test
  void untilItCloses() throws Exception {
    assertEquals("{}", post("HTTP/1.0 200\n\n{}"));
  }

  /** A server that keeps the connection open is not waited for. */
  @Test
  void theConnectionMayStayOpen() throws Exception {
    String answer =
        post(
            (connection, out) -> {
              out.write(ok("Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.UTF_8));
              assertEquals(-1, connection.getInputStream().read());
            });
    assertEquals("{}", answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 OK! yes\r\n\r\n",
        "HTTP/2 200\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
      })
  void noAnswer(String text) {
    assertThrows(IOException.class, () -> post(text));
  }

  @Test
  void aStatus() {
    DaemonClient.Refused refused =
        assertThrows(
            DaemonClient.Refused.class,
            () -> post("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}"));
    assertEquals(403, refused.status);
  }

  @Test
  void tooMuch() {
    String line = "x".repeat(DaemonClient.MAX_BYTES);
    assertThrows(IOException.class, () -> post(ok("Header: " + line + "\r\n\r\n{}")));
    assertThrows(IOException.class, () -> post(ok("\r\n" + line)));
    String header = "Header: x\r\n";
    assertThrows(IOException.class, () -> post(ok(header.repeat(100_000) + "\r\n{}")));
  }

  /** Each byte comes in time, the answer does not. */
  @Test
  void aServerThatTakesItsTime() {
    IOException late =
        assertThrows(
            IOException.class,
            () ->
                post(
                    (connection, out) -> {
                      out.write(ok("").getBytes(StandardCharsets.UTF_8));
                      for (int i = 0; i < 1000; i++) {
                        out.write('x');
                        Thread.sleep(50);
                      }
                    }));
    assertTrue(late instanceof SocketTimeoutException, late.toString());
  }

  @Test
  void nobodyThere() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    DaemonClient client = new DaemonClient(DaemonAddress.parse("127.0.0.1:" + port));
    assertThrows(IOException.class, () -> client.post("/Path", BODY, BODY.length));
    DaemonClient nowhere = new DaemonClient(DaemonAddress.parse("nowhere.invalid:2000"));
    assertThrows(IOException.class, () -> nowhere.post("/Path", BODY, BODY.length));
  }
}
