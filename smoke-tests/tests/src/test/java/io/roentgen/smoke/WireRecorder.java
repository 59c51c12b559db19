package io.roentgen.smoke;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An HTTP server that keeps every request as it was on the wire: the request line, the headers in
 * their order and spelling, the body's bytes.
 */
final class WireRecorder implements AutoCloseable {

  /** A request; header lines are not taken apart. */
  record Request(String line, List<String> headers, byte[] body) {

    /** The value of the only header of that name, or null. */
    String header(String name) {
      List<String> values = all(name);
      if (values.size() > 1) {
        throw new IllegalStateException(name + " came more than once: " + values);
      }
      return values.isEmpty() ? null : values.get(0);
    }

    /** All values of that name. */
    List<String> all(String name) {
      List<String> values = new ArrayList<>();
      for (String header : headers) {
        if (header.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
          values.add(header.substring(name.length() + 1).trim());
        }
      }
      return values;
    }

    /** The body as text. */
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** What it answers; header lines as they are to be sent. */
  record Answer(int status, List<String> headers, byte[] body) {}

  private final ServerSocket server;
  private final Function<Request, Answer> answers;
  private final List<Request> requests = new ArrayList<>();
  private final List<Socket> connections = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  WireRecorder(Function<Request, Answer> answers) throws IOException {
    this.answers = answers;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("wire-recorder", this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Everything since it was last asked. */
  synchronized List<Request> take() {
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.get(0));
    }
    List<Request> taken = new ArrayList<>(requests);
    requests.clear();
    return taken;
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        synchronized (this) {
          connections.add(socket);
        }
        start("wire-recorder connection", () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (Request request = read(in, out); request != null; request = read(in, out)) {
        synchronized (this) {
          requests.add(request);
        }
        write(out, request, answers.apply(request));
      }
    } catch (IOException gone) {
      // A client that closes its connections.
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        failures.add(e);
      }
    }
  }

  private static Request read(InputStream in, OutputStream out) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      headers.add(header);
    }
    Request head = new Request(line, headers, new byte[0]);
    if ("100-continue".equalsIgnoreCase(head.header("Expect"))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    String length = head.header("Content-Length");
    byte[] body = new byte[0];
    if ("chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
      body = chunks(in);
    } else if (length != null) {
      body = exactly(in, Integer.parseInt(length));
    }
    return new Request(line, headers, body);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line(in).trim(), 16);
      body.write(exactly(in, length));
      line(in);
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static void write(OutputStream out, Request request, Answer answer) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Canned\r\n");
    for (String header : answer.headers()) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(answer.body().length).append("\r\n\r\n");
    all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!request.line().startsWith("HEAD ")) {
      all.writeBytes(answer.body());
    }
    out.write(all.toByteArray());
    out.flush();
  }

  @Override
  public synchronized void close() {
    try {
      server.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
