package io.roentgen;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * {@code Premain-Class} and {@code Agent-Class} of roentgen.jar. Whatever goes wrong is one line on
 * stderr; the application starts.
 */
public final class Agent {

  /** Names this jar in its manifest; an uber-jar that swallowed it has another manifest. */
  private static final String MARK = "Roentgen-Version";

  private static final String FIRST_BOOTSTRAP_CLASS = "io.roentgen.link.Link";
  private static final String[] JDK_TOOLS = {
    "com.sun.tools.", "sun.tools.", "jdk.", "sun.security.tools."
  };

  private static final String SUFFIX = ".jar";

  private static boolean started;

  private Agent() {}

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    start(instrumentation);
  }

  /** Called by the JVM when attached to a running application. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    start(instrumentation);
  }

  private static synchronized void start(Instrumentation instrumentation) {
    long startedAt = System.nanoTime();
    try {
      if (started) {
        say("the agent is given twice; it runs once");
        return;
      }
      started = true;
      if (!isTool()) {
        start(instrumentation, startedAt);
      }
    } catch (Throwable t) {
      say("not started, the application runs untraced: " + t);
    }
  }

  private static void start(Instrumentation instrumentation, long startedAt) throws Throwable {
    File file = ownJar();
    JarFile jar = new JarFile(file, false);
    String version = version(jar);
    if (version == null) {
      jar.close();
      say(
          "not started: "
              + file
              + " contains the agent but is not roentgen.jar; give -javaagent the jar as it was"
              + " published, not one it was packed into");
      return;
    }
    BootstrapClasses.install(instrumentation, jar);
    if (!isOnBootstrapClassPath()) {
      say("not started: " + file + " can't be put on the bootstrap class path");
      return;
    }
    byte[] index = AgentLoader.read(jar, "modules/index");
    Class<?> main = new AgentLoader(jar).loadClass("io.roentgen.agent.AgentMain");
    // Through an interface: to call a method of five parameters by reflection takes newer JVMs
    // 30 ms, the first time.
    @SuppressWarnings("unchecked")
    Consumer<Object[]> start = (Consumer<Object[]>) main.getConstructor().newInstance();
    start.accept(new Object[] {instrumentation, version, index, jar, startedAt});
  }

  /** What the jar's manifest says; null if it isn't ours. */
  static String version(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    return manifest == null ? null : manifest.getMainAttributes().getValue(MARK);
  }

  static File ownJar() throws IOException {
    CodeSource source = Agent.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("roentgen.jar can't be found");
    }
    try {
      return new File(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new File(source.getLocation().getPath());
    }
  }

  private static boolean isOnBootstrapClassPath() {
    try {
      return Class.forName(FIRST_BOOTSTRAP_CLASS, false, null).getClassLoader() == null;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** With {@code JAVA_TOOL_OPTIONS} the flag reaches javac, keytool and our console as well. */
  private static boolean isTool() throws IOException {
    String command = System.getProperty("sun.java.command", "");
    for (String tool : JDK_TOOLS) {
      if (command.startsWith(tool)) {
        return true;
      }
    }
    int end = command.indexOf(SUFFIX) + SUFFIX.length();
    return end >= SUFFIX.length()
        && new File(command.substring(0, end)).getName().equals(ownJar().getName());
  }

  private static void say(String message) {
    System.err.println("[roentgen] ERROR " + message);
  }
}
