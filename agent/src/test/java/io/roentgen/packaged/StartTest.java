package io.roentgen.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged jar does to an application that does nothing. */
class StartTest {

  @TempDir Path folder;

  private static void assertBanner(String line) {
    assertTrue(
        line.matches(
            "\\[roentgen\\] INFO roentgen \\S+ traces \"Application\" to"
                + " udp://127\\.0\\.0\\.1:2000, sampling 1/s \\+ 0\\.05 until the daemon has rules,"
                + " started in \\d+ ms"),
        line);
  }

  @Test
  void oneLineAndNoThread() throws Exception {
    Jvm without = Jvm.run(folder);
    Jvm with = Jvm.run(folder, Jvm.agent());

    assertEquals(List.of(), without.err());
    assertEquals(1, with.err().size(), with.err().toString());
    assertBanner(with.err().get(0));
    assertEquals(without.out(), with.out());
  }

  @Test
  void premainLoadsNothingThatItShouldLeaveToTheApplication() throws Exception {
    String jar = applicationJar().toString();
    Set<String> added = new TreeSet<>(loaded(Jvm.agent(), "-cp", jar));
    Path other = Files.copy(folder.resolve("application.jar"), folder.resolve("no-op.jar"));
    added.removeAll(loaded("-javaagent:" + other, "-cp", jar));

    assertTrue(added.contains("io.roentgen.agent.AgentMain"), added.toString());
    String[] unwanted = {
      "java.util.logging.",
      "java.lang.System$Logger",
      "sun.util.logging.",
      "jdk.internal.logger.",
      "javax.management.",
      "java.lang.management.",
      "sun.management.",
      "java.nio.file.",
      "java.net.SocketImpl",
      "java.net.DatagramSocket",
      "java.net.InetAddress",
      "java.util.regex.",
      "java.util.Formatter",
      "java.util.stream.",
      "java.util.concurrent.ForkJoin",
      "java.security.SecureRandom",
      "java.text.",
      "io.roentgen.console.",
      "io.roentgen.ConsoleLoader",
      "io.roentgen.Main",
      "com.google.gson.",
      "com.sun.net.httpserver.",
    };
    for (String name : added) {
      for (String prefix : unwanted) {
        assertFalse(name.startsWith(prefix), name + " is loaded in premain");
      }
      assertFalse(name.startsWith("io.roentgen.") && name.contains("Lambda"), name);
    }
  }

