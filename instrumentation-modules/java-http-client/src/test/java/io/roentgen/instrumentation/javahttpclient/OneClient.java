package io.roentgen.instrumentation.javahttpclient;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The server's side of one connection, byte by byte. */
final class OneClient {

  private OneClient() {}

  interface Conversation<T> {
    T with(Socket client) throws Exception;
  }

  /** On a thread of its own: the common pool, which the client uses, may have only one. */
  static <T> CompletableFuture<T> of(ServerSocket server, Conversation<T> conversation) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Socket client = server.accept()) {
                result.complete(conversation.with(client));
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    return result;
  }

  static int untilClosed(Socket client, CountDownLatch received) throws IOException {
    int read;
    do {
      read = client.getInputStream().read();
      received.countDown();
    } while (read >= 0);
    return read;
  }

  /** RFC 6455, 4.2.2. */
  static String upgrade(Socket client) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
    StringBuilder request = new StringBuilder();
    String key = null;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      request.append(line).append('\n');
      if (line.startsWith("Sec-WebSocket-Key: ")) {
        key = line.substring("Sec-WebSocket-Key: ".length());
      }
    }
    byte[] accepted = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII);
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(accepted))
            + "\r\n\r\n";
    client.getOutputStream().write(answer.getBytes(US_ASCII));
    in.read();
    return request.toString();
  }
}
