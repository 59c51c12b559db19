package io.roentgen.instrumentation.jdbc;

import io.roentgen.trace.Database;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.trace.WeakIdentityMap;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a pool connects to: one for each URL and user, known from when the driver connected. Product
 * and versions are read once, before the first recorded query, with calls that the usual drivers
 * answer without asking the server: product, versions, URL. {@code getUserName} is not one of them:
 * MySQL's driver and SQL Server's send a query for it.
 */
final class Source {

  /** Applications that make up URLs as they go get their own each time beyond this. */
  private static final int MAX_SOURCES = 1_000;

  private static final int MAX_CONNECTIONS = 100_000;

  /** A connection that is broken tells nothing; another one may. */
  private static final int MAX_ATTEMPTS = 3;

  private static final int MAX_USER = 250;

  private static final ConcurrentHashMap<String, Source> SOURCES = new ConcurrentHashMap<>();
  private static final WeakIdentityMap<Source> CONNECTIONS = new WeakIdentityMap<>(MAX_CONNECTIONS);

  private final JdbcUrl url;
  private final String user;
  private final String name;
  private volatile Database database;
  private volatile boolean complete;
  private final AtomicBoolean asking = new AtomicBoolean();
  private int attempts;

  private Source(JdbcUrl url, String user) {
    this.url = url;
    this.user = user;
    this.name = url.name();
    this.database = new Database(url.url(), user, url.type(), null, null);
  }

  /** A driver has connected. */
  static void connected(Connection connection, String url, Properties properties) {
    String user = properties == null ? null : properties.getProperty("user");
    remember(connection, url, user == null ? JdbcUser.in(url) : user);
  }

  private static Source remember(Connection connection, String text, String user) {
    JdbcUrl url = JdbcUrl.parse(text);
    String bounded = user == null || user.length() <= MAX_USER ? user : user.substring(0, MAX_USER);
    String key = url.url() + ' ' + bounded;
    Source source = SOURCES.get(key);
    if (source == null) {
      source = new Source(url, bounded);
      if (SOURCES.size() < MAX_SOURCES) {
        Source raced = SOURCES.putIfAbsent(key, source);
        source = raced == null ? source : raced;
      }
    }
    CONNECTIONS.put(connection, source);
    return source;
  }

  /** Where the statement goes, or null if its connection is not one we saw a driver make. */
  static Source of(Statement statement) {
    try {
      Connection connection = statement.getConnection();
      return connection == null ? null : CONNECTIONS.get(connection);
    } catch (SQLException closed) {
      return null;
    }
  }

  /** The same, by asking the connection: for drivers that connect without {@code Driver}. */
  static Source ask(Statement statement) {
    TraceContext context = Tracer.attach(null);
    try {
      Connection connection = statement.getConnection();
      DatabaseMetaData metadata = connection.getMetaData();
      String text = metadata.getURL();
      String user = JdbcUser.in(text);
      if (user == null && isUserLocal(JdbcUrl.parse(text))) {
        user = metadata.getUserName();
      }
      return remember(connection, text, user);
    } catch (SQLException | RuntimeException e) {
      return null;
    } finally {
      Tracer.restore(context);
    }
  }

  private static boolean isUserLocal(JdbcUrl url) {
    switch (url.type()) {
      case "PostgreSQL":
      case "MariaDB":
      case "Oracle":
      case "H2":
        return true;
      default:
        return false;
    }
  }

  String name() {
    return name;
  }

  /** What to write of it, asking the statement's connection the first time. */
  Database database(Statement statement) {
    if (!complete) {
      complete(statement);
    }
    return database;
  }

  /** Whoever comes while another asks does without the versions: a driver may take its time. */
  private void complete(Statement statement) {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    TraceContext context = Tracer.attach(null); // a driver may ask the server after all
    try {
      DatabaseMetaData metadata = statement.getConnection().getMetaData();
      String known = user == null && isUserLocal(url) ? metadata.getUserName() : user;
      database =
          new Database(
              url.url(),
              known,
              metadata.getDatabaseProductName(),
              metadata.getDatabaseProductVersion(),
              metadata.getDriverVersion());
      complete = true;
    } catch (SQLException | RuntimeException e) {
      complete = ++attempts >= MAX_ATTEMPTS;
    } finally {
      asking.set(false);
      Tracer.restore(context);
    }
  }
}
