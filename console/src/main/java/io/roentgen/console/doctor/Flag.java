package io.roentgen.console.doctor;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Whether the JVMs on this machine were given the agent, and where they send to. */
final class Flag {

  private static final String HOW =
      "The flag stands before -jar or the main class: java -javaagent:/path/to/roentgen.jar -jar"
          + " app.jar. Where the command line is out of reach, set"
          + " JAVA_TOOL_OPTIONS=-javaagent:/path/to/roentgen.jar for the application.";

  private final List<JavaProcess> all;

  Flag(List<JavaProcess> all) {
    this.all = all;
  }

  List<JavaProcess> traced() {
    List<JavaProcess> traced = new ArrayList<>();
    for (JavaProcess each : all) {
      if (each.isTraced()) {
        traced.add(each);
      }
    }
    return traced;
  }

  /** The flag of every JVM that can be seen. */
  Finding finding() {
    List<Finding> found = new ArrayList<>();
    List<JavaProcess> without = new ArrayList<>();
    for (JavaProcess each : all) {
      if (each.isTraced()) {
        found.add(started(each));
      } else if (each.agentTooLate() != null) {
        found.add(
            Finding.problem(
                each
                    + " has the flag behind what it runs: there it is an argument of the"
                    + " application, and nobody reads it.",
                HOW));
      } else {
        without.add(each);
      }
    }
    variable(found);
    if (found.isEmpty() && without.isEmpty()) {
      return Finding.unknown(
          "No JVM runs here that can be seen.",
          "Start the application; or run doctor where it runs: as the same user, in the same"
              + " container.");
    }
    if (!without.isEmpty()) {
      boolean some = !traced().isEmpty();
      String line = "Without the flag, as far as can be seen: " + list(without) + ".";
      boolean known = without.stream().allMatch(JavaProcess::isKnown);
      found.add(
          some
              ? Finding.ok(line)
              : known || !found.isEmpty()
                  ? Finding.problem(line, HOW)
                  : Finding.unknown(line, HOW, "Run doctor as the user of the application."));
    }
    return Finding.of(found);
  }

  private static Finding started(JavaProcess process) {
    if (process.report() != null) {
      return Finding.ok(
          process + " has the flag and runs roentgen " + process.report().text("version") + ".");
    }
    if ("false".equalsIgnoreCase(process.setting("enabled"))) {
      return Finding.problem(
          process + " has the flag, but the agent is switched off.",
          "Take roentgen.enabled=false away.");
    }
    if (process.hasAnswered()) {
      return Finding.problem(
          process + " has the flag, but no agent runs in it.",
          "What it printed at its start has a line with [roentgen] that says why.");
    }
    return Finding.ok(process + " has the flag; what the agent does can't be asked from here.");
  }

  /** What this shell would give to a JVM that it starts. */
  private static void variable(List<Finding> found) {
    String agent = JavaArguments.agentIn(System.getenv("JAVA_TOOL_OPTIONS"));
    if (agent != null && !new File(agent).isFile()) {
      found.add(
          Finding.problem(
              "JAVA_TOOL_OPTIONS here names " + agent + ", and there is no such file.",
              "Give the path in full: no JVM starts with it as it is."));
    } else if (agent != null) {
      found.add(Finding.ok("JAVA_TOOL_OPTIONS here gives the flag to every JVM of this shell."));
    }
  }

  private static String list(List<JavaProcess> processes) {
    StringBuilder text = new StringBuilder();
    int shown = Math.min(processes.size(), 8);
    for (JavaProcess each : processes.subList(0, shown)) {
      text.append(text.length() == 0 ? "" : ", ").append(each);
    }
    return processes.size() > shown
        ? text + " and " + (processes.size() - shown) + " more"
        : text.toString();
  }
}
