package io.roentgen.console;

import io.roentgen.console.receive.BadRule;
import io.roentgen.console.receive.Counters;
import io.roentgen.console.receive.DaemonServer;
import io.roentgen.console.receive.SamplingRules;
import io.roentgen.console.receive.UdpReceiver;
import io.roentgen.console.store.StoreFile;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.text.Addresses;
import io.roentgen.console.trace.BadDocument;
import io.roentgen.console.trace.Trace;
import io.roentgen.console.web.Api;
import io.roentgen.console.web.Status;
import io.roentgen.console.web.WebServer;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Collections;

/** A local X-Ray: receives documents, keeps them, shows them. All its threads are daemons. */
public final class Console implements Closeable {

  private static final int ATTEMPTS = 20;

  private final TraceStore store;
  private UdpReceiver udp;
  private DaemonServer tcp;
  private WebServer web;
  private StoreFile.Found found;

  private Console(TraceStore store) {
    this.store = store;
  }

  /**
   * Listens at once.
   *
   * @throws IOException with a message for the operator
   */
  public static Console start(Setup setup) throws IOException {
    Console console = new Console(new TraceStore(setup.limits));
    try {
      console.open(setup);
      return console;
    } catch (IOException | RuntimeException e) {
      console.close();
      throw e;
    }
  }

  private void open(Setup setup) throws IOException {
    if (setup.store != null) {
      found = store.open(setup.store);
      prepare();
    }
    SamplingRules rules = rules(setup.rules);
    Counters counters = new Counters();
    receive(setup, rules, counters);
    Status status = new Status(setup, store, counters, udp::dropped);
    web = WebServer.start(setup.page, new Api(store, status, rules), setup.token);
    status.listening(web.address(), udp.address(), tcp.address());
  }

  /** Else the first question about everything that the file held would wait for it. */
  private void prepare() {
    Thread thread =
        new Thread(
            () -> {
              for (Trace trace : store.all()) {
                trace.summary();
              }
            },
            "roentgen-console-prepare");
    thread.setDaemon(true);
    thread.start();
  }

  private static SamplingRules rules(String file) throws IOException {
    try {
      return new SamplingRules(file == null ? null : new File(file));
    } catch (BadRule e) {
      throw new IOException(file + ": " + e.located(), e);
    }
  }

  /** Containers call by names of their network; null admits them all. */
  private static Collection<String> hosts(InetSocketAddress daemon) {
    return daemon.getAddress() != null && daemon.getAddress().isLoopbackAddress()
        ? Collections.singleton(daemon.getHostString())
        : null;
  }

  /** SDKs take one address for both; a port that is free for one may not be free for the other. */
  private void receive(Setup setup, SamplingRules rules, Counters counters) throws IOException {
    for (int attempt = 1; ; attempt++) {
      udp = new UdpReceiver(setup.daemon, this::accept, counters);
      try {
        tcp = new DaemonServer(udp.address(), rules, this::accept, counters, hosts(setup.daemon));
        return;
      } catch (BindException e) {
        udp.close();
        if (setup.daemon.getPort() != 0 || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Takes a document.
   *
   * @return null if it was kept, else why not
   */
  public String accept(byte[] document, int offset, int length) {
    try {
      store.add(document, offset, length);
      return null;
    } catch (BadDocument e) {
      return e.getMessage();
    }
  }

  /** Where the page is. */
  public String page() {
    return web.url();
  }

  /** Where documents are received, host:port. */
  public String daemon() {
    return Addresses.text(udp.address());
  }

  /** What the file held; null without one. */
  public StoreFile.Found found() {
    return found;
  }

  @Override
  public void close() {
    if (web != null) {
      web.close();
    }
    if (tcp != null) {
      tcp.close();
    }
    if (udp != null) {
      try {
        udp.close();
      } catch (IOException e) {
        // It is gone all the same.
      }
    }
    store.close();
  }
}
