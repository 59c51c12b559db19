package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.sql.TracingConnection;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import io.roentgen.testing.Recorded;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same call recorded by us and by Amazon's {@code aws-xray-recorder-sdk-sql}: what both record
 * is the same, but for what each test names.
 */
class RecorderSdkTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final String PASSWORD = "hunter2";

  static EmbeddedPostgres server;
  static String postgres;

  @BeforeAll
  static void start() throws Exception {
    System.setProperty("com.amazonaws.xray.collectSqlQueries", "true");
    AWSXRay.setGlobalRecorder(
        AWSXRayRecorderBuilder.standard()
            .withEmitter(new Nowhere())
            .withSamplingStrategy(new AllSamplingStrategy())
            .build());
    server = EmbeddedPostgres.builder().start();
    postgres = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static final class Nowhere extends Emitter {
    @Override
    public boolean sendSegment(Segment segment) {
      return true;
    }

    @Override
    public boolean sendSubsegment(Subsegment subsegment) {
      return true;
    }
  }

  private interface Call {
    void on(Connection connection) throws SQLException;
  }

  private final Map<String, Object> ours = new TreeMap<>();
  private final Map<String, Object> theirs = new TreeMap<>();

  @BeforeEach
  void forget() {
    ours.clear();
    theirs.clear();
  }

  private void record(String url, Call call) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      recordOurs(recorded.only(recorded.trace(() -> call.on(connection))));
      Segment segment = AWSXRay.beginSegment("test");
      try {
        call.on(TracingConnection.decorate(connection));
      } finally {
        AWSXRay.endSegment();
      }
      assertEquals(1, segment.getSubsegments().size());
      recordTheirs(segment.getSubsegments().get(0));
    }
  }

  private void recordOurs(io.roentgen.trace.Subsegment call) {
    put(ours, "name", call.name());
    put(ours, "namespace", call.namespace());
    put(ours, "fault", call.fault());
    put(ours, "error", call.error());
    put(ours, "throttle", call.throttle());
    put(ours, "sql.url", call.database().url());
    put(ours, "sql.user", call.database().user());
    put(ours, "sql.database_type", call.database().type());
    put(ours, "sql.database_version", call.database().version());
    put(ours, "sql.driver_version", call.database().driverVersion());
    put(ours, "sql.preparation", call.preparation());
    put(ours, "sql.sanitized_query", call.query().toString());
    if (call.exception() != null) {
      put(ours, "exception.type", call.exception().throwable().getClass().getName());
      put(ours, "exception.message", call.exception().message());
      put(ours, "exception.remote", call.exception().remote());
    }
  }

  private void recordTheirs(Subsegment call) {
    put(theirs, "name", call.getName());
    put(theirs, "namespace", call.getNamespace());
    put(theirs, "fault", call.isFault());
    put(theirs, "error", call.isError());
    put(theirs, "throttle", call.isThrottle());
    call.getSql().forEach((key, value) -> put(theirs, "sql." + key, value));
    if (!call.getCause().getExceptions().isEmpty()) {
      var exception = call.getCause().getExceptions().get(0);
      put(theirs, "exception.type", exception.getType());
      put(theirs, "exception.message", exception.getMessage());
      put(theirs, "exception.remote", exception.isRemote());
    }
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /** Says where we differ; what is said must be so. */
  private void differs(String key, Object here, Object there) {
    assertNotEquals(here, there);
    assertEquals(here, ours.remove(key));
    assertEquals(there, theirs.remove(key));
  }

  private void same() {
    assertEquals(theirs, ours);
  }

  @Test
  void statement() throws Exception {
    record(postgres + "?user=postgres", c -> run(c, "select current_date"));
    // The SDK records the URL as it is, properties included.
    differs("sql.url", postgres, postgres + "?user=postgres");
    // The SDK records the text of prepared statements only.
    differs("sql.sanitized_query", "select current_date", null);
    same();
  }

  @Test
  void secrets() throws Exception {
    String url = postgres + "?user=postgres&password=" + PASSWORD;
    record(url, c -> c.prepareStatement("select 'secret'").execute());
    // The SDK records the password, and the query as it is under the name sanitized_query.
    differs("sql.url", postgres, url);
    differs("sql.sanitized_query", "select ?", "select 'secret'");
    differs("sql.preparation", "statement", null);
    same();
  }

  @Test
  void prepared() throws Exception {
    String sql = "select ?::int";
    record(
        postgres + "?user=postgres",
        c -> {
          try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setInt(1, 4);
            statement.executeQuery();
          }
        });
    differs("sql.url", postgres, postgres + "?user=postgres");
    // X-Ray documents the field; the SDK never writes it.
    differs("sql.preparation", "statement", null);
    same();
  }

  @Test
  void error() throws Exception {
    record(
        postgres + "?user=postgres",
        c -> {
          try {
            run(c, "select * from nope");
          } catch (SQLException expected) {
            assertEquals("42P01", expected.getSQLState());
          }
        });
    differs("sql.url", postgres, postgres + "?user=postgres");
    differs("sql.sanitized_query", "select * from nope", null);
    assertEquals(true, ours.get("fault"));
    assertEquals("org.postgresql.util.PSQLException", ours.get("exception.type"));
    same();
  }

  @Test
  void batch() throws Exception {
    record(
        postgres + "?user=postgres",
        c -> {
          try (Statement statement = c.createStatement()) {
            statement.addBatch("create temporary table if not exists b(id int)");
            statement.addBatch("delete from b");
            statement.executeBatch();
          }
        });
    differs("sql.url", postgres, postgres + "?user=postgres");
    differs(
        "sql.sanitized_query",
        "create temporary table if not exists b(id int); delete from b",
        null);
    same();
  }

  @Test
  void embedded() throws Exception {
    record("jdbc:h2:mem:shop;USER=sa", c -> run(c, "select current_date"));
    // The SDK asks for the catalog, which costs some drivers a query; we read the URL.
    differs("name", "shop", "SHOP");
    // H2's getURL leaves properties out, and the SDK asks it for the user, whom it writes in
    // capitals.
    differs("sql.user", "sa", "SA");
    differs("sql.sanitized_query", "select current_date", null);
    same();
    assertNull(ours.get("sql.preparation"));
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
