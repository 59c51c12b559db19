package io.roentgen.console.web;

import com.google.gson.stream.JsonWriter;
import io.roentgen.console.Setup;
import io.roentgen.console.receive.Counters;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.text.Addresses;
import io.roentgen.console.trace.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/** How the console is. */
public final class Status {

  private final Setup setup;
  private final TraceStore store;
  private final Counters counters;
  private final LongSupplier dropped;
  private volatile String page;
  private volatile String udp;
  private volatile String tcp;
  private final long started = System.currentTimeMillis();

  /**
   * @param dropped datagrams that the system had no room for; -1 where it doesn't say
   */
  public Status(Setup setup, TraceStore store, Counters counters, LongSupplier dropped) {
    this.setup = setup;
    this.store = store;
    this.counters = counters;
    this.dropped = dropped;
  }

  /** Says where it listens by now; null for what does not. */
  public void listening(InetSocketAddress page, InetSocketAddress udp, InetSocketAddress tcp) {
    this.page = "http://" + Addresses.text(page);
    this.udp = udp == null ? null : Addresses.text(udp);
    this.tcp = tcp == null ? null : Addresses.text(tcp);
  }

  String version() {
    return setup.version;
  }

  void write(JsonWriter out) throws IOException {
    out.name("version").value(setup.version);
    Json.number(out, "now", System.currentTimeMillis() / 1e3);
    Json.number(out, "started", started / 1e3);
    out.name("generation").value(store.generation());
    out.name("embedded").value(setup.embedded);
    out.name("address").value(page);
    out.name("udp").value(udp);
    out.name("tcp").value(tcp);
    store(out, store.figures());
    received(out, counters.snapshot());
    out.name("annotations").beginArray();
    for (String key : store.seen().annotations()) {
      out.value(key);
    }
    out.endArray();
    out.name("services").beginArray();
    for (Node node : new Known(store).nodes()) {
      out.beginObject();
      Maps.node(out, node);
      out.endObject();
    }
    out.endArray();
  }

  private void store(JsonWriter out, TraceStore.Figures figures) throws IOException {
    out.name("store").beginObject();
    out.name("traces").value(figures.traces);
    out.name("documents").value(figures.documents);
    out.name("bytes").value(figures.bytes);
    out.name("maxTraces").value(figures.limits.traces());
    out.name("maxBytes").value(figures.limits.bytes());
    out.name("maxAge").value(figures.limits.age() / 1_000);
    out.name("evicted").value(figures.evicted);
    out.name("duplicates").value(figures.duplicates);
    out.name("file").value(figures.file);
    out.name("fileBytes").value(figures.fileBytes);
    out.name("fileFailure").value(figures.fileFailure);
    out.endObject();
  }

  private void received(JsonWriter out, Counters.Snapshot received) throws IOException {
    out.name("received").beginObject();
    out.name("datagrams").value(received.datagrams);
    out.name("documents").value(received.documents);
    out.name("requests").value(received.requests);
    out.name("bad").value(received.bad);
    long lost = dropped.getAsLong();
    out.name("dropped");
    if (lost < 0) {
      out.nullValue();
    } else {
      out.value(lost);
    }
    out.name("lastAt");
    Json.number(out, received.lastAt == 0 ? Double.NaN : received.lastAt / 1e3);
    out.name("reasons").beginArray();
    for (Counters.Reason reason : received.reasons) {
      out.beginObject();
      out.name("reason").value(reason.reason);
      out.name("count").value(reason.count);
      Json.number(out, "lastAt", reason.lastAt / 1e3);
      out.name("from").value(reason.from);
      out.endObject();
    }
    out.endArray().endObject();
  }
}
