package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.Recorded;
import io.roentgen.trace.Subsegment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** What an application does with a table {@code item}, and what is to be seen of it. */
final class Items {

  private static final String INSERT = "insert into item values(?, 'secret')";

  private Items() {}

  /**
   * Replaces all items by one and reads it.
   *
   * @param select with a parameter for the id
   */
  static void replace(Connection connection, String select) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("delete from item");
    }
    try (PreparedStatement prepared = connection.prepareStatement(INSERT)) {
      prepared.setInt(1, 1);
      prepared.executeUpdate();
    }
    try (PreparedStatement prepared = connection.prepareStatement(select)) {
      prepared.setInt(1, 1);
      assertTrue(prepared.executeQuery().next());
    }
  }

  static void batches(Connection connection) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(INSERT)) {
      for (int i = 10; i < 13; i++) {
        prepared.setInt(1, i);
        prepared.addBatch();
      }
      assertEquals(3, prepared.executeBatch().length);
    }
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("delete from item where id = 10");
      statement.addBatch("delete from item where name = 'secret'");
      assertEquals(2, statement.executeBatch().length);
    }
  }

  static void fail(Statement statement) {
    assertThrows(
        SQLException.class,
        () -> statement.executeQuery("select * from nope where name = 'secret'"));
  }

  /** The statement's kind, its text, the size of a batch, and whether it failed. */
  static String seen(Subsegment call) {
    Object size = call.metadata() == null ? "" : " x" + call.metadata().get("batch_size");
    return call.preparation() + ": " + call.query() + size + (call.fault() ? " !" : "");
  }

  /**
   * Checks on the wire that a recorded query sends what others do.
   *
   * @param connection through the proxy; nothing of it was recorded before
   * @return the first call that is recorded, which is the one that asks for what it needs to know
   */
  static Subsegment sentAlone(Recorded recorded, CountingProxy proxy, Connection connection)
      throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      long before = proxy.sent();
      statement.execute("select 1");
      long untraced = proxy.sent() - before;
      Subsegment call = recorded.only(recorded.trace(() -> statement.execute("select 1")));
      assertEquals(untraced, proxy.sent() - before - untraced);
      return call;
    }
  }
}
