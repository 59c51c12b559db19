package io.roentgen.console.doctor;

import io.roentgen.console.Address;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;

/** Whether a console is there, and whether a document that is sent arrives in it. */
final class ConsoleCheck {

  private static final String SERVICE = "roentgen-doctor";
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final Address http;
  private final String token;
  private Map<String, Object> status;
  private int refused;

  ConsoleCheck(Address http, String token) {
    this.http = http;
    this.token = token;
    try {
      Http answer = Http.request(url("/api/status"), token, null);
      Map<String, Object> json = answer.json();
      status = answer.status == 200 && json.containsKey("store") ? json : null;
      refused = answer.status == 401 || answer.status == 403 ? answer.status : 0;
    } catch (IOException e) {
      status = null;
    }
  }

  private String url(String path) {
    return "http://" + http + path;
  }

  /** Whether it says that it receives there. */
  boolean listensAt(Address daemon) {
    Object udp = status == null ? null : status.get("udp");
    return udp != null && daemon.isLoopback() && samePort(udp.toString(), daemon);
  }

  boolean isThere() {
    return status != null;
  }

  /**
   * @param daemon where doctor looks
   * @param hasDaemon whether somebody answers there
   * @param trip what became of the test document that was sent there
   */
  Finding finding(Address daemon, boolean hasDaemon, Finding.State trip) {
    if (refused != 0) {
      return Finding.problem(
          "At " + url("/") + " somebody answers, but not without the token.",
          "Run doctor --token TEXT with the token that the console printed at its start.");
    }
    if (status == null && hasDaemon) {
      return Finding.ok(
          "No console at " + url("/") + "; udp://" + daemon + " is a daemon's, it seems.");
    }
    if (status == null) {
      return Finding.problem(
          "No console answers at " + url("/") + ".",
          "Start one: java -jar roentgen.jar console. If one runs elsewhere: doctor --http"
              + " HOST:PORT.");
    }
    Object udp = status.get("udp");
    if (trip != Finding.State.OK && (udp == null || !samePort(udp.toString(), daemon))) {
      return Finding.problem(
          "The console at "
              + url("/")
              + " receives at "
              + (udp == null ? "no port at all" : "udp://" + udp)
              + ", and not at udp://"
              + daemon
              + ".",
          "Another process has that port, then: stop it and start the console again; or let the"
              + " application send to "
              + udp
              + ".");
    }
    return Finding.ok(
        "roentgen "
            + status.get("version")
            + " at "
            + url("/")
            + ", with "
            + count("store", "traces", "trace")
            + " of "
            + count("store", "documents", "document")
            + ".");
  }

  /** A console that listens on all addresses says so. */
  private static boolean samePort(String udp, Address daemon) {
    Address address = Address.parse(udp);
    return address != null && address.port() == daemon.port();
  }

  private String count(String block, String field, String one) {
    Object values = status.get(block);
    Object value = values instanceof Map ? ((Map<?, ?>) values).get(field) : null;
    long number = value instanceof Number ? ((Number) value).longValue() : 0;
    return number == 1 ? "1 " + one : number + " " + one + "s";
  }

  /** Sends a document of a service of its own, waits for it, and takes it away again. */
  Finding roundTrip(Ports ports) {
    long begun = System.nanoTime();
    SecureRandom random = new SecureRandom();
    long seconds = System.currentTimeMillis() / 1000;
    String trace =
        "1-" + hex(seconds, 8) + "-" + hex(random.nextLong(), 16) + hex(random.nextInt(), 8);
    String document =
        "{\"name\":\""
            + SERVICE
            + "\",\"id\":\""
            + hex(random.nextLong(), 16)
            + "\",\"trace_id\":\""
            + trace
            + "\",\"start_time\":"
            + seconds
            + ".0,\"end_time\":"
            + seconds
            + ".001}";
    try {
      ports.send(document);
      while (System.nanoTime() - begun < PATIENCE_NANOS) {
        if (Http.request(url("/api/trace/" + trace), token, null).status == 200) {
          long millis = (System.nanoTime() - begun) / 1_000_000;
          boolean forgotten = forget(trace);
          return Finding.ok(
              "Sent by UDP, it was in the console after "
                  + millis
                  + " ms"
                  + (forgotten
                      ? ", and was taken away again."
                      : "; it stays, as " + SERVICE + "."));
        }
        Thread.sleep(20);
      }
    } catch (IOException e) {
      return Finding.problem("It could not be sent or asked for: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Finding.problem(
        "It was sent by UDP and did not arrive.",
        "A firewall, or another process that has the port: ss -ulnp (Linux) or lsof -iUDP names it."
            + " What came in and was refused is under Status on the console's page.");
  }

  private boolean forget(String trace) throws IOException {
    return Http.request(url("/api/forget?trace=" + trace), token, "{}").status == 200;
  }

  private static String hex(long value, int digits) {
    String text = "000000000000000" + Long.toHexString(value);
    return text.substring(text.length() - digits);
  }
}
