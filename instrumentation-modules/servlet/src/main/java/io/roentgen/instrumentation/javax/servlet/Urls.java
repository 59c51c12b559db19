package io.roentgen.instrumentation.javax.servlet;

/** Texts of a request, cut down to what may be recorded. */
final class Urls {

  private static final String SESSION = ";jsessionid=";

  private Urls() {}

  /**
   * A URL without query, credentials and session id.
   *
   * @param url from {@code getRequestURL()}
   * @param path to take instead of the URL's own, or null
   */
  static String shown(CharSequence url, String path) {
    String shown = url.toString();
    int host = shown.indexOf("://");
    host = host < 0 ? 0 : host + 3;
    int slash = shown.indexOf('/', host);
    int hostEnd = slash < 0 ? shown.length() : slash;
    int at = shown.lastIndexOf('@', hostEnd - 1);
    if (path != null) {
      shown = shown.substring(0, hostEnd) + path;
    }
    if (at >= host) {
      shown = shown.substring(0, host) + shown.substring(at + 1);
    }
    int query = shown.indexOf('?');
    return withoutSession(query < 0 ? shown : shown.substring(0, query));
  }

  private static String withoutSession(String url) {
    for (int at = url.indexOf(';'); at >= 0; at = url.indexOf(';', at + 1)) {
      if (url.regionMatches(true, at, SESSION, 0, SESSION.length())) {
        int end = at + 1;
        while (end < url.length() && ";/".indexOf(url.charAt(end)) < 0) {
          end++;
        }
        return url.substring(0, at) + withoutSession(url.substring(end));
      }
    }
    return url;
  }

  /**
   * The client's address in an X-Forwarded-For header: the first, without the port that some load
   * balancers add. Null if there is none.
   */
  static String firstHop(String header) {
    if (header == null) {
      return null;
    }
    int comma = header.indexOf(',');
    String hop = (comma < 0 ? header : header.substring(0, comma)).trim();
    int colon = hop.indexOf(':');
    if (hop.startsWith("[") && hop.indexOf(']') > 0) {
      hop = hop.substring(1, hop.indexOf(']'));
    } else if (colon > 0 && colon == hop.lastIndexOf(':')) {
      hop = hop.substring(0, colon);
    }
    return hop.isEmpty() ? null : hop;
  }

  /** A header's value as a number, or -1. */
  static long number(String value) {
    if (value == null || value.isEmpty() || value.length() > 18) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < value.length(); i++) {
      char digit = value.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
