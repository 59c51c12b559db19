package io.roentgen.console;

import io.roentgen.console.doctor.Http;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Who has the ports that a console wanted. */
final class BusyPorts {

  private final Address page;
  private final Address daemon;

  BusyPorts(Address page, Address daemon) {
    this.page = page;
    this.daemon = daemon;
  }

  /** Whether another process listens where the page was to be. */
  boolean isPageTaken() {
    return isTcpTaken(page);
  }

  /** Whether another process receives documents where this one was to. */
  boolean isDaemonTaken() {
    return isUdpTaken(daemon) || isTcpTaken(daemon);
  }

  /**
   * Where the console receives that answers there.
   *
   * @return null if it is no console, or receives nothing
   */
  Address otherConsole() {
    Object udp = status(page).get("udp");
    Address address = udp == null ? null : Address.parse(udp.toString());
    if (address == null) {
      return null;
    }
    boolean everywhere = address.host().equals("0.0.0.0") || address.host().startsWith("0:0:0");
    return everywhere ? Address.parse("127.0.0.1:" + address.port()) : address;
  }

  /** What is wrong and what to do, for the user. */
  String text(IOException failure) {
    for (Address address : new Address[] {page, daemon}) {
      if (isTcpTaken(address.withPort(0))) {
        return address.host()
            + " is no address of this machine: take 127.0.0.1, or 0.0.0.0 for all";
      }
    }
    if (isPageTaken()) {
      return otherConsole() != null
          ? "there is a console at http://"
              + page
              + " already: open that; or start a second one"
              + " with --http 127.0.0.1:0 --daemon 127.0.0.1:0"
          : page
              + " is taken by another program ("
              + find("-lntp", "-iTCP:", page)
              + " names it): choose another port for the page, such as --http "
              + page.withPort(page.port() + 1);
    }
    if (isDaemonTaken()) {
      return daemon
          + (isUdpTaken(daemon) ? " (UDP)" : " (TCP)")
          + " is taken, by X-Ray's daemon or another console perhaps ("
          + (isUdpTaken(daemon) ? find("-lnup", "-iUDP:", daemon) : find("-lntp", "-iTCP:", daemon))
          + " names it): stop that, or receive elsewhere with --daemon "
          + daemon.withPort(daemon.port() + 10)
          + " and tell the applications"
          + " AWS_XRAY_DAEMON_ADDRESS="
          + daemon.withPort(daemon.port() + 10);
    }
    return "cannot listen at " + page + " and " + daemon + ": " + failure.getMessage();
  }

  private static String find(String linux, String others, Address address) {
    return System.getProperty("os.name", "").equals("Linux")
        ? "ss " + linux + " | grep :" + address.port()
        : "lsof " + others + address.port();
  }

  private static Map<String, Object> status(Address page) {
    try {
      Map<String, Object> json = Http.request("http://" + page + "/api/status", null, null).json();
      return json.containsKey("store") ? json : java.util.Collections.emptyMap();
    } catch (IOException e) {
      return java.util.Collections.emptyMap();
    }
  }

  private static boolean isTcpTaken(Address address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address.resolve());
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isUdpTaken(Address address) {
    try (DatagramSocket socket = new DatagramSocket((InetSocketAddress) null)) {
      socket.bind(address.resolve());
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
