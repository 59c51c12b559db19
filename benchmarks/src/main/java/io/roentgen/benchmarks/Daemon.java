package io.roentgen.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * Takes datagrams and throws them away, so that both sides really send. A process of its own, whose
 * CPU time is not counted; it ends with its standard input.
 */
final class Daemon implements AutoCloseable {

  private final Process process;
  private final String address;

  Daemon() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Daemon.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    address =
        "127.0.0.1:"
            + new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
  }

  public static void main(String[] args) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> drain(socket), "daemon");
    thread.setDaemon(true);
    thread.start();
    System.out.println(socket.getLocalPort());
    while (System.in.read() >= 0) {}
  }

  private static void drain(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    try {
      while (true) {
        packet.setLength(65_536);
        socket.receive(packet);
      }
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
