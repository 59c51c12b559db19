package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.sql.TracingConnection;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import io.roentgen.testing.Comparison;
import io.roentgen.testing.Recorded;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

  private final Comparison comparison = new Comparison();

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
    comparison.ours(call);
    comparison.ours("namespace", call.namespace());
    comparison.ours("sql.url", call.database().url());
    comparison.ours("sql.user", call.database().user());
    comparison.ours("sql.database_type", call.database().type());
    comparison.ours("sql.database_version", call.database().version());
    comparison.ours("sql.driver_version", call.database().driverVersion());
    comparison.ours("sql.preparation", call.preparation());
    comparison.ours("sql.sanitized_query", call.query().toString());
  }

  private void recordTheirs(Subsegment call) {
    comparison.theirs("name", call.getName());
    comparison.theirs("namespace", call.getNamespace());
    comparison.theirs("fault", call.isFault());
    comparison.theirs("error", call.isError());
    comparison.theirs("throttle", call.isThrottle());
    call.getSql().forEach((key, value) -> comparison.theirs("sql." + key, value));
    if (!call.getCause().getExceptions().isEmpty()) {
      var exception = call.getCause().getExceptions().get(0);
      comparison.theirs("exception.type", exception.getType());
      comparison.theirs("exception.message", exception.getMessage());
      comparison.theirs("exception.remote", exception.isRemote());
    }
  }

  @Test
  void statement() throws Exception {
    record(postgres + "?user=postgres", c -> run(c, "select current_date"));
    // The SDK records the URL as it is, properties included.
    comparison.differs("sql.url", postgres, postgres + "?user=postgres");
    // The SDK records the text of prepared statements only.
    comparison.differs("sql.sanitized_query", "select current_date", null);
    comparison.same();
  }

  @Test
  void secrets() throws Exception {
    String url = postgres + "?user=postgres&password=" + PASSWORD;
    record(url, c -> c.prepareStatement("select 'secret'").execute());
    // The SDK records the password, and the query as it is under the name sanitized_query.
    comparison.differs("sql.url", postgres, url);
    comparison.differs("sql.sanitized_query", "select ?", "select 'secret'");
    comparison.differs("sql.preparation", "statement", null);
    comparison.same();
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
    comparison.differs("sql.url", postgres, postgres + "?user=postgres");
    // X-Ray documents the field; the SDK never writes it.
    comparison.differs("sql.preparation", "statement", null);
    comparison.same();
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
    comparison.differs("sql.url", postgres, postgres + "?user=postgres");
    comparison.differs("sql.sanitized_query", "select * from nope", null);
    assertEquals(true, comparison.ours("fault"));
    assertEquals("org.postgresql.util.PSQLException", comparison.ours("exception.type"));
    comparison.same();
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
    comparison.differs("sql.url", postgres, postgres + "?user=postgres");
    comparison.differs(
        "sql.sanitized_query",
        "create temporary table if not exists b(id int); delete from b",
        null);
    comparison.same();
  }

  @Test
  void embedded() throws Exception {
    record("jdbc:h2:mem:shop;USER=sa", c -> run(c, "select current_date"));
    // The SDK asks for the catalog, which costs some drivers a query; we read the URL.
    comparison.differs("name", "shop", "SHOP");
    // H2's getURL leaves properties out, and the SDK asks it for the user, whom it writes in
    // capitals.
    comparison.differs("sql.user", "sa", "SA");
    comparison.differs("sql.sanitized_query", "select current_date", null);
    comparison.same();
    assertNull(comparison.ours("sql.preparation"));
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
