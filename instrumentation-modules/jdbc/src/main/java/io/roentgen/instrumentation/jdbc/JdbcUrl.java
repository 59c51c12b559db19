package io.roentgen.instrumentation.jdbc;

import java.util.Locale;

/**
 * What a JDBC URL says about the database, without what must not be told: no credentials, no
 * properties. What doesn't look like what it should be is left out rather than guessed at, because
 * it may be a piece of a password with a delimiter in it.
 *
 * <p>Wrapping drivers ({@code jdbc:p6spy:mysql:..}, {@code jdbc:aws-wrapper:postgresql:..}, {@code
 * jdbc:tc:..}) are looked through: the database is the same.
 */
final class JdbcUrl {

  /** Longer than any honest URL; only the database's type is taken from a longer one. */
  static final int MAX_LENGTH = 8192;

  private static final int MAX_NAME = 200;

  private final DatabaseType type;
  private final String typeName;
  private final String url;
  private final String host;
  private final int port;
  private final String database;

  private JdbcUrl(
      DatabaseType type, String typeName, String url, String host, int port, String database) {
    this.type = type;
    this.typeName = typeName;
    this.url = url;
    this.host = host;
    this.port = port;
    this.database = database;
  }

  /** Reads any text as far as it is understood; never throws. */
  static JdbcUrl parse(String text) {
    String sub = null;
    DatabaseType type = null;
    try {
      String rest = text == null ? "" : text.trim();
      if (rest.regionMatches(true, 0, "jdbc-secretsmanager:", 0, 20)) {
        rest = "jdbc:" + rest.substring(20);
      }
      if (!rest.regionMatches(true, 0, "jdbc:", 0, 5)) {
        return new JdbcUrl(null, "unknown", null, null, -1, null);
      }
      int at = 5;
      for (int layers = 0; layers < 4; layers++) {
        int colon = rest.indexOf(':', at);
        String word = colon < 0 || colon - at > 32 ? null : scheme(rest.substring(at, colon));
        if (word == null) {
          break;
        }
        if (sub == null) {
          sub = word;
        }
        at = colon + 1;
        int plus = word.indexOf('+'); // mysql+srv
        type = DatabaseType.of(plus < 0 ? word : word.substring(0, plus));
        if (type != null) {
          sub = word;
          break;
        }
      }
      if (sub == null) {
        return new JdbcUrl(null, "unknown", "jdbc:", null, -1, null);
      }
      String typeName = type == null ? sub : type.readable();
      if (rest.length() <= MAX_LENGTH) {
        JdbcAddress address = new JdbcAddress();
        if (type == null) {
          address.readAuthority(rest.substring(rest.indexOf(':', 5) + 1), false);
        } else {
          type.read(address, rest.substring(at));
        }
        if (address.understood()) {
          return new JdbcUrl(
              type,
              typeName,
              "jdbc:" + sub + ":" + address.text(),
              address.host(),
              address.port(),
              address.database());
        }
      }
      return new JdbcUrl(type, typeName, "jdbc:" + sub + ":", null, -1, null);
    } catch (RuntimeException unexpected) {
      return new JdbcUrl(type, "unknown", "jdbc:", null, -1, null);
    }
  }

  private static String scheme(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isLetterOrDigit(c) && "+-_.".indexOf(c) < 0 || c >= 0x80) {
        return null;
      }
    }
    return word.isEmpty() ? null : word.toLowerCase(Locale.ROOT);
  }

  /** The product as people write it, such as {@code Microsoft SQL Server}. */
  String type() {
    return typeName;
  }

  /** How it reads SQL. */
  SqlDialect dialect() {
    return type == null ? SqlDialect.UNKNOWN : type.dialect();
  }

  /** Scheme, host(s), port and database; null if it was no JDBC URL. */
  String url() {
    return url;
  }

  /** The first host, or null: the database is in the process, or the URL doesn't tell. */
  String host() {
    return host;
  }

  /** The first host's port, or -1. */
  int port() {
    return port;
  }

  /** The database, schema or service, or null. */
  String database() {
    return database;
  }

  /** What to call it in a trace: {@code database@host}, or what of that is known. */
  String name() {
    String name =
        database == null
            ? host == null ? typeName : host
            : host == null ? database : database + "@" + host;
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
  }
}
