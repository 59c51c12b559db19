package io.roentgen.instrumentation.jdbc;

/** Reads the list of hosts in a JDBC URL, and tells what can be a host, a port, a path. */
abstract class JdbcHosts {

  private static final int MAX_HOSTS = 8;
  private static final int MAX_PATH = 512;

  /** All of them, joined with commas, each with its port. */
  final StringBuilder hosts = new StringBuilder();

  /** The first one, or null. */
  String host;

  /** The first one's port, or -1. */
  int port = -1;

  final String host() {
    return host;
  }

  final int port() {
    return port;
  }

  /**
   * Reads {@code [user:password@]host[:port],..} with MySQL's {@code address=(host=..)(port=..)}
   * among them.
   *
   * @return whether each was a host
   */
  boolean readHosts(String list) {
    int paren = list.indexOf('(');
    int at = paren < 0 ? list.lastIndexOf('@') : list.lastIndexOf('@', paren);
    String all = list.substring(at + 1).trim();
    boolean bracketed = all.startsWith("[") && all.endsWith("]");
    if (bracketed && (all.indexOf(',') > 0 || all.indexOf('(') > 0)) {
      all = all.substring(1, all.length() - 1);
    }
    int from = 0;
    int depth = 0;
    int count = 0;
    for (int i = 0; i <= all.length(); i++) {
      char c = i == all.length() ? ',' : all.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth <= 0 || i == all.length())) {
        if (count++ < MAX_HOSTS && !readHost(all.substring(from, i).trim())) {
          return false;
        }
        from = i + 1;
      }
    }
    return true;
  }

  private boolean readHost(String one) {
    String name = one;
    String number = null;
    if (one.startsWith("(") || one.regionMatches(true, 0, "address=", 0, 8)) {
      name = field(one, "host");
      number = field(one, "port");
    } else {
      int colon = one.indexOf(':', one.startsWith("[") ? Math.max(0, one.indexOf(']')) : 0);
      if (colon >= 0) {
        name = one.substring(0, colon);
        number = one.substring(colon + 1);
      }
    }
    if (name == null || name.isEmpty()) {
      name = "localhost";
    }
    int parsed = number == null ? -1 : portOf(number);
    if (!isHost(name) || number != null && parsed < 0) {
      return false;
    }
    if (host == null) {
      host = name;
      port = parsed;
    }
    hosts.append(hosts.length() == 0 ? "" : ",").append(name);
    if (parsed >= 0) {
      hosts.append(':').append(parsed);
    }
    return true;
  }

  /** The value of {@code (key = value)} or {@code (other=value,key=value)}, or null. */
  static String field(String s, String key) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c != '(' && c != ',') {
        continue;
      }
      int at = skipSpace(s, i + 1);
      if (s.regionMatches(true, at, key, 0, key.length())) {
        at = skipSpace(s, at + key.length());
        if (at < s.length() && s.charAt(at) == '=') {
          return upTo(s.substring(at + 1), "),").trim();
        }
      }
    }
    return null;
  }

  private static int skipSpace(String s, int at) {
    int i = at;
    while (i < s.length() && s.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }

  static String upTo(String s, String stops) {
    for (int i = 0; i < s.length(); i++) {
      if (stops.indexOf(s.charAt(i)) >= 0) {
        return s.substring(0, i);
      }
    }
    return s;
  }

  /** The last element of a path: {@code shop} of {@code ~/data/shop}, {@code mem:shop}. */
  static String lastOf(String path) {
    int end = path.length();
    while (end > 0 && "/\\:".indexOf(path.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && "/\\:".indexOf(path.charAt(start - 1)) < 0) {
      start--;
    }
    return start == end ? null : path.substring(start, end);
  }

  static int portOf(String s) {
    int value = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c < '0' || c > '9' || i == 5) {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return s.isEmpty() || value > 65535 ? -1 : value;
  }

  private static boolean isHost(String s) {
    boolean v6 = s.startsWith("[") && s.endsWith("]");
    for (int i = v6 ? 1 : 0; i < s.length() - (v6 ? 1 : 0); i++) {
      char c = s.charAt(i);
      if (!isWord(c) && c != '.' && !(v6 && (c == ':' || c == '%'))) {
        return false;
      }
    }
    return s.length() <= 255;
  }

  static boolean isPath(String s) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (!isWord(c) && "./\\:~$%+ ".indexOf(c) < 0) {
        return false;
      }
    }
    return !s.isEmpty() && s.length() <= MAX_PATH;
  }

  static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || Character.isSurrogate(c);
  }
}
