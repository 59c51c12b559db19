package io.roentgen.console;

import io.roentgen.console.store.Limits;
import java.io.IOException;
import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A console inside the application that it watches. The agent calls it through a border of class
 * loaders, so with the JDK's types alone. It is given {@code http} and {@code daemon}, the
 * addresses to listen at, and answers with
 *
 * <ul>
 *   <li>{@code line}, a String: what to tell the user;
 *   <li>{@code documents}, a {@code Consumer<byte[]>} that takes each document; or, where there is
 *       no console in here,
 *   <li>{@code udp}, a String: {@code host:port} of who takes them instead.
 * </ul>
 */
public final class Embedded implements Function<Map<String, String>, Map<String, Object>> {

  private static final int TRACES = 2_000;
  private static final long BYTES = 64L << 20;
  private static final int SHARE_OF_HEAP = 8;
  private static final long AGE = 24 * 3_600_000L;
  private static final Address FREE_PORT = Address.parse("127.0.0.1:0");

  /** Called by reflection. */
  public Embedded() {}

  @Override
  public Map<String, Object> apply(Map<String, String> wanted) {
    Address http = Address.parse(wanted.get("http"));
    Address daemon = Address.parse(wanted.get("daemon"));
    if (http == null) {
      return elsewhere(
          "roentgen.console.address=" + wanted.get("http") + " is not host:port: no console, ",
          daemon);
    }
    if (!Main.hasHttpServer()) {
      return elsewhere("no console: " + Main.NO_HTTP_SERVER + "; ", daemon);
    }
    try {
      return start(http, daemon);
    } catch (IOException e) {
      return elsewhere("no console: " + e + "; ", daemon);
    }
  }

  private static Map<String, Object> start(Address http, Address daemon) throws IOException {
    try {
      return started(http, daemon, "");
    } catch (BindException e) {
      BusyPorts busy = new BusyPorts(http, daemon);
      Address other = busy.isPageTaken() ? busy.otherConsole() : null;
      if (other != null) {
        return elsewhere("there is a console at http://" + http + " already: ", other);
      }
      return started(
          busy.isPageTaken() ? FREE_PORT : http,
          busy.isDaemonTaken() ? FREE_PORT : daemon,
          "; " + (busy.isPageTaken() ? http : daemon) + " is taken by another program");
    }
  }

  private static Map<String, Object> started(Address http, Address daemon, String but)
      throws IOException {
    Setup setup = new Setup();
    setup.page = http.resolve();
    setup.daemon = daemon.resolve();
    setup.limits =
        new Limits(TRACES, Math.min(BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP), AGE);
    setup.token = Token.neededFor(http);
    setup.version = Main.version();
    setup.embedded = true;
    Console console = Console.start(setup);
    Consumer<byte[]> documents = document -> console.accept(document, 0, document.length);
    Map<String, Object> answer = new HashMap<>();
    answer.put("documents", documents);
    answer.put(
        "line",
        "the console is at "
            + Token.link(console.page(), setup.token)
            + "; other applications"
            + " send to "
            + console.daemon()
            + but);
    return answer;
  }

  private static Map<String, Object> elsewhere(String why, Address to) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("udp", to.toString());
    answer.put("line", why + "traces go to udp://" + to);
    return answer;
  }
}
