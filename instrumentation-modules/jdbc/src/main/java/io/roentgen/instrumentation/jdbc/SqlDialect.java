package io.roentgen.instrumentation.jdbc;

/**
 * How a database tells literals, identifiers and comments apart, as far as {@link SqlSanitizer}
 * must know it to keep the first out and the second in. It is known from the JDBC URL, so it names
 * what the server does by default; a server or session may be set otherwise.
 */
enum SqlDialect {
  /** Standard strings, {@code E'..\'..'}, dollar quotes, nested comments. */
  POSTGRESQL,
  /**
   * MySQL and MariaDB: {@code "..."} is a string, backslashes escape, {@code #} starts a comment.
   */
  MYSQL,
  /** {@code q'[..]'} quoting; {@code #} and {@code $} in names; {@code :1} is a bind marker. */
  ORACLE,
  /** {@code [name]}, {@code #temporary}, {@code $12.50} is money; also Sybase's relative jTDS. */
  SQL_SERVER,
  /** Standard, and {@code $$...$$} strings. */
  H2,
  /** {@code "..."} may be a string, {@code [name]} and {@code `name`} are names. */
  SQLITE,
  /** The standard and little else: Derby, HSQLDB, DB2. */
  ANSI,
  /** Any of the above or another: what could be a literal in one of them is taken for one. */
  UNKNOWN;

  /** Whether {@code "..."} certainly is a name; if not it is replaced like a string. */
  boolean doubleQuotesName() {
    return this != MYSQL && this != SQLITE && this != UNKNOWN;
  }

  /**
   * Whether a backslash before a quote may or may not escape it: MySQL's {@code
   * NO_BACKSLASH_ESCAPES} is a session setting, and the unknown is unknown.
   */
  boolean backslashUncertain() {
    return this == MYSQL || this == UNKNOWN;
  }

  boolean commentsNest() {
    return this == POSTGRESQL || this == SQL_SERVER;
  }

  /** H2, Derby, HSQLDB and DB2 changed their mind on nesting between versions. */
  boolean nestingUncertain() {
    return this == H2 || this == ANSI || this == UNKNOWN;
  }

  /** Whether {@code #} may start or continue a name. */
  boolean hashInNames() {
    return this == ORACLE || this == SQL_SERVER || this == ANSI;
  }

  boolean bracketsName() {
    return this == SQL_SERVER || this == SQLITE;
  }

  boolean backticksName() {
    return this == MYSQL || this == SQLITE;
  }
}
