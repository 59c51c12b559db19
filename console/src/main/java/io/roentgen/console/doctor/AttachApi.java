package io.roentgen.console.doctor;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The JDK's way to ask other JVMs, {@code com.sun.tools.attach}; by reflection, as not every Java
 * has it: module jdk.attach, or tools.jar of a JDK 8.
 */
final class AttachApi {

  private final Class<?> virtualMachine;

  private AttachApi(Class<?> virtualMachine) {
    this.virtualMachine = virtualMachine;
  }

  /** Null where there is none. */
  static AttachApi find() {
    try {
      return new AttachApi(load());
    } catch (ReflectiveOperationException | LinkageError | MalformedURLException e) {
      return null;
    }
  }

  private static Class<?> load() throws ClassNotFoundException, MalformedURLException {
    String name = "com.sun.tools.attach.VirtualMachine";
    File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    if (tools.isFile()) {
      loader = new URLClassLoader(new URL[] {tools.toURI().toURL()}, loader);
    }
    return loader.loadClass(name);
  }

  /** The process ids of this user's JVMs, as far as they can be asked. */
  List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try {
      for (Object each : (List<?>) virtualMachine.getMethod("list").invoke(null)) {
        pids.add(Long.valueOf((String) each.getClass().getMethod("id").invoke(each)));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Then /proc has to do.
    }
    return pids;
  }

  /**
   * What a JVM says of itself.
   *
   * @return its system properties, then its agent properties; null if it doesn't answer
   */
  Properties[] ask(long pid) {
    try {
      Object vm = virtualMachine.getMethod("attach", String.class).invoke(null, Long.toString(pid));
      try {
        return new Properties[] {
          (Properties) virtualMachine.getMethod("getSystemProperties").invoke(vm),
          (Properties) virtualMachine.getMethod("getAgentProperties").invoke(vm)
        };
      } finally {
        virtualMachine.getMethod("detach").invoke(vm);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }
}
