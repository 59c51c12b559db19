package io.roentgen.instrumentation.javax.servlet;

import io.roentgen.agent.weave.Renaming;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;

/**
 * Makes the classes in {@code com.example.javax.servlet} for the container on the class path: where
 * that speaks {@code jakarta.servlet}, they are defined anew with their packages renamed.
 */
final class Containers {

  static final boolean JAKARTA = exists("jakarta.servlet.Servlet");

  private static final String JAVAX_APP = "com.example.javax.servlet.";
  private static final String JAKARTA_APP = "com.example.jakarta.servlet.";
  private static final Loader LOADER = new Loader();

  private Containers() {}

  /** The container this run is about: tomcat, jetty or undertow, of either API. */
  static String name() {
    return System.getProperty("container", "tomcat-9").split("-")[0];
  }

  /** An instance of {@code TomcatContainer} for "tomcat", and so on. */
  static Object create(String name) {
    String type = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Container";
    try {
      return app(type).getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A class of the application, for the API that is there. */
  static Class<?> app(String simpleName) throws ClassNotFoundException {
    return JAKARTA
        ? Class.forName(JAKARTA_APP + simpleName, true, LOADER)
        : Class.forName(JAVAX_APP + simpleName);
  }

  /** The class file of a class of the application, for the API that is there. */
  static byte[] classFile(String name) throws IOException {
    String file = name.replace(JAKARTA_APP, JAVAX_APP).replace('.', '/') + ".class";
    try (InputStream in = Containers.class.getClassLoader().getResourceAsStream(file)) {
      byte[] bytes = in.readAllBytes();
      return JAKARTA ? renamed(bytes) : bytes;
    }
  }

  private static byte[] renamed(byte[] bytes) {
    byte[] jakarta = new Renaming("javax.servlet", "jakarta.servlet").apply(bytes);
    // Jetty has one more package for each generation of the API.
    return new Renaming("org.eclipse.jetty.servlet", "org.eclipse.jetty.ee10.servlet")
        .apply(jakarta);
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, Containers.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static final class Loader extends ClassLoader {

    Loader() {
      super(Containers.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.startsWith(JAKARTA_APP)) {
        throw new ClassNotFoundException(name);
      }
      try {
        byte[] bytes = classFile(name);
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
