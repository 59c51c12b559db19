package io.roentgen.agent.emit;

/**
 * Where the daemon listens: {@code host:port}, or Amazon's {@code tcp:host:port udp:host:port}, of
 * which the UDP part counts. IPv6 addresses in brackets.
 */
public final class DaemonAddress {

  private final String host;
  private final int port;

  private DaemonAddress(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Null if it can't be understood. */
  public static DaemonAddress parse(String text) {
    String udp = null;
    String rest = text.trim();
    while (!rest.isEmpty()) {
      int space = rest.indexOf(' ');
      String part = space < 0 ? rest : rest.substring(0, space);
      rest = space < 0 ? "" : rest.substring(space + 1).trim();
      if (part.startsWith("udp:")) {
        udp = part.substring(4);
      } else if (!part.startsWith("tcp:") && udp == null) {
        udp = part;
      }
    }
    int colon = udp == null ? -1 : udp.lastIndexOf(':');
    if (colon <= 0) {
      return null;
    }
    String host = udp.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return null;
    }
    try {
      int port = Integer.parseInt(udp.substring(colon + 1));
      return port > 0 && port < 65536 && !host.isEmpty() ? new DaemonAddress(host, port) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A name or an address, without brackets. */
  public String host() {
    return host;
  }

  /** From 1 to 65535. */
  public int port() {
    return port;
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
