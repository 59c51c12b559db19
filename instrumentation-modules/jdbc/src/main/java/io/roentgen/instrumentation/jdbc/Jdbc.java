package io.roentgen.instrumentation.jdbc;

import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Properties;

/**
 * Every JDBC driver and pool, through the JDK's interfaces. A call passes one class per pool, proxy
 * and driver between the application and the database; the first records it, and those below tell
 * it what they know: the driver's own connection, and the text of a statement that was prepared.
 */
@Instrumentation(name = "jdbc", since = "4.0")
final class Jdbc {

  private Jdbc() {}

  /** Statements that get their text when they run. */
  @Weave(
      subtypeOf = "java.sql.Statement",
      method = {"execute", "executeQuery", "executeUpdate", "executeLargeUpdate"})
  static final class Query {

    private Query() {}

    static Object enter(@This Statement statement, @Argument(0) String sql) {
      return JdbcCall.enter(statement, sql, null);
    }

    static void exit(@Enter Object state, @This Statement statement, @Thrown Throwable thrown) {
      JdbcCall.exit(state, statement, null, thrown);
    }
  }

  /** Statements that got their text when they were prepared. */
  @Weave(
      subtypeOf = "java.sql.PreparedStatement",
      method = {"execute", "executeQuery", "executeUpdate", "executeLargeUpdate"},
      parameters = {})
  static final class Prepared {

    private Prepared() {}

    static Object enter(@This PreparedStatement statement) {
      return JdbcCall.enter(statement, null, JdbcCall.preparation(statement));
    }

    static void exit(@Enter Object state, @This Statement statement, @Thrown Throwable thrown) {
      JdbcCall.exit(state, statement, null, thrown);
    }
  }

  /** Batches of either kind. */
  @Weave(
      subtypeOf = "java.sql.Statement",
      method = {"executeBatch", "executeLargeBatch"},
      parameters = {})
  static final class Batch {

    private Batch() {}

    static Object enter(@This Statement statement) {
      return JdbcCall.enter(statement, null, JdbcCall.preparation(statement));
    }

    static void exit(
        @Enter Object state,
        @This Statement statement,
        @Return Object counts,
        @Thrown Throwable thrown) {
      JdbcCall.exit(state, statement, counts, thrown);
      Statements.forgetBatch(statement);
    }
  }

  /** A text of a batch. */
  @Weave(subtypeOf = "java.sql.Statement", method = "addBatch")
  static final class AddBatch {

    private AddBatch() {}

    static void exit(@This Statement statement, @Argument(0) String sql) {
      Statements.addBatch(statement, sql);
    }
  }

  /** The end of a batch that is not run. */
  @Weave(
      subtypeOf = "java.sql.Statement",
      method = "clearBatch",
      parameters = {})
  static final class ClearBatch {

    private ClearBatch() {}

    static void exit(@This Statement statement) {
      Statements.forgetBatch(statement);
    }
  }

  /** The text of a prepared statement; what is asked to prepare it is none of the application's. */
  @Weave(
      subtypeOf = "java.sql.Connection",
      method = {"prepareStatement", "prepareCall"})
  static final class Prepare {

    private Prepare() {}

    static Object enter() {
      return Aside.begin();
    }

    static void exit(@Enter Object aside, @Argument(0) String sql, @Return Object statement) {
      Aside.end(aside);
      if (statement != null) {
        Statements.prepared(statement, sql);
      }
    }
  }

  /** Drivers run statements of their own for these, and pools call them as they please. */
  @Weave(
      subtypeOf = "java.sql.Connection",
      method = {"isValid", "getCatalog", "getSchema", "setSchema"})
  static final class Housekeeping {

    private Housekeeping() {}

    static Object enter() {
      return Aside.begin();
    }

    static void exit(@Enter Object aside) {
      Aside.end(aside);
    }
  }

  /**
   * The URL and the user, which no driver needs to be asked for then. Connector/J 5 sets its
   * connections up with statements.
   */
  @Weave(subtypeOf = "java.sql.Driver", method = "connect")
  static final class Connect {

    private Connect() {}

    static Object enter() {
      return Aside.begin();
    }

    static void exit(
        @Enter Object aside,
        @Argument(0) String url,
        @Argument(1) Properties properties,
        @Return Object connection) {
      Aside.end(aside);
      if (connection instanceof Connection) {
        Source.connected((Connection) connection, url, properties);
      }
    }
  }
}
