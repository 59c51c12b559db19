package io.roentgen.agent.emit;

import io.roentgen.agent.AgentThread;
import io.roentgen.agent.Log;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Hands documents to a console in this process. The console opens some seconds after the
 * application's start, or with the first document: by then nothing the console uses, such as the
 * JDK's HTTP server and its logger, can come before what the application sets up. Where a console
 * listens already, and where this one can't start, documents are sent by UDP.
 */
final class ConsoleTransport implements Transport, Runnable {

  /** Whoever replaces the JDK's logging does so at once. */
  private static final long AFTER_START_MILLIS = 3_000;

  private static final String EMBEDDED = "io.roentgen.console.Embedded";

  private final Supplier<ClassLoader> console;
  private final String address;
  private final DaemonAddress daemon;
  private volatile Consumer<byte[]> sink;
  private volatile Transport elsewhere;

  /**
   * @param console the loader of the console's classes, asked for once
   * @param address where the page is to be, {@code host:port}
   * @param daemon where others may send to
   */
  ConsoleTransport(Supplier<ClassLoader> console, String address, DaemonAddress daemon) {
    this.console = console;
    this.address = address;
    this.daemon = daemon;
  }

  @Override
  public void begin() {
    AgentThread.start(AgentThread.create(this, "roentgen-console"));
  }

  /** Waits a little, and opens the console if no document has come before. */
  @Override
  public void run() {
    try {
      Thread.sleep(AFTER_START_MILLIS);
      open();
    } catch (InterruptedException e) {
      // Nobody here interrupts it; the first document opens the console.
    }
  }

  @Override
  public void send(byte[] document, int length) throws IOException {
    if (sink == null && elsewhere == null) {
      open();
    }
    if (elsewhere != null) {
      elsewhere.send(document, length);
    } else {
      sink.accept(Arrays.copyOf(document, length));
    }
  }

  /** What passes the loaders' border are the JDK's types; the javadoc of Embedded lists them. */
  private synchronized void open() {
    if (sink != null || elsewhere != null) {
      return;
    }
    DaemonAddress other = daemon;
    try {
      Map<String, String> wanted = new HashMap<>();
      wanted.put("http", address);
      wanted.put("daemon", daemon.toString());
      Class<?> type = console.get().loadClass(EMBEDDED);
      @SuppressWarnings("unchecked")
      Function<Map<String, String>, Map<String, Object>> embedded =
          (Function<Map<String, String>, Map<String, Object>>) type.getConstructor().newInstance();
      Map<String, Object> started = embedded.apply(wanted);
      @SuppressWarnings("unchecked")
      Consumer<byte[]> documents = (Consumer<byte[]>) started.get("documents");
      sink = documents;
      if (sink == null) {
        other = DaemonAddress.parse((String) started.get("udp"));
        Log.warn((String) started.get("line"));
      } else {
        Log.info((String) started.get("line"));
      }
    } catch (Throwable t) {
      Log.warn("the console can't start, traces go to udp://" + daemon, t);
    }
    if (sink == null) {
      elsewhere = new UdpTransport(other, UdpTransport.PER_SECOND);
    }
  }

  @Override
  public void flush() throws IOException {
    if (elsewhere != null) {
      elsewhere.flush();
    }
  }

  @Override
  public void reopen() {
    if (elsewhere != null) {
      elsewhere.reopen();
    }
  }

  @Override
  public String target() {
    return elsewhere != null
        ? elsewhere.target()
        : "a console at http://" + address + (sink == null ? " that opens in a moment" : "");
  }

  @Override
  public int lost() {
    return 1;
  }
}
