package io.roentgen.console.doctor;

import io.roentgen.console.Address;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The two ports of a daemon. */
final class Ports {

  private static final int REFUSAL_MILLIS = 300;
  private static final byte[] PROBE =
      "roentgen doctor asks whether somebody listens".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEADER =
      "{\"format\": \"json\", \"version\": 1}\n".getBytes(StandardCharsets.US_ASCII);

  /** Rules that the daemon has, and what it says when asked for them. */
  static final class Rules {
    /** The answer's status code; 0 if there is none. */
    int status;

    /** In a few words: how many and at which rate, or why not. */
    String text;
  }

  private final Address daemon;

  Ports(Address daemon) {
    this.daemon = daemon;
  }

  /**
   * Sends something that is no document: the system says if nobody listens. A daemon has a line in
   * its log of it, and java doesn't send an empty one.
   */
  Finding udp() {
    try {
      if (isRefused()) {
        return Finding.problem(
            "Nobody listens at udp://" + daemon + ": what is sent there is lost.",
            "Start a console with java -jar roentgen.jar console, or X-Ray's daemon; or send to"
                + " another address with AWS_XRAY_DAEMON_ADDRESS=HOST:PORT.");
      }
    } catch (UnknownHostException e) {
      return Finding.problem(
          "The host of udp://" + daemon + " isn't known.", "Is its name right, and is DNS?");
    } catch (IOException e) {
      return Finding.problem(
          "Nothing can be sent to udp://" + daemon + ": " + e.getMessage() + ".");
    }
    if (daemon.isLoopback()) {
      return Finding.ok("Somebody listens at udp://" + daemon + ".");
    }
    return Finding.unknown(
        "Nobody refuses what is sent to udp://"
            + daemon
            + ", but between machines a firewall can swallow it without a word.");
  }

  private boolean isRefused() throws IOException {
    InetSocketAddress to = daemon.resolve();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(to);
      socket.setSoTimeout(REFUSAL_MILLIS);
      socket.send(new DatagramPacket(PROBE, PROBE.length));
      socket.receive(new DatagramPacket(new byte[1], 1));
      return false;
    } catch (PortUnreachableException e) {
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /**
   * Sends a document.
   *
   * @throws IOException if it can't be sent
   */
  void send(String document) throws IOException {
    byte[] text = document.getBytes(StandardCharsets.UTF_8);
    byte[] datagram = new byte[HEADER.length + text.length];
    System.arraycopy(HEADER, 0, datagram, 0, HEADER.length);
    System.arraycopy(text, 0, datagram, HEADER.length, text.length);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(datagram, datagram.length, daemon.resolve()));
    }
  }

  /** Asks for the sampling rules, as SDKs do. */
  Rules rules() {
    Rules rules = new Rules();
    try {
      Http answer = Http.request("http://" + daemon + "/GetSamplingRules", null, "{}");
      rules.status = answer.status;
      rules.text = answer.status == 200 ? describe(answer.json()) : firstLine(answer.body);
    } catch (IOException e) {
      rules.text = e.getMessage();
    }
    return rules;
  }

  private static String describe(Map<String, Object> answer) {
    Object records = answer.get("SamplingRuleRecords");
    List<?> all = records instanceof List ? (List<?>) records : java.util.Collections.emptyList();
    for (Object record : all) {
      Object rule = record instanceof Map ? ((Map<?, ?>) record).get("SamplingRule") : null;
      if (rule instanceof Map && "Default".equals(((Map<?, ?>) rule).get("RuleName"))) {
        Map<?, ?> last = (Map<?, ?>) rule;
        return count(all.size())
            + ", for what no other fits "
            + number(last.get("ReservoirSize"))
            + " a second and "
            + percent(last.get("FixedRate"))
            + " of the rest";
      }
    }
    return count(all.size());
  }

  private static String count(int rules) {
    return rules == 1 ? "1 sampling rule" : rules + " sampling rules";
  }

  private static String number(Object value) {
    return value instanceof Number ? Long.toString(((Number) value).longValue()) : "?";
  }

  private static String percent(Object value) {
    if (!(value instanceof Number)) {
      return "?";
    }
    String text = Double.toString(Math.round(((Number) value).doubleValue() * 10_000) / 100.0);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
  }

  private static String firstLine(String text) {
    String line = text.trim();
    int end = line.indexOf('\n');
    line = end < 0 ? line : line.substring(0, end);
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
