package io.roentgen.instrumentation.jdbc;

/**
 * Reads the part of a JDBC URL that says where the database is, in the shapes the drivers document:
 * PostgreSQL's and MySQL's host lists, MySQL's {@code address=(key=value)}, SQL Server's
 * properties, Oracle's EZConnect, SID and descriptor forms, the paths of embedded databases. Each
 * piece must look like what it is, else nothing is understood.
 */
final class JdbcAddress extends JdbcHosts {

  private String text;
  private String database;

  boolean understood() {
    return text != null;
  }

  /** The URL from where reading began, without what must not be told. */
  String text() {
    return text;
  }

  String database() {
    return database;
  }

  /** {@code [mode:]//hosts[/database]}, or a database on this machine. */
  void readServer(String rest) {
    if (rest.contains("//")) {
      readAuthority(rest, true);
    } else {
      String name = upTo(rest, ";?&");
      if (name.indexOf(':') < 0 && (name.isEmpty() || isPath(name))) {
        host = "localhost";
        database = lastOf(name);
        text = "//localhost" + (database == null ? "" : "/" + database);
      }
    }
  }

  /** DB2's and Informix's properties follow the database after a colon. */
  void readUpToColon(String rest) {
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      int colon = slash < 0 ? -1 : rest.indexOf(':', slash);
      readAuthority(colon < 0 ? rest : rest.substring(0, colon), true);
    } else {
      String name = upTo(rest, ":;");
      if (isPath(name)) {
        database = name;
        text = name;
      }
    }
  }

  /**
   * @param path whether what follows the hosts is a database that may be told
   */
  void readAuthority(String rest, boolean path) {
    int slashes = rest.indexOf("//");
    if (slashes < 0 || slashes > 40 || slashes > 0 && rest.charAt(slashes - 1) != ':') {
      return;
    }
    String mode = rest.substring(0, slashes);
    for (int i = 0; i < slashes; i++) {
      char c = mode.charAt(i);
      if (!isWord(c) && c != ':' && c != '.') {
        return;
      }
    }
    if (!path || !mode.isEmpty() && !Character.isLetter(mode.charAt(0))) {
      mode = ""; // unknown, or a version of a container image
    }
    int depth = 0;
    int end = slashes + 2;
    for (; end < rest.length(); end++) {
      char c = rest.charAt(end);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth <= 0 && (c == '/' || c == '?' || c == ';')) {
        break;
      }
    }
    if (!readHosts(rest.substring(slashes + 2, end))) {
      return;
    }
    String name = "";
    if (path && end < rest.length() && rest.charAt(end) == '/') {
      name = upTo(rest.substring(end + 1), "?;&#");
    }
    text = mode + "//" + hosts;
    if (isPath(name)) {
      database = lastOf(name);
      text += "/" + name;
    }
  }

  /** Reads {@code //host[\instance][:port][;property=value]...}, values perhaps in braces. */
  void readSqlServer(String rest) {
    if (!rest.startsWith("//")) {
      return;
    }
    String server = upTo(rest.substring(2), ";/?");
    String instance = null;
    String name = null;
    int at = rest.indexOf(';');
    while (at >= 0 && at < rest.length()) {
      int equals = rest.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String key = rest.substring(at + 1, equals).trim();
      int from = equals + 1;
      boolean braces = from < rest.length() && rest.charAt(from) == '{';
      int to = braces ? closingBrace(rest, from) : rest.indexOf(';', from);
      if (to < 0) {
        to = rest.length();
      }
      String value = rest.substring(braces ? from + 1 : from, to).trim();
      if (key.equalsIgnoreCase("databaseName") || key.equalsIgnoreCase("database")) {
        name = value;
      } else if (key.equalsIgnoreCase("serverName") || key.equalsIgnoreCase("server")) {
        server = server.isEmpty() ? value : server;
      } else if (key.equalsIgnoreCase("instanceName")) {
        instance = value;
      } else if (key.equalsIgnoreCase("portNumber") || key.equalsIgnoreCase("port")) {
        port = portOf(value);
      }
      at = rest.indexOf(';', to);
    }
    int backslash = server.indexOf('\\');
    if (backslash >= 0) {
      int colon = server.indexOf(':', backslash);
      instance = server.substring(backslash + 1, colon < 0 ? server.length() : colon);
      server = server.substring(0, backslash) + (colon < 0 ? "" : server.substring(colon));
    }
    int portInProperties = port;
    if (!readHosts(server)) {
      return;
    }
    text = "//" + host;
    if (instance != null && isPath(instance)) {
      text += "\\" + instance;
    }
    port = port < 0 ? portInProperties : port;
    text += port < 0 ? "" : ":" + port;
    if (name != null && isPath(name)) {
      database = name;
      text += ";databaseName=" + name;
    }
  }

  private static int closingBrace(String s, int from) {
    int at = s.indexOf('}', from);
    while (at >= 0 && at + 1 < s.length() && s.charAt(at + 1) == '}') {
      at = s.indexOf('}', at + 2);
    }
    return at;
  }

  /** {@code driver:[user/password]@} and one of four ways to name a service. */
  void readOracle(String rest) {
    int colon = rest.indexOf(':');
    int at = rest.indexOf('@');
    if (colon < 0 || colon > 8 || at < colon) {
      return;
    }
    String driver = rest.substring(0, colon) + ":@";
    String target = rest.substring(at + 1).trim();
    String hostPort;
    String service;
    String separator = "/";
    if (target.startsWith("(")) {
      service = field(target, "service_name");
      if (service == null) {
        service = field(target, "sid");
        separator = ":";
      }
      String p = field(target, "port");
      hostPort = field(target, "host") + (p == null ? "" : ":" + p);
    } else {
      target = upTo(target, "?");
      int scheme = target.indexOf("//");
      if (scheme > 0 && !target.startsWith("tcp") || scheme > 5) {
        return; // a directory is asked; it is not the database
      }
      target = scheme < 0 ? target : target.substring(scheme + 2);
      int slash = target.indexOf('/');
      int sid = target.lastIndexOf(':');
      if (slash >= 0) {
        hostPort = target.substring(0, slash);
        service = upTo(target.substring(slash + 1), ":/");
      } else if (sid > target.indexOf(':')) {
        hostPort = target.substring(0, sid);
        service = target.substring(sid + 1);
        separator = ":";
      } else if (sid >= 0) {
        hostPort = target;
        service = "";
      } else {
        if (isPath(target)) {
          database = target;
          text = driver + target;
        }
        return;
      }
    }
    if (readHosts(hostPort)) {
      boolean named = service != null && isPath(service);
      database = named ? service : null;
      text =
          driver + (separator.equals("/") ? "//" : "") + hosts + (named ? separator + service : "");
    }
  }

  /** A file, memory, or a server's: {@code mem:shop}, {@code ~/shop}, {@code tcp://db/~/shop}. */
  void readEmbedded(String rest) {
    int slashes = rest.indexOf("//");
    String mode = slashes < 0 ? "" : rest.substring(0, slashes);
    if (slashes == 0
        || mode.equals("tcp:")
        || mode.equals("ssl:")
        || mode.startsWith("hsql")
        || mode.startsWith("http")) {
      readAuthority(rest, true);
      return;
    }
    String path = upTo(rest, ";?");
    if (isPath(path)) {
      database = lastOf(path);
      text = path;
    }
  }
}
