package io.roentgen.console.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Addresses as text, with no look-up of names. */
public final class Addresses {

  private Addresses() {}

  /** As in a URL: 127.0.0.1:2000, [::1]:2000. */
  public static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      return address.getHostString() + ':' + address.getPort();
    }
    return host instanceof Inet6Address
        ? '[' + host.getHostAddress() + "]:" + address.getPort()
        : host.getHostAddress() + ':' + address.getPort();
  }

  /** The name in a Host header, in small letters and without the port. */
  public static String host(String header) {
    String name = header.trim().toLowerCase(Locale.ROOT);
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf(']') ? name.substring(0, colon) : name;
  }
}
