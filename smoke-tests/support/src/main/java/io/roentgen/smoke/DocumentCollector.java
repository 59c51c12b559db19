package io.roentgen.smoke;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The receiving side of the X-Ray daemon's UDP protocol, on a free port of the loopback address. A
 * datagram is a header line, {@code {"format": "json", "version": 1}}, and one segment document.
 * Documents are appended to a file, one a line, as they came.
 */
public final class DocumentCollector implements AutoCloseable {
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int RECEIVE_BUFFER = 8 << 20;

  private final DatagramSocket socket;
  private final BufferedWriter file;
  private final List<JsonObject> documents = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();
  private final InetSocketAddress next;
  private final Thread receiver = new Thread(this::receive, "documents");

  /**
   * Opens the port and starts to receive.
   *
   * @param file the documents go here; its directory is created, what it held is lost
   */
  public DocumentCollector(Path file) throws IOException {
    this(file, null);
  }

  /**
   * As the other one, and passes every datagram on as it came.
   *
   * @param next who gets them too; null for nobody
   */
  public DocumentCollector(Path file, InetSocketAddress next) throws IOException {
    this.next = next;
    Files.createDirectories(file.toAbsolutePath().getParent());
    this.file = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    socket = new DatagramSocket(null);
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    receiver.setDaemon(true);
    receiver.start();
  }

  /** Host and port, as {@code roentgen.daemon.address} wants it. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void receive() {
    byte[] buffer = new byte[LARGEST_DATAGRAM];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    while (true) {
      packet.setLength(buffer.length);
      try {
        socket.receive(packet);
        if (next != null) {
          socket.send(new DatagramPacket(buffer, packet.getLength(), next));
        }
        take(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
        reject(e.toString());
      }
    }
  }

  private void take(String datagram) throws IOException {
    int line = datagram.indexOf('\n');
    if (line < 0) {
      reject("no header line: " + datagram);
      return;
    }
    try {
      JsonObject header = JsonParser.parseString(datagram.substring(0, line)).getAsJsonObject();
      if (!"json".equals(header.get("format").getAsString())
          || header.get("version").getAsInt() != 1) {
        reject("another header: " + datagram);
        return;
      }
      JsonObject document = JsonParser.parseString(datagram.substring(line + 1)).getAsJsonObject();
      synchronized (this) {
        file.write(document.toString());
        file.newLine();
        file.flush();
        documents.add(document);
        notifyAll();
      }
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      reject(e + ": " + datagram);
    }
  }

  private synchronized void reject(String reason) {
    malformed.add(reason);
  }

  /** The documents that came until now. */
  public synchronized List<JsonObject> documents() {
    return List.copyOf(documents);
  }

  /** What came and was no document, each with the reason first. */
  public synchronized List<String> malformed() {
    return List.copyOf(malformed);
  }

  /** The traces these documents make. */
  public Traces traces() {
    return Traces.of(documents());
  }

  /** Forgets the documents that came until now; the file keeps them. */
  public synchronized void clear() {
    documents.clear();
    malformed.clear();
  }

  /** Waits for the next document, or until the time is over. */
  public synchronized void await(long milliseconds) throws InterruptedException {
    wait(milliseconds);
  }

  /** Stops receiving and closes the file. */
  @Override
  public void close() throws IOException {
    socket.close();
    synchronized (this) {
      file.close();
    }
  }
}
