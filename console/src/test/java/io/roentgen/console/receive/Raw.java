package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** HTTP as no client library would send it. */
final class Raw {

  private Raw() {}

  /** All that is answered until the connection ends. */
  static String call(InetSocketAddress address, String request) throws IOException {
    try (Socket socket = open(address, request)) {
      return rest(socket);
    }
  }

  static Socket open(InetSocketAddress address, String request) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  /** Empty if the connection was ended without a word. */
  static String rest(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    byte[] part = new byte[1_000];
    try {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        text.append(new String(part, 0, read, ISO_8859_1));
      }
    } catch (SocketException e) {
      // Reset: what was answered before counts.
    }
    return text.toString();
  }
}
