package io.roentgen.instrumentation.jdbc;

import io.roentgen.trace.Database;
import io.roentgen.trace.Settings;
import io.roentgen.trace.Subsegment;
import java.sql.Statement;

/**
 * The text of a query, sanitized when the emitter asks for it: the request's thread does not pay,
 * and a query that is not sent costs nothing.
 */
final class SqlQuery {

  /** As much as anyone reads; about two thirds of what the emitter would take. */
  static final int MAX_LENGTH = 8_000;

  /** What the last query went to: the emitter sees few databases, in runs. */
  private static volatile Known last = new Known(null, SqlDialect.UNKNOWN);

  private static final class Known {
    final Database database;
    final SqlDialect dialect;

    Known(Database database, SqlDialect dialect) {
      this.database = database;
      this.dialect = dialect;
    }
  }

  private final Subsegment call;
  private final String sql;

  private SqlQuery(Subsegment call, String sql) {
    this.call = call;
    this.sql = sql;
  }

  /**
   * @param sql the text, or null to look what the statement was given before
   * @return null if it is not known or not wanted
   */
  static SqlQuery of(Subsegment call, Statement statement, String sql) {
    if (!isWanted()) {
      return null;
    }
    String text = sql != null ? sql : Statements.textOf(statement);
    return text == null ? null : new SqlQuery(call, text);
  }

  static boolean isWanted() {
    return !"off".equals(Settings.get("sql"));
  }

  @Override
  public String toString() {
    Database database = call.database();
    Known known = last;
    if (known.database != database) {
      String url = database == null ? null : database.url();
      known = new Known(database, JdbcUrl.parse(url).dialect());
      last = known;
    }
    return SqlSanitizer.sanitize(sql, MAX_LENGTH, known.dialect);
  }
}
