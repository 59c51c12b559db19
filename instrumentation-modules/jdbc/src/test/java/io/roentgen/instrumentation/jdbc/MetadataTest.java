package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.watched.WatchedDriver;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a connection is asked for, and how often. */
class MetadataTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void asksForNothingWhereNothingIsRecorded() throws Exception {
    WatchedDriver driver = new WatchedDriver();
    Recorded.Action query = () -> run(driver, "jdbc:watched://db/unsampled");
    recorded.unsampled(query::run);
    query.run();
    assertEquals(List.of(), driver.asked);
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void asksOnceForEachPool() throws Exception {
    WatchedDriver driver = new WatchedDriver();
    Segment segment =
        recorded.trace(
            () -> {
              for (int i = 0; i < 10; i++) {
                run(driver, "jdbc:watched://db/sampled");
              }
            });
    assertEquals(
        List.of("getDatabaseProductName", "getDatabaseProductVersion", "getDriverVersion"),
        driver.asked);
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(10, calls.size());
    for (Subsegment call : calls) {
      assertEquals("jdbc:watched://db", call.database().url());
      assertEquals("2.3.232 (2024-08-11)", call.database().version());
    }
  }

  private static void run(WatchedDriver driver, String url) throws SQLException {
    try (Connection each = driver.connect(url, new Properties());
        Statement statement = each.createStatement()) {
      statement.execute("select 1");
    }
  }
}
