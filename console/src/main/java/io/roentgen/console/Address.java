package io.roentgen.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** A host and a port as a command line has them, {@code host:port}; IPv6 addresses in brackets. */
public final class Address {

  private final String host;
  private final int port;

  private Address(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Reads {@code host:port}; a port alone is on 127.0.0.1.
   *
   * @return null if it is no address
   */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return null;
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      boolean usable = !host.isEmpty() && host.indexOf('/') < 0 && port >= 0 && port < 65536;
      return usable ? new Address(host, port) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Where documents are sent to, of Amazon's {@code tcp:host:port udp:host:port} or a plain
   * address.
   *
   * @return null if there is none in it
   */
  public static Address ofDaemon(String text) {
    String plain = null;
    for (String part : text.trim().split(" +")) {
      if (part.startsWith("udp:")) {
        return parse(part.substring("udp:".length()));
      }
      if (!part.startsWith("tcp:")) {
        plain = part;
      }
    }
    return plain == null ? null : parse(plain);
  }

  /** A name or an address, without brackets. */
  public String host() {
    return host;
  }

  /** From 0 to 65535. */
  public int port() {
    return port;
  }

  /** The same host, another port. */
  public Address withPort(int other) {
    return new Address(host, other);
  }

  /**
   * Looks the name up.
   *
   * @throws UnknownHostException if there is no such host
   */
  public InetSocketAddress resolve() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  /** Whether only this machine reaches it. A name that nobody knows is not. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
