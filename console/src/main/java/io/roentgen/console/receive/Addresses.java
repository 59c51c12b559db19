package io.roentgen.console.receive;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as text, with no look-up of names. */
final class Addresses {

  private Addresses() {}

  /** As in a URL: 127.0.0.1:2000, [::1]:2000. */
  static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      return address.getHostString() + ':' + address.getPort();
    }
    return host instanceof Inet6Address
        ? '[' + host.getHostAddress() + "]:" + address.getPort()
        : host.getHostAddress() + ':' + address.getPort();
  }
}
