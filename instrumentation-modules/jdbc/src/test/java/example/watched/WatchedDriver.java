package example.watched;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.apache.commons.dbcp2.DelegatingConnection;

/**
 * A driver on top of H2 that notes what its connections' metadata is asked. Not in our package,
 * where nothing is woven.
 */
public final class WatchedDriver implements Driver {

  /** The methods of DatabaseMetaData that were called. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    Connection h2 = new org.h2.Driver().connect("jdbc:h2:mem:watched", info);
    DatabaseMetaData metadata = proxy(DatabaseMetaData.class, h2.getMetaData(), null);
    return new DelegatingConnection<>(proxy(Connection.class, h2, metadata));
  }

  private <T> T proxy(Class<T> type, T target, DatabaseMetaData metadata) {
    return type.cast(
        Proxy.newProxyInstance(
            WatchedDriver.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (metadata != null && method.getName().equals("getMetaData")) {
                return metadata;
              }
              if (metadata == null) {
                asked.add(method.getName());
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Override
  public boolean acceptsURL(String url) {
    return true;
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return null;
  }
}
