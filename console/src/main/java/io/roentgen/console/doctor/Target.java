package io.roentgen.console.doctor;

import io.roentgen.console.Address;
import java.util.ArrayList;
import java.util.List;

/** Where the agents send to, and whether that is where doctor looks. */
final class Target {

  static final String DEFAULT = "127.0.0.1:2000";
  private static final String UDP = "udp://";

  private Target() {}

  /** Where an agent sends to: {@code udp://host:port}, or what else it says. */
  static String of(JavaProcess process) {
    AgentReport report = process.report();
    if (report != null && report.text("target") != null) {
      return report.text("target");
    }
    String emitter = process.setting("emitter");
    if (emitter != null && !emitter.equalsIgnoreCase("udp")) {
      return emitter;
    }
    String address = process.setting("daemon.address");
    if (address == null) {
      address = process.variable("AWS_XRAY_DAEMON_ADDRESS");
    }
    return UDP + (address == null ? DEFAULT : address);
  }

  /** The address by UDP, or null if documents go elsewhere. */
  private static Address address(JavaProcess process) {
    String target = of(process);
    return target.startsWith(UDP) ? Address.ofDaemon(target.substring(UDP.length())) : null;
  }

  /** Where to look if nobody says: where the first of them sends to, or would from here. */
  static Address guess(List<JavaProcess> traced) {
    for (JavaProcess each : traced) {
      if (address(each) != null) {
        return address(each);
      }
    }
    String variable = System.getenv("AWS_XRAY_DAEMON_ADDRESS");
    Address address = variable == null ? null : Address.ofDaemon(variable);
    return address == null ? Address.parse(DEFAULT) : address;
  }

  /** Compares where they send to with where doctor looks. */
  static Finding finding(List<JavaProcess> traced, Address daemon) {
    List<Finding> found = new ArrayList<>();
    for (JavaProcess each : traced) {
      Address address = address(each);
      if (address == null) {
        found.add(Finding.ok(each + " sends to " + of(each) + ", not to a daemon."));
      } else if (address.toString().equals(daemon.toString())) {
        found.add(Finding.ok(each + " sends to udp://" + daemon + "."));
      } else {
        found.add(
            Finding.problem(
                each + " sends to udp://" + address + ", and doctor looks at udp://" + daemon + ".",
                "If "
                    + daemon
                    + " is right, set AWS_XRAY_DAEMON_ADDRESS="
                    + daemon
                    + " for the application; else run doctor --daemon "
                    + address
                    + "."));
      }
    }
    return found.isEmpty()
        ? Finding.unknown(
            "No JVM with the agent is seen. doctor looks at udp://"
                + daemon
                + ", where agents and SDKs send to "
                + (daemon.toString().equals(DEFAULT) ? "unless told otherwise." : "if told so."))
        : Finding.of(found);
  }
}
