package io.roentgen.agent.emit;

/**
 * Where the daemon listens: {@code host:port}, or Amazon's {@code tcp:host:port udp:host:port}.
 * IPv6 addresses in brackets.
 */
public final class DaemonAddress {

  private final String host;
  private final int port;

  private DaemonAddress(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Where it takes documents. Null if the text can't be understood. */
  public static DaemonAddress parse(String text) {
    return hostAndPort(part(text, "udp:", "tcp:"));
  }

  /**
   * Where it answers questions: the same, unless the text says otherwise. Null if it can't be
   * understood.
   */
  public static DaemonAddress parseTcp(String text) {
    String tcp = part(text, "tcp:", "udp:");
    return tcp == null ? parse(text) : hostAndPort(tcp);
  }

  /** The part that begins so, or the first that does not say what it is for. */
  private static String part(String text, String wanted, String other) {
    String found = null;
    String rest = text.trim();
    while (!rest.isEmpty()) {
      int space = rest.indexOf(' ');
      String part = space < 0 ? rest : rest.substring(0, space);
      rest = space < 0 ? "" : rest.substring(space + 1).trim();
      if (part.startsWith(wanted)) {
        found = part.substring(wanted.length());
      } else if (!part.startsWith(other) && found == null) {
        found = part;
      }
    }
    return found;
  }

  private static DaemonAddress hostAndPort(String text) {
    int colon = text == null ? -1 : text.lastIndexOf(':');
    if (colon <= 0) {
      return null;
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return null;
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
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
