package io.roentgen.console.doctor;

import io.roentgen.console.Address;
import io.roentgen.console.CommandLine;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The command {@code doctor}: numbered checks, each with what to do about it. */
public final class Doctor {

  private static final String HELP =
      "Usage: java -jar roentgen.jar doctor [options]\n"
          + "\n"
          + "Looks for the reason when no traces arrive. Run it where the application runs.\n"
          + "\n"
          + "  --daemon HOST:PORT  where documents should go; by default where the applications send\n"
          + "                      to, else AWS_XRAY_DAEMON_ADDRESS, else 127.0.0.1:2000\n"
          + "  --http HOST:PORT    the console's page, 127.0.0.1:2001 by default\n"
          + "  --pid PID[,PID]     look at these JVMs only\n"
          + "  --token TEXT        the token that the console asks for\n"
          + "  --help\n"
          + "\n"
          + "Exit code 0: no problem found. 1: problems. 2: wrong options.";

  private static final String[] OPTIONS = {"--daemon=", "--http=", "--pid=", "--token=", "--help"};

  private static final int WIDTH = 100;

  private final PrintStream out;
  private int number;
  private int problems;
  private int unknown;

  private Doctor(PrintStream out) {
    this.out = out;
  }

  /** Runs all checks and ends the process. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Runs all checks; returns the exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      CommandLine line = new CommandLine(arguments, OPTIONS);
      if (line.has("--help")) {
        out.println(HELP);
        return 0;
      }
      Address daemon = line.address("--daemon", null);
      Address http = line.address("--http", "127.0.0.1:2001");
      Set<Long> pids = pids(line.value("--pid"));
      Doctor doctor = new Doctor(out);
      doctor.examine(pids, daemon, http, line.value("--token"));
      return doctor.conclude();
    } catch (CommandLine.BadOption e) {
      err.println("doctor: " + e.getMessage());
      return 2;
    }
  }

  /** Null for all there are. */
  private static Set<Long> pids(String text) throws CommandLine.BadOption {
    if (text == null) {
      return null;
    }
    Set<Long> pids = new TreeSet<>();
    try {
      for (String pid : text.split(",")) {
        pids.add(Long.valueOf(pid.trim()));
      }
    } catch (NumberFormatException e) {
      throw new CommandLine.BadOption("--pid " + text + " is not a process id, or several");
    }
    return pids;
  }

  private void examine(Set<Long> pids, Address wanted, Address http, String token) {
    Flag flag = new Flag(JavaProcess.find(pids, AttachApi.find()));
    List<JavaProcess> traced = flag.traced();
    Address daemon = wanted == null ? Target.guess(traced) : wanted;
    say("The flag", flag.finding());
    say("The address", Target.finding(traced, daemon));
    Ports ports = new Ports(daemon);
    ConsoleCheck console = new ConsoleCheck(http, token);
    Finding udp =
        console.listensAt(daemon)
            ? Finding.ok("The console listens at udp://" + daemon + ".")
            : ports.udp();
    say("The UDP port", udp);
    Ports.Rules rules = ports.rules();
    say("The TCP port", tcp(daemon, rules, udp.state));
    Finding trip = console.isThere() ? console.roundTrip(ports) : notSent(rules);
    say("The console", console.finding(daemon, rules.status != 0, trip.state));
    say("A test document", trip);
    say("Sampling", Reports.sampling(traced, rules));
    say("What the agents say", Reports.counts(traced));
  }

  private static Finding tcp(Address daemon, Ports.Rules rules, Finding.State udp) {
    if (rules.status == 200) {
      return Finding.ok("tcp://" + daemon + " answers with " + rules.text + ".");
    }
    if (rules.status == 0) {
      String line =
          "Nobody answers at tcp://"
              + daemon
              + " ("
              + rules.text
              + "): applications get no sampling rules, and decide by themselves.";
      String advice =
          "A console listens there as well as by UDP. A daemon does from version 3 on; give it"
              + " --bind-tcp if it runs elsewhere than the application.";
      return udp == Finding.State.PROBLEM
          ? Finding.problem(line, advice)
          : Finding.unknown(line, advice);
    }
    return Finding.problem(
        "tcp://" + daemon + " answers " + rules.status + ": " + rules.text,
        "A daemon passes on what AWS says. Its role needs the policy AWSXRayDaemonWriteAccess, and"
            + " it needs credentials and a region: its own log says which is missing.");
  }

  private static Finding notSent(Ports.Rules rules) {
    return rules.status == 0
        ? Finding.unknown("None was sent, as there is no console to ask for it.")
        : Finding.unknown(
            "None was sent: what a daemon does with it can't be seen from here.",
            "The daemon's log (its -l dev says every batch it sends), the permission"
                + " AWSXRayDaemonWriteAccess of its role, and its region: the X-Ray console shows"
                + " traces of one region.");
  }

  private void say(String title, Finding finding) {
    number++;
    problems += finding.state == Finding.State.PROBLEM ? 1 : 0;
    unknown += finding.state == Finding.State.UNKNOWN ? 1 : 0;
    out.println(number + ". " + title + ": " + finding.state.text);
    for (String line : finding.lines) {
      wrap("   ", "   ", line);
    }
    for (String line : finding.advice) {
      wrap("   -> ", "      ", line);
    }
  }

  private void wrap(String first, String next, String text) {
    StringBuilder line = new StringBuilder(first);
    boolean begun = false;
    for (String word : text.split(" ")) {
      if (begun && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder(next);
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    out.println(line);
  }

  private int conclude() {
    out.println();
    if (problems > 0) {
      out.println(problems == 1 ? "1 problem." : problems + " problems.");
      return 1;
    }
    out.println(unknown == 0 ? "All is well." : "No problem found.");
    return 0;
  }
}
