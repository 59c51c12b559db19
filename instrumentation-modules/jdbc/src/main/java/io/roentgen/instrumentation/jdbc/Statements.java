package io.roentgen.instrumentation.jdbc;

import io.roentgen.trace.WeakIdentityMap;

/**
 * What statements were given before they run. Every prepared statement is remembered, traced or
 * not: pools keep them, and the request that runs one may not be the one that prepared it.
 */
final class Statements {

  /** How much of a batch of different texts is worth showing. */
  private static final int MAX_BATCH_TEXT = SqlQuery.MAX_LENGTH;

  /** 1,000 connections with 100 prepared statements each, at some 100 bytes an entry. */
  private static final int MAX_STATEMENTS = 100_000;

  private static final WeakIdentityMap<String> PREPARED = new WeakIdentityMap<>(MAX_STATEMENTS);
  private static final WeakIdentityMap<String> BATCHES = new WeakIdentityMap<>(MAX_STATEMENTS);

  private Statements() {}

  static void prepared(Object statement, String sql) {
    // A cache of statements gives the same one again, with the same text.
    if (sql != null && SqlQuery.isWanted() && PREPARED.get(statement) != sql) {
      PREPARED.put(statement, sql);
    }
  }

  /** Keeps the texts, once where one follows itself. */
  static void addBatch(Object statement, String sql) {
    if (sql == null || !SqlQuery.isWanted()) {
      return;
    }
    String before = BATCHES.get(statement);
    if (before == null) {
      BATCHES.put(statement, sql);
    } else if (before.length() < MAX_BATCH_TEXT && !before.endsWith(sql)) {
      BATCHES.put(statement, before + ";\n" + sql);
    }
  }

  static void forgetBatch(Object statement) {
    BATCHES.remove(statement);
  }

  /** The text of a prepared statement or a batch, or null. */
  static String textOf(Object statement) {
    String batch = BATCHES.get(statement);
    return batch != null ? batch : PREPARED.get(statement);
  }
}
