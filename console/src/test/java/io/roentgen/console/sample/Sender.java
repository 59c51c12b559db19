package io.roentgen.console.sample;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends documents as an SDK does: a datagram each. */
public final class Sender implements Closeable {

  private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

  private final DatagramSocket socket = new DatagramSocket();
  private final InetSocketAddress to;

  /** To a daemon at host:port. */
  public Sender(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    to =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** Sends one document. */
  public void send(String document) throws IOException {
    byte[] bytes = (HEADER + document).getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, to));
  }

  /** Sends documents at a rate, so many a second; returns when the last one is sent. */
  public void send(List<String> documents, int rate) throws IOException, InterruptedException {
    long began = System.nanoTime();
    for (int i = 0; i < documents.size(); i++) {
      // In parcels: a sleep is seldom shorter than a millisecond.
      long ahead = began + i * 1_000_000_000L / rate - System.nanoTime();
      if (ahead > 2_000_000) {
        Thread.sleep(ahead / 1_000_000);
      }
      send(documents.get(i));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
