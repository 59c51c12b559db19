package io.roentgen.console;

import java.security.SecureRandom;

/** What callers from other machines have to show. */
final class Token {

  private static final int BYTES = 16;
  private static final String HEX = "0123456789abcdef";

  private Token() {}

  /** A fresh one for an address that others reach, null for one that only this machine does. */
  static String neededFor(Address page) {
    if (page.isLoopback()) {
      return null;
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    StringBuilder text = new StringBuilder();
    for (byte each : random) {
      text.append(HEX.charAt(each >> 4 & 15)).append(HEX.charAt(each & 15));
    }
    return text.toString();
  }

  /**
   * Where a browser on this machine goes to: the page's address, with the token if there is one.
   */
  static String link(String page, String token) {
    int port = page.lastIndexOf(':');
    boolean everywhere = page.startsWith("http://0") || page.startsWith("http://[0:0:0:0:0:0:0:0]");
    String usable = everywhere ? "http://127.0.0.1" + page.substring(port) : page;
    return token == null ? usable : usable + "/?token=" + token;
  }
}
