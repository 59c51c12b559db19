package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.DelegatingConnection;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL through its drivers and through pools. */
class PostgresTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static EmbeddedPostgres server;
  static String url;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.builder().start();
    url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, "postgres", "hunter2");
        Statement statement = connection.createStatement()) {
      statement.execute("create table item(id int primary key, name text)");
      statement.execute(
          "create function doubled(n int) returns int language sql as $$ select n * 2 $$");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private interface Source extends AutoCloseable {
    Connection get() throws SQLException;

    @Override
    default void close() throws Exception {}
  }

  private static Source driver(Driver driver) {
    Properties properties = new Properties();
    properties.put("user", "postgres");
    properties.put("password", "hunter2");
    return () -> driver.connect(url + "?ApplicationName=test&password=hunter2", properties);
  }

  private static <T extends DataSource & AutoCloseable> Source pool(T pool) {
    return new Source() {
      @Override
      public Connection get() throws SQLException {
        return pool.getConnection();
      }

      @Override
      public void close() throws Exception {
        pool.close();
      }
    };
  }

  private static Source hikari() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setPassword("hunter2");
    return pool(new HikariDataSource(config));
  }

  private static Source hikariOnDataSource() {
    PGSimpleDataSource direct = new PGSimpleDataSource();
    direct.setURL(url);
    direct.setUser("postgres");
    direct.setPassword("hunter2");
    HikariConfig config = new HikariConfig();
    config.setDataSource(direct);
    return pool(new HikariDataSource(config));
  }

  private static Source dbcp() {
    BasicDataSource dbcp = new BasicDataSource();
    dbcp.setUrl(url);
    dbcp.setUsername("postgres");
    dbcp.setPassword("hunter2");
    dbcp.setPoolPreparedStatements(true);
    return pool(dbcp);
  }

  private static Source tomcat(String interceptors) {
    PoolProperties properties = new PoolProperties();
    properties.setDriverClassName("org.postgresql.Driver");
    properties.setUrl(url);
    properties.setUsername("postgres");
    properties.setPassword("hunter2");
    properties.setJdbcInterceptors(interceptors);
    org.apache.tomcat.jdbc.pool.DataSource pool =
        new org.apache.tomcat.jdbc.pool.DataSource(properties);
    return new Source() {
      @Override
      public Connection get() throws SQLException {
        return pool.getConnection();
      }

      @Override
      public void close() {
        pool.close(true);
      }
    };
  }

  @TestFactory
  List<DynamicTest> recordsEachCallOnceWhateverItPasses() throws Exception {
    Map<String, Source> sources = new TreeMap<>();
    sources.put("42.7.14", driver(new org.postgresql.Driver()));
    sources.put("42.2.29", driver(Drivers.load("postgresql-42.2.29.jar", "org.postgresql.Driver")));
    // Pool and driver then have handlers of their own, which share nothing but the subsegment.
    Source other = sources.get("42.2.29");
    sources.put("42.2.29 in another loader", () -> new DelegatingConnection<>(other.get()));
    sources.put("HikariCP", hikari());
    sources.put("HikariCP on a DataSource", hikariOnDataSource());
    sources.put("DBCP2", dbcp());
    sources.put("Tomcat", tomcat(null));
    sources.put(
        "Tomcat with interceptors", tomcat("ConnectionState;StatementFinalizer;SlowQueryReport"));
    sources.put("Tomcat with a cache", tomcat("StatementCache(prepared=true,callable=true)"));
    List<DynamicTest> tests = new ArrayList<>();
    sources.forEach(
        (name, source) -> tests.add(DynamicTest.dynamicTest(name, () -> check(name, source))));
    return tests;
  }

  private void check(String name, Source source) throws Exception {
    try (source) {
      for (int round = 0; round < 2; round++) {
        Segment segment = recorded.trace(() -> use(source));
        List<Subsegment> calls = recorded.children(segment);
        List<String> seen = new ArrayList<>();
        for (Subsegment call : calls) {
          assertEquals("postgres@localhost", call.name());
          assertEquals(url, call.database().url());
          assertEquals("postgres", call.database().user());
          assertEquals("PostgreSQL", call.database().type());
          assertTrue(call.database().version().startsWith("18."), call.database().version());
          assertEquals(
              name.startsWith("42.2.29") ? "42.2.29" : "42.7.14", call.database().driverVersion());
          seen.add(Items.seen(call));
        }
        assertEquals(
            List.of(
                "null: delete from item",
                "statement: insert into item values(?, ?)",
                "statement: select name from item where id = ? and name <> ?",
                "call: { ? = call doubled( ? ) }",
                "statement: insert into item values(?, ?) x3",
                "null: delete from item where id = ?; delete from item where name = ? x2",
                "null: select * from nope where name = ? !"),
            seen);
      }
    }
  }

  private static void use(Source source) throws SQLException {
    try (Connection connection = source.get()) {
      String select = "select name from item where id = ? and name <> $$hidden$$";
      Items.replace(connection, select);
      try (CallableStatement call = connection.prepareCall("{ ? = call doubled( ? ) }")) {
        call.registerOutParameter(1, java.sql.Types.INTEGER);
        call.setInt(2, 21);
        call.execute();
        assertEquals(42, call.getInt(1));
      }
      Items.batches(connection);
      try (Statement statement = connection.createStatement()) {
        Items.fail(statement);
      }
    }
  }

  @Test
  void sendsNothingOfItsOwn() throws Exception {
    try (CountingProxy proxy = new CountingProxy(server.getPort())) {
      String through = "jdbc:postgresql://localhost:" + proxy.port() + "/postgres";
      try (Connection connection = DriverManager.getConnection(through, "postgres", "hunter2")) {
        assertEquals("PostgreSQL", Items.sentAlone(recorded, proxy, connection).database().type());
      }
    }
  }

  /** What pools do on their own account, by way of statements of the driver's. */
  @Test
  void leavesHousekeepingOut() throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "hunter2")) {
      Segment segment =
          recorded.trace(
              () -> {
                assertTrue(connection.isValid(1));
                connection.getCatalog();
                connection.setSchema(connection.getSchema());
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
                connection.commit();
              });
      assertEquals(List.of(), recorded.children(segment));
    }
  }

  @Test
  void recordsWhatABrokenConnectionThrows() throws Exception {
    try (CountingProxy proxy = new CountingProxy(server.getPort())) {
      String through = "jdbc:postgresql://localhost:" + proxy.port() + "/postgres";
      Connection connection = DriverManager.getConnection(through, "postgres", "hunter2");
      PreparedStatement prepared = connection.prepareStatement("select pg_terminate_backend(?)");
      prepared.setInt(1, connection.unwrap(org.postgresql.PGConnection.class).getBackendPID());
      Segment segment =
          recorded.trace(() -> assertThrows(SQLException.class, prepared::executeQuery));
      Subsegment call = recorded.only(segment);
      assertTrue(call.fault());
      assertEquals("postgres@localhost", call.name());
      assertFalse(connection.isValid(1));
      segment =
          recorded.trace(
              () ->
                  assertThrows(
                      SQLException.class, () -> connection.prepareStatement("x").execute()));
      assertTrue(recorded.children(segment).isEmpty(), "never reached a statement");
    }
  }
}
