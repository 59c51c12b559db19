package io.roentgen;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Puts the tracer where every class sees it: into the bootstrap loader.
 *
 * <p>The documented way, appending the jar to the bootstrap class path, makes HotSpot switch off
 * class data sharing for all but the JDK's own classes, and print a warning about it at every
 * start. So the few classes are defined there one by one, with the JDK's own means; where that is
 * not to be had, the jar is appended.
 */
final class BootstrapClasses {

  private static final String PACKAGE = "io/roentgen/";
  private static final String SUFFIX = ".class";

  /**
   * {@code Unsafe.defineClass}, which the JDK keeps for itself since Java 9. A method handle with
   * an exact type: since Java 18 reflection combines some thirty of its own for a method like this.
   */
  private final MethodHandle defineClass;

  private BootstrapClasses(Instrumentation instrumentation) throws Throwable {
    Class<?> type;
    Object unsafe;
    if (isModular()) {
      exportInternals(instrumentation);
      type = Class.forName("jdk.internal.misc.Unsafe");
      unsafe = type.getMethod("getUnsafe").invoke(null);
    } else {
      type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      unsafe = field.get(null);
    }
    MethodType signature =
        MethodType.methodType(
            Class.class,
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    defineClass = MethodHandles.lookup().findVirtual(type, "defineClass", signature).bindTo(unsafe);
  }

  static void install(Instrumentation instrumentation, JarFile jar) throws IOException {
    try {
      new BootstrapClasses(instrumentation).define(jar);
    } catch (Throwable e) {
      instrumentation.appendToBootstrapClassLoaderSearch(jar);
    }
  }

  /** A class can only be defined after its super types: those that fail are tried again. */
  private void define(JarFile jar) throws Throwable {
    List<String> names = names(jar);
    while (!names.isEmpty()) {
      List<String> failed = new ArrayList<>();
      Throwable reason = null;
      for (String name : names) {
        byte[] bytes = AgentLoader.read(jar, name + SUFFIX);
        try {
          define(name, bytes);
        } catch (NoClassDefFoundError e) {
          failed.add(name);
          reason = e;
        }
      }
      if (failed.size() == names.size()) {
        throw new IOException("cannot define " + failed + ": " + reason);
      }
      names = failed;
    }
  }

  private static List<String> names(JarFile jar) {
    List<String> names = new ArrayList<>();
    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
      String name = entries.nextElement().getName();
      // The classes next to this one run in premain only, and are loaded already.
      if (name.startsWith(PACKAGE)
          && name.endsWith(SUFFIX)
          && name.indexOf('/', PACKAGE.length()) > 0) {
        names.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
    return names;
  }

  private static boolean isModular() {
    return !System.getProperty("java.specification.version").startsWith("1.");
  }

  /** To this class's module alone; by reflection, as modules are not there in Java 8. */
  private static void exportInternals(Instrumentation instrumentation) throws Throwable {
    Method getModule = Class.class.getMethod("getModule");
    Object javaBase = getModule.invoke(Object.class);
    Object own = getModule.invoke(BootstrapClasses.class);
    Class<?> module = Class.forName("java.lang.Module");
    MethodType signature =
        MethodType.methodType(
            void.class, module, Set.class, Map.class, Map.class, Set.class, Map.class);
    MethodHandle redefineModule =
        MethodHandles.lookup()
            .findVirtual(Instrumentation.class, "redefineModule", signature)
            .bindTo(instrumentation)
            .bindTo(javaBase);
    Set<?> none = Collections.emptySet();
    Map<?, ?> nothing = Collections.emptyMap();
    Map<?, ?> exports = Collections.singletonMap("jdk.internal.misc", Collections.singleton(own));
    redefineModule.invokeExact((Set) none, (Map) exports, (Map) nothing, (Set) none, (Map) nothing);
  }

  private void define(String name, byte[] bytes) throws Throwable {
    Class<?> unused =
        (Class<?>)
            defineClass.invokeExact(
                name, bytes, 0, bytes.length, (ClassLoader) null, (ProtectionDomain) null);
  }
}
