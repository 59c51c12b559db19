package io.roentgen.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/** What is in roentgen.jar, and who in it knows whom. */
class JarTest {

  private static final String TRACER = "io/roentgen/";
  private static final String AGENT = "agent/";
  private static final String MODULES = "modules/";
  private static final String CONSOLE = "console/";
  private static final String HANDLERS = "io/roentgen/instrumentation/";

  /** By path in the jar. */
  private static final Map<String, byte[]> FILES = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(Jvm.JAR.toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          try (InputStream in = jar.getInputStream(entry)) {
            FILES.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  @Test
  void isSmallAndHoldsNothingThatAnApplicationCouldSee() throws IOException {
    assertTrue(Files.size(Jvm.JAR) < 2_000_000, Files.size(Jvm.JAR) + " bytes");
    for (String name : FILES.keySet()) {
      assertTrue(
          name.startsWith(TRACER)
              || name.startsWith(AGENT)
              || name.startsWith(MODULES)
              || name.startsWith(CONSOLE)
              || name.equals("META-INF/MANIFEST.MF"),
          name);
    }
  }

  @Test
  void saysWhoseWorkIsInIt() {
    assertTrue(FILES.containsKey("agent/licenses/LICENSE"));
    String notice = new String(FILES.get("agent/licenses/NOTICE"), StandardCharsets.US_ASCII);
    for (String name : FILES.keySet()) {
      boolean foreign = name.endsWith(".class") && !name.contains("io/roentgen/");
      String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
      while (foreign && folder.indexOf('/') > 0 && !notice.contains("(" + folder + ")")) {
        folder = folder.substring(0, folder.lastIndexOf('/'));
      }
      assertTrue(!foreign || folder.indexOf('/') > 0, name);
    }
  }

  @Test
  void fewClassesAreOnTheBootstrapClassPath() {
    Set<String> bootstrap = new TreeSet<>();
    for (String name : FILES.keySet()) {
      if (name.startsWith(TRACER) && name.indexOf('/', TRACER.length()) > 0) {
        bootstrap.add(name);
      }
    }
    assertTrue(bootstrap.contains("io/roentgen/trace/Tracer.class"));
    assertTrue(bootstrap.size() < 30, bootstrap.size() + ": " + bootstrap);
  }

  @Test
  void classFilesAreJavaEights() {
    for (Map.Entry<String, byte[]> file : classes("").entrySet()) {
      int major = (file.getValue()[6] & 0xff) << 8 | file.getValue()[7] & 0xff;
      boolean newer = file.getKey().contains("/javahttpclient/");
      assertTrue(major <= (newer ? 55 : 52), file.getKey() + " is of version " + major);
    }
  }

  @Test
  void theTracerKnowsTheJdkAndItself() {
    Map<String, byte[]> tracer = classes(TRACER);
    for (Map.Entry<String, byte[]> file : tracer.entrySet()) {
      for (String name : references(file.getValue())) {
        assertTrue(
            name.startsWith("java/") || tracer.containsKey(name), file.getKey() + " knows " + name);
      }
    }
  }

  @Test
  void theAgentKnowsTheTracerAndNoModule() {
    Map<String, byte[]> tracer = classes(TRACER);
    for (Map.Entry<String, byte[]> file : classes(AGENT).entrySet()) {
      for (String name : references(file.getValue())) {
        assertTrue(
            name.startsWith("java/")
                || name.startsWith("io/roentgen/agent/")
                || name.startsWith("org/objectweb/asm/")
                || tracer.containsKey(name) && !name.startsWith(HANDLERS),
            file.getKey() + " knows " + name);
      }
    }
  }

  @Test
  void theConsoleKnowsTheJdkAndItsShareOfGson() {
    Map<String, byte[]> console = classes(CONSOLE);
    Set<String> gson = new TreeSet<>();
    for (Map.Entry<String, byte[]> file : console.entrySet()) {
      boolean ofGson = file.getKey().startsWith("com/google/gson/");
      if (ofGson) {
        gson.add(file.getKey());
      }
      for (String name : references(file.getValue())) {
        boolean jdk = name.startsWith("java/") || name.startsWith("com/sun/net/httpserver/");
        assertTrue(
            jdk || console.containsKey(name) || ofGson && MISSING.contains(name),
            file.getKey() + " knows " + name);
      }
    }
    assertTrue(gson.contains("com/google/gson/stream/JsonReader"), gson.toString());
    assertEquals(10, gson.size(), gson.toString());
  }

  /** Of gson's reader of trees, which the console doesn't use, and of annotations. */
  private static final Set<String> MISSING =
      Set.of(
          "com/google/gson/internal/bind/JsonTreeReader",
          "com/google/errorprone/annotations/CanIgnoreReturnValue");

  /** The module aws-common, for those of AWS's libraries. */
  private static final String SHARED_BY_AWS = "io/roentgen/instrumentation/aws/";

  @Test
  void modulesKnowTheTracerTheirLibraryAndThemselves() {
    Map<String, byte[]> tracer = classes(TRACER);
    Map<String, byte[]> modules = classes(MODULES);
    for (Map.Entry<String, byte[]> file : modules.entrySet()) {
      String own = file.getKey().substring(0, file.getKey().lastIndexOf('/') + 1);
      for (String name : references(file.getValue())) {
        if (name.startsWith("io/roentgen/")) {
          assertTrue(
              name.startsWith(own)
                  || name.startsWith(SHARED_BY_AWS)
                  || name.startsWith("io/roentgen/trace/") && tracer.containsKey(name),
              file.getKey() + " knows " + name);
        }
        assertTrue(!name.startsWith("org/objectweb/"), file.getKey() + " knows " + name);
      }
    }
  }

  @Test
  void everyHandlerOfTheIndexIsThere() throws IOException {
    String index = new String(FILES.get("modules/index"), "US-ASCII");
    Map<String, Integer> lines = new HashMap<>();
    for (String line : index.split("\n")) {
      String[] fields = line.split("\\|", -1);
      assertEquals(11, fields.length, line);
      String handler = fields[2].replace('.', '/').replace("/jakarta/", "/javax/") + ".class";
      String folder = fields[1].equals("boot") ? "" : MODULES;
      assertNotNull(FILES.get(folder + handler), line);
      lines.merge(fields[0], 1, Integer::sum);
    }
    assertTrue(lines.size() >= 10, lines.toString());
  }

  /** By internal name. */
  private static Map<String, byte[]> classes(String folder) {
    Map<String, byte[]> classes = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      String name = file.getKey();
      if (name.startsWith(folder) && name.endsWith(".class")) {
        int from = folder.equals(TRACER) || folder.isEmpty() ? 0 : folder.length();
        classes.put(name.substring(from, name.length() - ".class".length()), file.getValue());
      }
    }
    assertTrue(classes.size() > 10, folder);
    return classes;
  }

  /** Whatever the constant pool names: classes, and types in descriptors. */
  private static Set<String> references(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    char[] buffer = new char[reader.getMaxStringLength()];
    Set<String> names = new TreeSet<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      int tag = at == 0 ? 0 : reader.readByte(at - 1);
      if (tag == 7) {

        add(names, Type.getObjectType(reader.readUTF8(at, buffer)));
      } else if (tag == 12) {
        addAll(names, reader.readUTF8(at + 2, buffer));
      } else if (tag == 16) {
        addAll(names, reader.readUTF8(at, buffer));
      }
    }
    return names;
  }

  private static void addAll(Set<String> names, String descriptor) {
    if (descriptor.startsWith("(")) {
      for (Type type : Type.getArgumentTypes(descriptor)) {
        add(names, type);
      }
      add(names, Type.getReturnType(descriptor));
    } else {
      add(names, Type.getType(descriptor));
    }
  }

  private static void add(Set<String> names, Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() == Type.OBJECT && !isAnnotation(element.getInternalName())) {
      names.add(element.getInternalName());
    }
  }

  /** Named in the list of inner classes; for the build, and never loaded. */
  private static boolean isAnnotation(String name) {
    return name.equals("io/roentgen/weave/Weave") || name.equals("io/roentgen/weave/Weave$All");
  }
}
