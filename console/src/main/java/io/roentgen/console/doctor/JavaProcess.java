package io.roentgen.console.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** A JVM on this machine, as far as it can be seen. */
final class JavaProcess {

  private static final String[] VARIABLES = {
    "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"
  };

  final long pid;
  private final String what;
  private final JavaArguments arguments;

  /** Null if it can't be read. */
  private final Map<String, String> environment;

  /** What it says itself; null if it wasn't or can't be asked. */
  private final Properties properties;

  private JavaProcess(
      long pid,
      String what,
      JavaArguments arguments,
      Map<String, String> environment,
      Properties properties) {
    this.pid = pid;
    this.what = what;
    this.arguments = arguments;
    this.environment = environment;
    this.properties = properties;
  }

  /**
   * Looks at JVMs.
   *
   * @param wanted by process id; null for all but this one
   * @param attach null if there is none
   */
  static List<JavaProcess> find(Set<Long> wanted, AttachApi attach) {
    boolean linux = ProcFiles.exist();
    Set<Long> pids = wanted == null ? all(linux, attach) : wanted;
    List<JavaProcess> all = new ArrayList<>();
    for (long pid : pids) {
      JavaProcess process = linux ? onLinux(pid, attach) : elsewhere(pid, attach);
      if (process != null && !process.isOurs()) {
        all.add(process);
      }
    }
    return all;
  }

  private static Set<Long> all(boolean linux, AttachApi attach) {
    Set<Long> pids = new TreeSet<>();
    if (attach != null) {
      pids.addAll(attach.pids());
    }
    if (linux) {
      pids.addAll(ProcFiles.javas());
      pids.remove(ProcFiles.self());
    }
    return pids;
  }

  /** Asked only if the agent may be in it: to ask starts a thread in it. */
  private static JavaProcess onLinux(long pid, AttachApi attach) {
    List<String> words = ProcFiles.words(pid);
    if (words.isEmpty()) {
      return null;
    }
    JavaArguments arguments = new JavaArguments(words.subList(1, words.size()));
    Map<String, String> environment = ProcFiles.environment(pid);
    JavaProcess seen = new JavaProcess(pid, arguments.what(), arguments, environment, null);
    if (attach == null || seen.agent() == null && !arguments.hasFile()) {
      return seen;
    }
    Properties[] said = ProcFiles.takesQuit(pid) ? attach.ask(pid) : null;
    return said == null
        ? seen
        : new JavaProcess(pid, arguments.what(), arguments, environment, said[0]);
  }

  private static JavaProcess elsewhere(long pid, AttachApi attach) {
    Properties[] said = attach == null ? null : attach.ask(pid);
    if (said == null) {
      return null;
    }
    List<String> words =
        new ArrayList<>(JavaArguments.words(said[1].getProperty("sun.jvm.args", "")));
    String command = said[1].getProperty("sun.java.command", "");
    if (command.split(" ")[0].endsWith(".jar")) {
      words.add("-jar");
    }
    words.addAll(JavaArguments.words(command));
    JavaArguments arguments = new JavaArguments(words);
    return new JavaProcess(pid, arguments.what(), arguments, null, said[0]);
  }

  /** A console, or another doctor. */
  private boolean isOurs() {
    return what.equals("roentgen.jar") || what.startsWith("roentgen-") && what.endsWith(".jar");
  }

  /** For people. */
  @Override
  public String toString() {
    return (what.isEmpty() ? "java" : what) + " (pid " + pid + ")";
  }

  /** Where its agent's flag says that the jar is; null if it has none that can be seen. */
  String agent() {
    if (arguments.agent() != null || environment == null) {
      return arguments.agent();
    }
    for (String variable : VARIABLES) {
      String agent = JavaArguments.agentIn(environment.get(variable));
      if (agent != null) {
        return agent;
      }
    }
    return null;
  }

  /** Whether the agent is in it, or should be. */
  boolean isTraced() {
    return agent() != null || report() != null;
  }

  /** The path in a flag that only the application sees; null if there is none. */
  String agentTooLate() {
    return arguments.agentTooLate();
  }

  /** Whether it can be told that there is no agent in it. */
  boolean isKnown() {
    return environment != null || properties != null;
  }

  /** Whether it said something itself. */
  boolean hasAnswered() {
    return properties != null;
  }

  /** What the agent in it says; null if there is none, or it can't be asked. */
  AgentReport report() {
    String text = properties == null ? null : properties.getProperty(AgentReport.PROPERTY);
    return text == null ? null : new AgentReport(text);
  }

  /** A key of the agent's configuration, as the command line or the environment have it. */
  String setting(String key) {
    String value = arguments.property("roentgen." + key);
    if (value == null && properties != null) {
      value = properties.getProperty("roentgen." + key);
    }
    return value != null ? value : variable("ROENTGEN_" + key.toUpperCase().replace('.', '_'));
  }

  /** A variable of its environment, or null. */
  String variable(String name) {
    Map<String, String> all = environment == null ? Collections.emptyMap() : environment;
    return all.get(name);
  }
}
