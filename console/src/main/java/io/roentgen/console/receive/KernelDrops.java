package io.roentgen.console.receive;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * How many datagrams the kernel dropped for want of room in a socket's buffer: the last column of
 * Linux's {@code /proc/net/udp} and {@code udp6}.
 */
final class KernelDrops {

  private KernelDrops() {}

  /**
   * @param local the socket's address
   * @return -1 if there is no such table or socket
   */
  static long of(InetSocketAddress local) {
    String table = local.getAddress() instanceof Inet4Address ? "/proc/net/udp" : "/proc/net/udp6";
    File file = new File(table);
    return file.exists() ? in(file, column(local)) : -1;
  }

  static long in(File file, String local) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.contains(local)) {
          continue;
        }
        StringTokenizer columns = new StringTokenizer(line);
        columns.nextToken();
        if (!columns.hasMoreTokens() || !columns.nextToken().equals(local)) {
          continue;
        }
        String last = null;
        while (columns.hasMoreTokens()) {
          last = columns.nextToken();
        }
        return last == null ? -1 : Long.parseLong(last);
      }
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
    return -1;
  }

  /** 0100007F:07D0 for 127.0.0.1:2000: words of four bytes, each in the machine's order. */
  static String column(InetSocketAddress local) {
    byte[] address = local.getAddress().getAddress();
    StringBuilder text = new StringBuilder();
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    for (int word = 0; word < address.length; word += 4) {
      for (int i = 0; i < 4; i++) {
        hex(text, address[word + (little ? 3 - i : i)] & 0xff, 2);
      }
    }
    hex(text.append(':'), local.getPort(), 4);
    return text.toString();
  }

  private static void hex(StringBuilder text, int value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      text.append("0123456789ABCDEF".charAt(value >> shift & 15));
    }
  }
}
