package io.roentgen.instrumentation.jdbc;

import io.roentgen.trace.Database;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.reflect.Array;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.Statement;

/**
 * A call of the application to a database, from the first of our classes it passes to the last.
 *
 * <p>A pool in a web application and a driver in its container have different loaders and so
 * different copies of this class; all they share is the {@link Subsegment}. That it is a query
 * shows in its {@link Database}, which has no type until a layer knows it.
 */
final class JdbcCall {

  /** For a database that none of the layers has told us yet. */
  private static final Database UNKNOWN = new Database(null, null, null, null, null);

  private JdbcCall() {}

  /**
   * @param sql the text, or null if the statement was given it before
   * @return what {@link #exit} wants: the subsegment in the first layer; in the layers below the
   *     statement, if the database is still unknown; null otherwise
   */
  static Object enter(Statement statement, String sql, String preparation) {
    TraceContext context = Tracer.current();
    if (!(context instanceof Entity)) {
      return null;
    }
    Subsegment outer = query(context);
    if (outer != null) {
      return tell(outer, statement, sql, preparation);
    }
    if (Aside.isActive()) {
      return null;
    }
    Source source = Source.of(statement);
    Database database = source == null ? UNKNOWN : source.database(statement);
    String name = source == null ? null : source.name();
    Subsegment call = Tracer.enterCall(name, Subsegment.REMOTE);
    if (call != null) {
      call.setSql(database, SqlQuery.of(call, statement, sql), preparation);
    }
    return call;
  }

  private static Object tell(
      Subsegment outer, Statement statement, String sql, String preparation) {
    if (outer.query() == null) {
      SqlQuery query = SqlQuery.of(outer, statement, sql);
      if (query != null) {
        String known = outer.preparation();
        outer.setSql(outer.database(), query, known == null ? preparation : known);
      }
    }
    return isKnown(outer) || tell(outer, statement, Source.of(statement)) ? null : statement;
  }

  private static boolean tell(Subsegment call, Statement statement, Source source) {
    if (source == null) {
      return false;
    }
    call.setName(source.name());
    call.setSql(source.database(statement), call.query(), call.preparation());
    return true;
  }

  static void exit(Object state, Statement statement, Object counts, Throwable thrown) {
    if (state == null) {
      return;
    }
    boolean first = state instanceof Subsegment;
    Subsegment call = first ? (Subsegment) state : query(Tracer.current());
    if (call != null && !isKnown(call)) {
      tell(call, statement, Source.ask(statement));
    }
    if (first) {
      finish(call, counts, thrown);
    }
  }

  private static void finish(Subsegment call, Object counts, Throwable thrown) {
    Object all = thrown instanceof BatchUpdateException ? counts(thrown) : counts;
    if (all != null) {
      call.addMetadata("batch_size", Array.getLength(all));
    }
    if (call.name() == null) {
      call.setName("database");
    }
    call.close(thrown);
  }

  /** How many of the batch were tried before it failed, or all of it: that is up to the driver. */
  private static Object counts(Throwable thrown) {
    return ((BatchUpdateException) thrown).getUpdateCounts();
  }

  /** X-Ray's words: {@code call} and {@code statement}; null for what was not prepared. */
  static String preparation(Statement statement) {
    return statement instanceof CallableStatement
        ? "call"
        : statement instanceof PreparedStatement ? "statement" : null;
  }

  private static Subsegment query(TraceContext context) {
    if (context instanceof Subsegment) {
      Subsegment call = (Subsegment) context;
      return call.database() != null && !call.hasEnded() ? call : null;
    }
    return null;
  }

  private static boolean isKnown(Subsegment call) {
    return call.database().type() != null;
  }
}
