package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class KernelDropsTest {

  @Test
  void tellsWhatASocketLost() throws Exception {
    // A socket that nobody reads fills up.
    try (DatagramSocket sender = new DatagramSocket();
        DatagramChannel full = DatagramChannel.open(StandardProtocolFamily.INET)) {
      full.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
      full.bind(new InetSocketAddress("127.0.0.1", 0));
      InetSocketAddress there = (InetSocketAddress) full.getLocalAddress();
      assertEquals(0, KernelDrops.of(there));
      byte[] bytes = new byte[1_000];
      for (int i = 0; i < 1_000; i++) {
        sender.send(new DatagramPacket(bytes, bytes.length, there));
      }
      long dropped = KernelDrops.of(there);
      assertTrue(dropped > 900 && dropped < 1_000, "dropped: " + dropped);
    }
    assertEquals(-1, KernelDrops.of(new InetSocketAddress("127.0.0.3", 1)));
  }

  @Test
  void findsASocketOverIpv6(@TempDir Path folder) throws Exception {
    Path table = folder.resolve("udp6");
    Files.write(
        table,
        ("  sl  local_address                         remote_address   st tx_queue drops\n"
                + "   7: 00000000000000000000000001000000:07D1 0:0 07 0:0 00:0 0 0 0 1 2 0 11\n"
                + "   8: 00000000000000000000000001000000:07D0 0:0 07 0:0 00:0 0 0 0 1 2 0 42\n"
                + "   9: nonsense\n")
            .getBytes(US_ASCII));
    File file = table.toFile();
    InetAddress loopback = InetAddress.getByName("::1");
    assertEquals(
        42, KernelDrops.in(file, KernelDrops.column(new InetSocketAddress(loopback, 2000))));
    assertEquals(
        -1, KernelDrops.in(file, KernelDrops.column(new InetSocketAddress(loopback, 2002))));
    assertEquals(-1, KernelDrops.in(folder.resolve("none").toFile(), "x"));
  }
}
