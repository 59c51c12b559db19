package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Settings;
import io.roentgen.trace.Subsegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is recorded of each way to run SQL; in-process, so nothing but the driver is in the way. */
class H2Test {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final String URL = "jdbc:h2:mem:shop;USER=sa;PASSWORD=hunter2";

  Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(URL);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table item(id int primary key, name varchar(20))");
      statement.execute("create alias doubled for 'java.lang.Math.abs(int)'");
    }
  }

  @AfterEach
  void drop() throws SQLException {
    connection.close();
  }

  @Test
  void recordsAStatement() throws Exception {
    Subsegment call =
        only(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.executeQuery("select id from item where name = 'secret'");
              }
            });
    assertEquals("shop", call.name());
    assertEquals("remote", call.namespace());
    assertEquals("jdbc:h2:mem:shop", call.database().url());
    assertEquals("sa", call.database().user());
    assertEquals("H2", call.database().type());
    assertEquals("2.3.232 (2024-08-11)", call.database().version());
    assertEquals("2.3.232 (2024-08-11)", call.database().driverVersion());
    assertNull(call.preparation());
    assertEquals("select id from item where name = ?", call.query().toString());
    assertFalse(call.fault() || call.error());
    assertNull(call.metadata());
  }

  @Test
  void recordsEveryWayToRunAStatement() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              Statement s = connection.createStatement();
              s.execute("insert into item values(1, 'a')");
              s.execute("insert into item values(2, 'a')", Statement.RETURN_GENERATED_KEYS);
              s.executeUpdate("insert into item values(3, 'a')");
              s.executeUpdate("insert into item values(4, 'a')", new String[] {"ID"});
              s.executeLargeUpdate("insert into item values(5, 'a')");
              s.executeQuery("select * from item");
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(6, calls.size());
    for (Subsegment call : calls.subList(0, 5)) {
      assertEquals("insert into item values(?, ?)", call.query().toString());
    }
  }

  @Test
  void recordsPreparedStatements() throws Exception {
    PreparedStatement select = connection.prepareStatement("select * from item where id = ?");
    PreparedStatement insert =
        connection.prepareStatement(
            "insert into item values(?, 'x')", Statement.RETURN_GENERATED_KEYS);
    Segment segment =
        recorded.trace(
            () -> {
              select.setInt(1, 1);
              select.executeQuery();
              select.execute();
              insert.setInt(1, 7);
              insert.executeUpdate();
              insert.setInt(1, 8);
              insert.executeLargeUpdate();
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(4, calls.size());
    for (int i = 0; i < 4; i++) {
      assertEquals("statement", calls.get(i).preparation());
      assertEquals(
          i < 2 ? "select * from item where id = ?" : "insert into item values(?, ?)",
          calls.get(i).query().toString());
    }
  }

  @Test
  void recordsCallableStatements() throws Exception {
    Subsegment call =
        only(
            () -> {
              try (CallableStatement abs = connection.prepareCall("{? = call doubled(?)}")) {
                abs.registerOutParameter(1, java.sql.Types.INTEGER);
                abs.setInt(2, -4);
                abs.execute();
                assertEquals(4, abs.getInt(1));
              }
            });
    assertEquals("call", call.preparation());
    assertEquals("{? = call doubled(?)}", call.query().toString());
  }

  @Test
  void recordsBatchesWithTheirSize() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              try (PreparedStatement insert =
                  connection.prepareStatement("insert into item values(?, 'x')")) {
                for (int i = 0; i < 3; i++) {
                  insert.setInt(1, i);
                  insert.addBatch();
                }
                insert.executeBatch();
                insert.setInt(1, 9);
                insert.addBatch();
                insert.executeLargeBatch();
              }
              try (Statement statement = connection.createStatement()) {
                statement.addBatch("delete from item where id = 1");
                statement.addBatch("delete from item where id = 1");
                statement.addBatch("update item set name = 'y'");
                statement.executeBatch();
                statement.addBatch("delete from item");
                statement.clearBatch();
                statement.addBatch("delete from item where id = 2");
                statement.executeBatch();
              }
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(4, calls.size());
    assertEquals("insert into item values(?, ?)", calls.get(0).query().toString());
    assertEquals("statement", calls.get(0).preparation());
    assertEquals(
        "delete from item where id = ?; update item set name = ?", calls.get(2).query().toString());
    assertNull(calls.get(2).preparation());
    assertEquals("delete from item where id = ?", calls.get(3).query().toString());
    List<Object> sizes = new ArrayList<>();
    for (Subsegment call : calls) {
      sizes.add(call.metadata().get("batch_size"));
    }
    assertEquals(List.<Object>of(3, 1, 3, 1), sizes);
  }

  @Test
  void recordsErrorsAsFaults() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              try (Statement statement = connection.createStatement()) {
                assertThrows(
                    SQLException.class, () -> statement.execute("insert into nope values(1)"));
                statement.addBatch("insert into item values(1, 'a')");
                statement.addBatch("insert into item values(1, 'a')");
                assertThrows(BatchUpdateException.class, statement::executeBatch);
              }
            });
    List<Subsegment> calls = recorded.children(segment);
    assertTrue(calls.get(0).fault());
    assertEquals("shop", calls.get(0).name());
    assertEquals(
        "org.h2.jdbc.JdbcSQLSyntaxErrorException",
        calls.get(0).exception().throwable().getClass().getName());
    assertTrue(calls.get(1).fault());
    assertEquals(2, calls.get(1).metadata().get("batch_size"));
  }

  @Test
  void recordsAConnectionThatNoDriverMade() throws Exception {
    JdbcDataSource source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:other");
    source.setUser("sa");
    Segment segment =
        recorded.trace(
            () -> {
              try (Connection direct = source.getConnection();
                  Statement statement = direct.createStatement()) {
                statement.execute("select 1");
                statement.execute("select 2");
              }
            });
    for (Subsegment call : recorded.children(segment)) {
      assertEquals("other", call.name());
      assertEquals("jdbc:h2:mem:other", call.database().url());
      assertEquals("SA", call.database().user());
      assertEquals("2.3.232 (2024-08-11)", call.database().version());
    }
  }

  @Test
  void recordsACallThroughAProxyOnce() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              Statement statement = connection.createStatement();
              Statement proxy = proxy(Statement.class, proxy(Statement.class, statement));
              proxy.execute("select 1");
              PreparedStatement prepared = connection.prepareStatement("select 2");
              proxy(PreparedStatement.class, prepared).execute();
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(2, calls.size());
    assertEquals("select ?", calls.get(1).query().toString());
  }

  @Test
  void recordsNoTextWhenSwitchedOff() throws Exception {
    Settings.install(Map.of("sql", "off"));
    try {
      Segment segment =
          recorded.trace(
              () -> {
                connection.createStatement().execute("select 1");
                connection.prepareStatement("select 1").execute();
              });
      for (Subsegment call : recorded.children(segment)) {
        assertNull(call.query());
        assertEquals("shop", call.name());
      }
    } finally {
      Settings.install(Map.of("sql", "sanitized"));
    }
  }

  interface Action {
    void run() throws Exception;
  }

  private static Subsegment only(Action action) throws Exception {
    return recorded.only(recorded.trace(action::run));
  }

  /** Passes calls on, as some pools do, by reflection. */
  private static <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            H2Test.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
