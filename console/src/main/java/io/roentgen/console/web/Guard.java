package io.roentgen.console.web;

import com.sun.net.httpserver.Headers;
import io.roentgen.console.text.Addresses;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Who may ask. On loopback: who names this machine, so that no other site's page can be made to
 * (DNS rebinding). Elsewhere: who has the token. Nobody changes anything from another site's page.
 */
final class Guard {

  private static final String COOKIE = "roentgen-token=";

  private final String token;

  /**
   * @param token null where none is needed
   */
  Guard(String token) {
    this.token = token;
  }

  /** Why a request is refused; null if it isn't. */
  String refusal(String method, Headers headers) {
    String host = headers.getFirst("Host");
    if (token == null && !isLoopback(host)) {
      return "this console answers to localhost only";
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
      return "another site's page may not ask";
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      String site = headers.getFirst("Sec-Fetch-Site");
      if (site != null && !site.equals("same-origin") && !site.equals("none")) {
        return "another site's page may not change anything";
      }
    }
    return null;
  }

  private static boolean isLoopback(String host) {
    if (host == null) {
      return false;
    }
    String name = Addresses.host(host);
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.startsWith("127.") && isAddress(name);
  }

  /** Digits and dots only: {@code 127.evil.example} is a name. */
  private static boolean isAddress(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** Whether the token is there where one is needed. */
  boolean admits(Headers headers) {
    if (token == null) {
      return true;
    }
    String bearer = headers.getFirst("Authorization");
    if (bearer != null && bearer.startsWith("Bearer ") && isToken(bearer.substring(7).trim())) {
      return true;
    }
    List<String> cookies = headers.get("Cookie");
    if (cookies != null) {
      for (String line : cookies) {
        for (String cookie : line.split(";")) {
          if (cookie.trim().startsWith(COOKIE)
              && isToken(cookie.trim().substring(COOKIE.length()))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Compares in a time that tells nothing. */
  boolean isToken(String text) {
    return token != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a browser keeps once it has shown the token. */
  String cookie() {
    return COOKIE + token + "; Path=/; HttpOnly; SameSite=Strict";
  }
}
