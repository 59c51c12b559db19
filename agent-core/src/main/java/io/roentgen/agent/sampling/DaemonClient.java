package io.roentgen.agent.sampling;

import io.roentgen.agent.emit.DaemonAddress;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * Asks the daemon over HTTP/1.1 (RFC 9112), a connection for each question. On a plain socket:
 * {@code HttpURLConnection} is woven, and takes proxies, authenticators and caches from the
 * application.
 */
final class DaemonClient {

  private static final int TIMEOUT_MILLIS = 2_000;

  /** Of an answer with its head. All rules that an account may have fit in a tenth. */
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_LINE = 8_192;

  private final DaemonAddress address;

  DaemonClient(DaemonAddress address) {
    this.address = address;
  }

  /** An answer other than 200. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    final int status;

    Refused(int status) {
      super("status " + status);
      this.status = status;
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }

  /**
   * @param path of ASCII
   * @param body JSON
   * @return the answer's body
   * @throws IOException if there is none of status 200 and less than a megabyte within two seconds
   */
  String post(String path, byte[] body, int length) throws IOException {
    InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
    if (resolved.isUnresolved()) {
      throw new UnknownHostException(address.host() + " cannot be resolved");
    }
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(resolved, TIMEOUT_MILLIS);
      ByteArrayOutputStream request = new ByteArrayOutputStream(length + 200);
      String head =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: "
              + address
              + "\r\nUser-Agent: Roentgen\r\nContent-Type: application/json\r\nContent-Length: "
              + length
              + "\r\nConnection: close\r\n\r\n";
      request.write(head.getBytes(StandardCharsets.UTF_8));
      request.write(body, 0, length);
      socket.getOutputStream().write(request.toByteArray());
      return new Answer(socket).read();
    } catch (NumberFormatException e) {
      throw new IOException("no HTTP: " + e.getMessage());
    }
  }

  /** What comes back. */
  private static final class Answer {

    private final Socket socket;
    private final InputStream in;
    private final long deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
    private final byte[] buffer = new byte[MAX_LINE];
    private int at;
    private int end;
    private int total;

    Answer(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
    }

    String read() throws IOException {
      String status = line();
      if (!status.startsWith("HTTP/1.") || status.length() < 12) {
        throw new IOException("no HTTP");
      }
      int code = Integer.parseInt(status.substring(9, 12));
      boolean chunked = false;
      int length = -1;
      for (String header = line(); !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        String name = colon < 0 ? header : header.substring(0, colon);
        String value = header.substring(colon + 1).trim();
        if (name.equalsIgnoreCase("Content-Length")) {
          length = Integer.parseInt(value);
        } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
          chunked = value.equalsIgnoreCase("chunked");
        }
      }
      if (code != 200) {
        throw new Refused(code);
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (chunked) {
        chunks(body);
      } else if (length >= 0) {
        copy(length, body);
      } else {
        while (at < end || fill()) {
          body.write(buffer, at, end - at);
          at = end;
        }
      }
      return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
      while (true) {
        String size = line();
        int extension = size.indexOf(';');
        int length =
            Integer.parseInt(extension < 0 ? size : size.substring(0, extension).trim(), 16);
        if (length == 0) {
          return;
        }
        copy(length, body);
        if (!line().isEmpty()) {
          throw new IOException("no HTTP: a chunk is longer than it says");
        }
      }
    }

    private void copy(int length, ByteArrayOutputStream body) throws IOException {
      for (int left = length; left > 0; ) {
        if (at == end && !fill()) {
          throw new EOFException("half an answer");
        }
        int part = Math.min(left, end - at);
        body.write(buffer, at, part);
        at += part;
        left -= part;
      }
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      while (line.length() < MAX_LINE) {
        if (at == end && !fill()) {
          throw new EOFException(total == 0 ? "no answer" : "half an answer");
        }
        char c = (char) (buffer[at++] & 0xff);
        if (c == '\n') {
          int length = line.length();
          boolean cr = length > 0 && line.charAt(length - 1) == '\r';
          return cr ? line.substring(0, length - 1) : line.toString();
        }
        line.append(c);
      }
      throw new IOException("no HTTP: an endless line");
    }

    /** A timeout of the socket's is for each read, and a slow server may need many. */
    private boolean fill() throws IOException {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("no whole answer in " + TIMEOUT_MILLIS + " ms");
      }
      socket.setSoTimeout((int) left);
      at = 0;
      end = 0;
      int read = in.read(buffer);
      if (read < 0) {
        return false;
      }
      end = read;
      total += read;
      if (total > MAX_BYTES) {
        throw new IOException("more than " + MAX_BYTES + " bytes");
      }
      return true;
    }
  }
}
