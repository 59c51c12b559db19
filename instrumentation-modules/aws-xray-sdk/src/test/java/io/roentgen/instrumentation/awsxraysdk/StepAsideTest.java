package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.proxies.apache.http.HttpClientBuilder;
import com.amazonaws.xray.proxies.apache.http.TracedHttpClient;
import com.amazonaws.xray.sql.TracingDataSource;
import com.amazonaws.xray.strategy.RuntimeErrorContextMissingStrategy;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Settings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the SDK records itself is recorded once: by the agent. */
final class StepAsideTest {

  private static final String HEADER = "X-Amzn-Trace-Id";

  @RegisterExtension static final Recorded recorded = new Recorded();

  @BeforeEach
  void reset() {
    // It would find an error outside of a subsegment.
    Sdk.reset().setContextMissingStrategy(new RuntimeErrorContextMissingStrategy());
  }

  @AfterEach
  void theSdkSendsNothing() {
    assertEquals(List.of(), Sdk.SENT);
    Settings.install(Map.of("sql", "sanitized"));
  }

  private static void query(DataSource source) throws Exception {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1")) {
      statement.executeQuery();
      connection.createStatement().execute("select 2");
    }
  }

  private static DataSource database() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:test");
    return h2;
  }

  @Test
  void tracingDataSource() throws Exception {
    DataSource source = TracingDataSource.decorate(database());
    List<io.roentgen.trace.Subsegment> calls =
        recorded.children(recorded.trace(() -> query(source)));
    assertEquals(2, calls.size());
    for (io.roentgen.trace.Subsegment call : calls) {
      assertEquals("H2", call.database().type());
      assertEquals(List.of(), recorded.children(call));
    }
  }

  @Test
  void tracingDataSourceWhereTheAgentRecordsNoSql() throws Exception {
    Settings.install(Map.of("instrumentation.jdbc.enabled", "false"));
    DataSource source = TracingDataSource.decorate(database());
    List<io.roentgen.trace.Subsegment> calls =
        recorded.children(recorded.trace(() -> query(source)));
    assertEquals(2, calls.size());
    assertEquals("remote", calls.get(0).namespace());
    assertEquals("H2", calls.get(0).extras("sql").get("database_type"));
    assertEquals("jdbc:h2:mem:test", calls.get(0).extras("sql").get("url"));
  }

  @Test
  void tomcatsPool() throws Exception {
    org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
    pool.setUrl("jdbc:h2:mem:test");
    pool.setDriverClassName("org.h2.Driver");
    pool.setJdbcInterceptors(com.amazonaws.xray.sql.mysql.TracingInterceptor.class.getName());
    try {
      List<io.roentgen.trace.Subsegment> calls =
          recorded.children(recorded.trace(() -> query(pool)));
      assertEquals(2, calls.size());
      assertEquals("H2", calls.get(0).database().type());
      assertEquals(List.of(), recorded.children(calls.get(0)));
    } finally {
      pool.close();
    }
  }

  @Test
  void tracedHttpClient() throws Exception {
    try (LocalHttpServer server = new LocalHttpServer();
        CloseableHttpClient built = HttpClientBuilder.create().build();
        CloseableHttpClient old = new com.amazonaws.xray.proxies.apache.http.DefaultHttpClient();
        CloseableHttpClient wrapper = new TracedHttpClient(HttpClients.createDefault())) {
      List<io.roentgen.trace.Subsegment> calls =
          recorded.children(
              recorded.trace(
                  () -> {
                    built.execute(new HttpGet(server.url("/ok?a=b"))).close();
                    wrapper.execute(new HttpGet(server.url("/status/404"))).close();
                    old.execute(new HttpGet(server.url("/status/500"))).close();
                  }));
      assertEquals(3, calls.size());
      assertEquals(500, calls.get(2).status());
      assertEquals(List.of(), recorded.children(calls.get(2)));
      assertEquals(server.url("/ok"), calls.get(0).url());
      assertEquals(404, calls.get(1).status());
      assertEquals(List.of(), recorded.children(calls.get(0)));
      assertEquals(1, server.header(HEADER).get(0).size());
      String expected = ";Parent=" + io.roentgen.trace.TraceHeader.id(calls.get(0).id()) + ";";
      assertEquals(true, server.header(HEADER).get(0).get(0).contains(expected));
    }
  }

  @Test
  void tracedHttpClientWithAHandler() throws Exception {
    try (LocalHttpServer server = new LocalHttpServer();
        CloseableHttpClient client = HttpClientBuilder.create().build()) {
      io.roentgen.trace.Segment segment =
          recorded.trace(
              () -> {
                Subsegment outer = AWSXRay.beginSubsegment("outer");
                String body =
                    client.execute(
                        new HttpGet(server.url("/status/500")),
                        response -> {
                          assertSame(outer, AWSXRay.getCurrentSubsegment());
                          return "" + response.getStatusLine().getStatusCode();
                        });
                assertEquals("500", body);
                assertSame(outer, AWSXRay.getCurrentSubsegment());
                assertThrows(
                    IOException.class,
                    () ->
                        client.execute(
                            new HttpGet(server.url("/ok")),
                            response -> {
                              EntityUtils.consume(response.getEntity());
                              throw new IOException("mine");
                            }));
                assertSame(outer, AWSXRay.getCurrentSubsegment());
                AWSXRay.endSubsegment();
                client.execute(new HttpGet(server.url("/ok")), response -> "");
              });
      List<io.roentgen.trace.Subsegment> children = recorded.children(segment);
      io.roentgen.trace.Subsegment outer = children.get(0);
      assertEquals(null, outer.extras("http"));
      assertEquals(false, outer.fault());
      assertEquals(2, recorded.children(outer).size());
      assertEquals(200, children.get(1).status());
    }
  }

  @Test
  void tracedHttpClientOfARequestThatIsNotSampled() throws Exception {
    try (LocalHttpServer server = new LocalHttpServer();
        CloseableHttpClient client = HttpClientBuilder.create().build()) {
      recorded.unsampled(
          () -> {
            Entity before = AWSXRay.getTraceEntity();
            client.execute(new HttpGet(server.url("/ok"))).close();
            client.execute(new HttpGet(server.url("/ok")), response -> "");
            assertSame(before, AWSXRay.getTraceEntity());
          });
      String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";
      assertEquals(List.of(List.of(header), List.of(header)), server.header(HEADER));
    }
    assertEquals(List.of(), recorded.offered());
  }
}
