package io.roentgen.console.doctor;

import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** What the agents say: whether they sample, and what became of what they recorded. */
final class Reports {

  private static final long RECENT_MILLIS = 120_000;
  private static final String NOT_ASKED =
      "Run doctor with a JDK (its module jdk.attach asks JVMs), as the application's user; or look"
          + " yourself: jcmd PID VM.system_properties | grep "
          + AgentReport.PROPERTY;

  private Reports() {}

  /** How they sample. */
  static Finding sampling(List<JavaProcess> traced, Ports.Rules rules) {
    List<Finding> found = new ArrayList<>();
    if (rules.status == 200) {
      found.add(Finding.ok("The daemon's port serves " + rules.text + "."));
    }
    for (JavaProcess each : traced) {
      AgentReport report = each.report();
      String sampling = report == null ? each.setting("sampling") : report.text("sampling");
      if (sampling != null) {
        found.add(sampling(each, sampling));
      }
    }
    return found.isEmpty()
        ? Finding.unknown(
            "No agent says how it samples. By default it follows the daemon's rules; without rules"
                + " one request a second and 5 % of the rest are recorded.",
            "To see every request: -Droentgen.sampling=all")
        : Finding.of(found);
  }

  private static Finding sampling(JavaProcess process, String sampling) {
    if (sampling.equalsIgnoreCase("none")) {
      return Finding.problem(
          process + " records no request unless its caller decided so: roentgen.sampling=none.",
          "Take roentgen.sampling=none away, or set it to all.");
    }
    return sampling.equalsIgnoreCase("all")
        ? Finding.ok(process + " records every request.")
        : Finding.ok(
            process + " samples " + sampling + ": not every request is recorded.",
            "To see every request: -Droentgen.sampling=all");
  }

  /** What they recorded and sent. */
  static Finding counts(List<JavaProcess> traced) {
    List<Finding> found = new ArrayList<>();
    for (JavaProcess each : traced) {
      found.add(
          each.report() == null
              ? Finding.unknown(each + " can't be asked.", NOT_ASKED)
              : counts(each, each.report()));
    }
    return found.isEmpty()
        ? Finding.unknown("No JVM with the agent can be asked.", NOT_ASKED)
        : Finding.of(found);
  }

  private static Finding counts(JavaProcess process, AgentReport report) {
    long failed = report.number("failed");
    long dropped = report.number("dropped");
    String name = process + " is the service \"" + report.text("service") + "\"";
    if (report.number("taken") == 0) {
      return Finding.unknown(
          name + " and has recorded nothing yet.",
          "Send it a request. If it had some: are they sampled, is its server among what is traced"
              + " (the table in the README), does it log a line with [roentgen] WARN?");
    }
    String line =
        name
            + " and sent "
            + documents(report.number("sent"))
            + (failed == 0 ? "" : "; " + documents(failed) + " could not be sent")
            + (dropped == 0 ? "" : "; " + dropped + " more were dropped, as they came too fast");
    boolean recent =
        System.currentTimeMillis() - report.number("failure.at") < RECENT_MILLIS
            || report.number("sent") == 0;
    if (failed > 0) {
      line += ", last at " + time(report.number("failure.at")) + ": " + report.text("failure");
    }
    if (failed > 0 && recent) {
      return Finding.problem(line + ".", "See the checks of the ports above.");
    }
    return dropped > 0
        ? Finding.problem(
            line + ".",
            "It records more than the 2,000 documents a second that can be sent: lower"
                + " roentgen.sampling.rate.")
        : Finding.ok(line + ".");
  }

  private static String documents(long count) {
    return count == 1 ? "1 document" : count + " documents";
  }

  private static String time(long millis) {
    return new SimpleDateFormat("HH:mm:ss").format(new Date(millis));
  }
}
