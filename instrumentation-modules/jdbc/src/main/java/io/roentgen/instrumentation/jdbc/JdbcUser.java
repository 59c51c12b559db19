package io.roentgen.instrumentation.jdbc;

/** The user in a JDBC URL, for those who put it there. */
final class JdbcUser {

  private JdbcUser() {}

  /** The value of {@code user=}, or what stands before a {@code :} and the first {@code @}. */
  static String in(String url) {
    if (url == null || url.length() > JdbcUrl.MAX_LENGTH) {
      return null;
    }
    for (int i = 0; i < url.length() - 6; i++) {
      if ("?&;:".indexOf(url.charAt(i)) >= 0 && url.regionMatches(true, i + 1, "user=", 0, 5)) {
        return upTo(url, i + 6, "&;");
      }
    }
    int oracle = url.indexOf(":thin:");
    int from = oracle >= 0 ? oracle + 6 : url.indexOf("//") + 2;
    int at = url.indexOf('@', from);
    int end = from;
    while (end < at && "/?;".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    // Oracle separates user and password by a slash; anywhere else it ends the hosts.
    boolean present = from >= 2 && at >= 0 && (oracle >= 0 || end == at);
    return present ? upTo(url, from, ":/@") : null;
  }

  private static String upTo(String s, int from, String stops) {
    int to = from;
    while (to < s.length() && stops.indexOf(s.charAt(to)) < 0) {
      to++;
    }
    return to == from ? null : s.substring(from, to);
  }
}