  /** The application and an agent that does nothing, in a jar, as opening one loads classes too. */
  private Path applicationJar() throws IOException {
    Path jar = folder.resolve("application.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", "com.example.NoOpAgent");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (String name : new String[] {"Application", "NoOpAgent"}) {
        String path = "com/example/" + name + ".class";
        out.putNextEntry(new JarEntry(path));
        Files.copy(Jvm.CLASSES.resolve(path), out);
      }
    }
    return jar;
  }

  private Set<String> loaded(String... options) throws Exception {
    Path log = Files.createTempFile(folder, "loaded", "");
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Xlog:class+load:file=" + log + "::filecount=0");
    Jvm.start(folder, all).end();
    Set<String> names = new HashSet<>();
    for (String line : Files.readAllLines(log)) {
      String text = line.substring(line.lastIndexOf(']') + 1).trim();
      names.add(text.split(" ")[0]);
    }
    return names;
  }

  @Test
  void givenTwiceItRunsOnce() throws Exception {
    Jvm jvm = Jvm.run(folder, Jvm.agent(), Jvm.agent());

    assertEquals(2, jvm.err().size(), jvm.err().toString());
    assertBanner(jvm.err().get(0));
    assertEquals("[roentgen] ERROR the agent is given twice; it runs once", jvm.err().get(1));
  }

  /** Two copies of the jar are still one agent. */
  @Test
  void givenAsTwoFilesItRunsOnce() throws Exception {
    Path copy = folder.resolve("copy.jar");
    Files.copy(Jvm.JAR, copy);
    Jvm jvm = Jvm.run(folder, Jvm.agent(), "-javaagent:" + copy);

    assertEquals(2, jvm.err().size(), jvm.err().toString());
    assertEquals("[roentgen] ERROR the agent is given twice; it runs once", jvm.err().get(1));
  }

  @Test
  void switchedOffItWeavesNothing() throws Exception {
    Set<String> names = loaded(Jvm.agent(), "-Droentgen.enabled=false");
    assertTrue(names.contains("io.roentgen.agent.AgentMain"));
    assertFalse(names.contains("io.roentgen.agent.weave.Transformer"));
    assertTrue(names.stream().noneMatch(name -> name.startsWith("org.objectweb.asm.")));

    Jvm jvm = Jvm.run(folder, Jvm.agent(), "-Droentgen.enabled=false");
    assertEquals(1, jvm.err().size(), jvm.err().toString());
    assertTrue(jvm.err().get(0).contains("is switched off"), jvm.err().get(0));
  }

  /** Found under no name that an application could ask for. */
  @Test
  void theConsoleIsOutOfTheApplicationsSight() throws Exception {
    String[] names = {"io.roentgen.console.Main", "com.google.gson.stream.JsonReader"};
    for (String name : names) {
      Jvm jvm = Jvm.start(folder, List.of(Jvm.agent(), "-Dlook.for=" + name)).end();
      assertTrue(jvm.out().contains(name + " is not found"), jvm.out().toString());
    }
  }

  /** With JAVA_TOOL_OPTIONS the flag reaches roentgen.jar's own commands. */
  @Test
  void itDoesNotTraceItself() throws Exception {
    Path err = folder.resolve("version.err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Jvm.agent(),
                "-jar",
                Jvm.JAR.toString(),
                "version")
            .redirectError(err.toFile())
            .start();
    assertTrue(new String(process.getInputStream().readAllBytes()).startsWith("roentgen "));
    assertEquals(0, process.waitFor());
    assertEquals("", Files.readString(err));
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearest() throws Exception {
    Jvm jvm =
        Jvm.run(
            folder,
            Jvm.agent(),
            "-Droentgen.smapling=all",
            "-Droentgen.instrumentation.x.enabled=1");

    assertEquals(3, jvm.err().size(), jvm.err().toString());
    assertTrue(
        jvm.err()
            .contains(
                "[roentgen] WARN unknown key roentgen.smapling, did you mean roentgen.sampling?"));
    assertBanner(jvm.err().get(2));
  }

  @Test
  void theLineSaysHowIsSampled() throws Exception {
    String[][] cases = {
      {"-Droentgen.sampling=local", "1/s + 0.05"},
      {"-Droentgen.emitter=file", "1/s + 0.05"},
      {"-Droentgen.sampling=all", "all"},
    };
    for (String[] each : cases) {
      Jvm jvm = Jvm.run(folder, Jvm.agent(), each[0]);
      String line = jvm.err().get(0);
      assertTrue(line.contains(", sampling " + each[1] + ", started in "), line);
    }
  }

  @Test
  void quietIsQuiet() throws Exception {
    Jvm jvm = Jvm.run(folder, Jvm.agent(), "-Droentgen.log.level=warn");

    assertEquals(List.of(), jvm.err());
  }

  @Test
  void aStrippedRuntimeWillDo() throws Exception {
    for (String modules : new String[] {"java.base,java.instrument,java.sql", "java.instrument"}) {
      Jvm jvm = Jvm.run(folder, Jvm.agent(), "--limit-modules", modules);

      assertEquals(1, jvm.err().size(), modules + ": " + jvm.err());
      assertBanner(jvm.err().get(0));
    }
  }

  /** As a build does that packs all dependencies into one jar with a manifest of its own. */
  @Test
  void swallowedByAnUberJarItSaysSo() throws Exception {
    Path uber = folder.resolve("uber.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", "io.roentgen.Agent");
    try (JarFile jar = new JarFile(Jvm.JAR.toFile());
        OutputStream file = Files.newOutputStream(uber);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        copy(jar, all.nextElement(), out);
      }
    }
    String classPath = uber + File.pathSeparator + Path.of("target/test-classes").toAbsolutePath();
    Jvm jvm = Jvm.run(folder, "-javaagent:" + uber, "-cp", classPath);

    assertEquals(1, jvm.err().size(), jvm.err().toString());
    assertTrue(
        jvm.err().get(0).startsWith("[roentgen] ERROR not started: " + uber), jvm.err().get(0));
    assertTrue(jvm.err().get(0).contains("is not roentgen.jar"), jvm.err().get(0));

    Jvm onItsPathOnly = Jvm.run(folder, Jvm.agent(), "-cp", classPath);
    assertEquals(1, onItsPathOnly.err().size(), onItsPathOnly.err().toString());
  }

  private static void copy(JarFile jar, JarEntry entry, JarOutputStream out) throws IOException {
    if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
      out.putNextEntry(new JarEntry(entry.getName()));
      try (InputStream in = jar.getInputStream(entry)) {
        in.transferTo(out);
      }
    }
  }

  @Test
  void aClassOfTheTracersThatIsMissingIsOneLine() throws Exception {
    Path broken = folder.resolve("broken.jar");
    try (JarFile jar = new JarFile(Jvm.JAR.toFile());
        OutputStream file = Files.newOutputStream(broken);
        JarOutputStream out = new JarOutputStream(file, jar.getManifest())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (!entry.getName().equals("io/roentgen/trace/TraceContext.class")
            && !entry.getName().equals("io/roentgen/link/Link.class")) {
          copy(jar, entry, out);
        }
      }
    }
    Jvm jvm = Jvm.run(folder, "-javaagent:" + broken);

    List<String> said = new ArrayList<>(jvm.err());
    said.removeIf(line -> line.contains("bootstrap classpath has been appended"));
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.get(0).startsWith("[roentgen] ERROR not started"), said.get(0));
  }

  @Test
  void aRunningApplicationCanBeAttachedTo() throws Exception {
    Jvm jvm = Jvm.start(folder, List.of(), "wait");
    while (jvm.out().isEmpty()) {
      Thread.sleep(20);
    }
    ByteBuddyAgent.attach(Jvm.JAR.toFile(), Long.toString(jvm.pid()));
    ByteBuddyAgent.attach(Jvm.JAR.toFile(), Long.toString(jvm.pid()));
    jvm.end();

    assertEquals(2, jvm.err().size(), jvm.err().toString());
    assertTrue(jvm.err().get(0).startsWith("[roentgen] INFO roentgen "), jvm.err().get(0));
    assertTrue(jvm.err().get(1).contains("given twice"), jvm.err().get(1));
  }
}
