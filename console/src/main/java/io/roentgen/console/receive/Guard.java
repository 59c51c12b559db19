package io.roentgen.console.receive;

import com.sun.net.httpserver.Headers;
import io.roentgen.console.text.Addresses;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Tells a browser from an SDK. A page from anywhere can have a browser send requests to loopback,
 * and by a name of its own that it lets point there (DNS rebinding) even read the answers; SDKs
 * send no Origin, and call a daemon by its address or by a name that was configured.
 */
final class Guard {

  private final Set<String> hosts = new HashSet<>();
  private final boolean any;

  /**
   * @param hosts names, beside localhost and addresses, by which it may be called; null for any
   */
  Guard(Collection<String> hosts) {
    any = hosts == null;
    if (!any) {
      for (String host : hosts) {
        this.hosts.add(host.toLowerCase(Locale.ROOT));
      }
    }
  }

  /**
   * @return null if it may be answered, else why not
   */
  String refuses(Headers headers) {
    if (headers.containsKey("Origin") || headers.containsKey("Sec-Fetch-Site")) {
      return "requests from web pages are not taken";
    }
    String host = headers.getFirst("Host");
    return host == null || isOurs(Addresses.host(host))
        ? null
        : "the Host is not this server's: an address, localhost or a name that was configured";
  }

  private boolean isOurs(String name) {
    return any
        || name.equals("localhost")
        || name.endsWith(".localhost")
        || isAddress(name)
        || hosts.contains(name);
  }

  /** Four numbers, or anything in brackets: no name has either. */
  private static boolean isAddress(String name) {
    if (name.startsWith("[") && name.endsWith("]")) {
      return true;
    }
    int dots = 0;
    int digits = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.' && digits > 0) {
        dots++;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        digits++;
      } else {
        return false;
      }
    }
    return dots == 3 && digits > 0;
  }
}
