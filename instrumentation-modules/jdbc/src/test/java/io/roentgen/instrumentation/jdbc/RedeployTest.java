package io.roentgen.instrumentation.jdbc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known of an application's statements goes with the application. */
class RedeployTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void letsGoOfTheDriversLoader() throws Exception {
    for (int i = 0; i < 3; i++) {
      WeakReference<ClassLoader> loader = deployed(i);
      await()
          .until(
              () -> {
                System.gc();
                return loader.get() == null;
              });
    }
  }

  private static WeakReference<ClassLoader> deployed(int round) throws Exception {
    URL jar = org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation();
    URLClassLoader loader =
        new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    Driver driver =
        (Driver) loader.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance();
    Segment segment =
        recorded.trace(
            () -> {
              Connection connection =
                  driver.connect("jdbc:h2:mem:redeploy" + round, new Properties());
              // Neither is closed: applications forget.
              PreparedStatement statement = connection.prepareStatement("select 1");
              statement.execute();
              connection.createStatement().addBatch("select 2");
              connection.close();
            });
    assertEquals("select ?", recorded.only(segment).query().toString());
    loader.loadClass("org.h2.Driver").getMethod("unload").invoke(null);
    loader.close();
    return new WeakReference<>(loader);
  }
}
