package io.roentgen.instrumentation.jdbc;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;

/** Older drivers, as an application server would load them. */
final class Drivers {

  private Drivers() {}

  /** Loads a driver from a jar that the build copied, in a loader of its own. */
  static Driver load(String jar, String className) throws Exception {
    File file = new File("target/drivers", jar);
    if (!file.isFile()) {
      throw new AssertionError("the build did not copy " + jar);
    }
    ClassLoader loader =
        new URLClassLoader(new URL[] {file.toURI().toURL()}, ClassLoader.getPlatformClassLoader());
    return (Driver) loader.loadClass(className).getDeclaredConstructor().newInstance();
  }
}
