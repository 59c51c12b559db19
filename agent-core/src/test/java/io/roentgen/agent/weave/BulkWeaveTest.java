package io.roentgen.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.link.Link;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of whole libraries, in every way there is, under the JVM's verifier. */
class BulkWeaveTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"jackson-databind", "tomcat-embed-core", "kotlin-stdlib", "awaitility", "asm"})
  void everyMethodVerifies(String library) throws Exception {
    Map<String, byte[]> classes = classes(library);
    assertTrue(classes.size() > 30, classes.size() + " classes in " + library);

    Map<String, String> plain = link(classes);
    assertEquals(plain, link(weave(classes, Places::small, false)), "small");
    assertEquals(plain, link(weave(classes, Places::large, false)), "large");
    assertEquals(plain, link(weave(classes, Places::large, true)), "old");
    assertEquals(plain, link(weave(weave(classes, Places::large, false), Places::small, false)));
  }

  private static Map<String, byte[]> classes(String library) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = new File(entry).getName();
      if (name.startsWith(library + "-") && name.endsWith(".jar")) {
        try (JarFile jar = new JarFile(entry)) {
          for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            add(jar, all.nextElement(), classes);
          }
        }
      }
    }
    return classes;
  }

  private static void add(JarFile jar, JarEntry entry, Map<String, byte[]> to) throws IOException {
    String file = entry.getName();
    if (file.endsWith(".class") && !file.startsWith("META-INF") && !file.endsWith("-info.class")) {
      try (InputStream in = jar.getInputStream(entry)) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        to.put(name, in.readAllBytes());
      }
    }
  }

  private static Map<String, byte[]> weave(
      Map<String, byte[]> classes, Function<byte[], String> places, boolean old) {
    Map<String, byte[]> woven = new HashMap<>(classes);
    int count = 0;
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      WeaveIndex index = WeaveIndex.parse(places.apply(entry.getValue()), module -> true);
      List<Place> here = index.named(entry.getKey().replace('.', '/'));
      if (here == null) {
        continue;
      }
      Weaver.OldSites sites = (loader, place) -> place.id;
      Weaver weaver = old ? new Weaver(sites, Integer.MAX_VALUE) : new Weaver(sites);
      try {
        byte[] bytes = weaver.weave(entry.getValue(), null, here);
        if (bytes != null) {
          woven.put(entry.getKey(), bytes);
          count++;
        }
      } catch (IllegalArgumentException e) {
        assertEquals("a local overlaps the last parameter", e.getMessage());
      }
    }
    assertTrue(count > classes.size() / 2, count + " woven");
    return woven;
  }

  /** Verifies, without running, all classes; what could not be linked, and why. */
  private static Map<String, String> link(Map<String, byte[]> classes) {
    Link.install(null);
    Map<String, String> failures = new TreeMap<>();
    Loader loader = new Loader(classes);
    for (String name : classes.keySet()) {
      try {
        Class.forName(name, false, loader).getDeclaredMethods();
      } catch (ClassNotFoundException | LinkageError e) {
        failures.put(name, e instanceof NoClassDefFoundError ? "missing" : e.toString());
      }
    }
    return failures;
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(BulkWeaveTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}
