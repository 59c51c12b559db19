package io.roentgen.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A daemon that keeps what it receives. */
final class UdpSink implements AutoCloseable {

  private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

  private final DatagramSocket socket;
  private final Set<Integer> senders = ConcurrentHashMap.newKeySet();
  private final Queue<byte[]> received = new ConcurrentLinkedQueue<>();

  UdpSink() throws IOException {
    this(0);
  }

  UdpSink(int port) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setReceiveBufferSize(8 << 20);
    Thread thread = new Thread(this::receive, "udp-sink");
    thread.setDaemon(true);
    thread.start();
  }

  private void receive() {
    byte[] buffer = new byte[65536];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] copy = new byte[packet.getLength()];
        System.arraycopy(buffer, 0, copy, 0, copy.length);
        senders.add(packet.getPort());
        received.add(copy);
      }
    } catch (SocketException e) {
      // Closed.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  DaemonAddress address() {
    return DaemonAddress.parse("127.0.0.1:" + port());
  }

  /** The ports that documents came from. */
  Set<Integer> senders() {
    return senders;
  }

  int size() {
    return received.size();
  }

  /** Everything received, checked: each datagram is the header line and a document. */
  Documents documents() {
    Documents documents = new Documents();
    for (byte[] datagram : received) {
      String header = new String(datagram, 0, HEADER.length(), StandardCharsets.US_ASCII);
      assertEquals(HEADER, header);
      byte[] document = new byte[datagram.length - HEADER.length()];
      System.arraycopy(datagram, HEADER.length(), document, 0, document.length);
      documents.add(document);
    }
    documents.check();
    return documents;
  }

  @Override
  public void close() {
    socket.close();
  }
}
