package io.roentgen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;

/**
 * Loads the console from the folder {@code console/} of roentgen.jar, with the few classes of gson
 * that it reads documents with. No other loader looks there. Its parent is the JDK's own platform
 * loader, which has the HTTP server: what is on the application's class path can't get in between.
 */
final class ConsoleLoader extends ClassLoader {

  private static final String CONSOLE = "console/";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;

  private ConsoleLoader(JarFile jar) throws IOException {
    super(platformLoader());
    this.jar = jar;
    String version = Agent.version(jar);
    definePackage("io.roentgen.console", null, null, null, "Roentgen", version, null, null);
  }

  /**
   * Reads from a jar that stays open. As a {@code ClassLoader}, so that the verifier need not load
   * this class with those that call it in premain.
   *
   * @throws IOException if the jar can't be read
   */
  static ClassLoader of(JarFile jar) throws IOException {
    return new ConsoleLoader(jar);
  }

  /** Null, the bootstrap loader, where there is none: Java 8 has the HTTP server there. */
  private static ClassLoader platformLoader() {
    try {
      return (ClassLoader) ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = AgentLoader.read(jar, CONSOLE + name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** The page's files. */
  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = AgentLoader.read(jar, CONSOLE + name);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }
}
