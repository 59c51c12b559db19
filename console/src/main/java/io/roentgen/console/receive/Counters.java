package io.roentgen.console.receive;

import io.roentgen.console.text.Addresses;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came in, and what of it was bad and why. Thread-safe; its size is bounded. */
public final class Counters {

  private static final int REASONS = 32;
  private static final int REASON_LENGTH = 120;
  private static final String OTHERS = "other reasons";

  private final Map<String, Count> reasons = new LinkedHashMap<>();
  private long datagrams;
  private long documents;
  private long requests;
  private long telemetry;
  private long bad;
  private long lastAt;

  /** A datagram came out of the socket. */
  synchronized void datagram(long now) {
    datagrams++;
    lastAt = now;
  }

  /** A daemon's operation was called over TCP. */
  synchronized void request(long now) {
    requests++;
    lastAt = now;
  }

  /** A daemon's or SDK's telemetry records came; they aren't kept. */
  synchronized void telemetry() {
    telemetry++;
  }

  /** A document was kept. */
  synchronized void document() {
    documents++;
  }

  /**
   * A datagram or document was not taken.
   *
   * @param from who sent it, null if nobody knows
   */
  synchronized void bad(String reason, InetSocketAddress from, long now) {
    bad++;
    String name =
        reason.length() > REASON_LENGTH ? reason.substring(0, REASON_LENGTH) + "…" : reason;
    Count count = reasons.get(name);
    if (count == null) {
      if (reasons.size() >= REASONS - 1) {
        name = OTHERS;
      }
      count = reasons.get(name);
      if (count == null) {
        count = new Count(name);
        reasons.put(name, count);
      }
    }
    count.count++;
    count.lastAt = now;
    count.from = from;
  }

  /** All figures as of now. */
  public synchronized Snapshot snapshot() {
    List<Reason> list = new ArrayList<>(reasons.size());
    for (Count count : reasons.values()) {
      list.add(new Reason(count));
    }
    list.sort((a, b) -> Long.compare(b.count, a.count));
    return new Snapshot(this, Collections.unmodifiableList(list));
  }

  private static final class Count {
    final String reason;
    long count;
    long lastAt;
    InetSocketAddress from;

    Count(String reason) {
      this.reason = reason;
    }
  }

  /** The figures at one moment. */
  public static final class Snapshot {
    /** Datagrams that came out of the socket, good or bad. */
    public final long datagrams;

    /** Documents kept, whichever way they came. */
    public final long documents;

    /** Calls over TCP of an operation that is known. */
    public final long requests;

    /** Calls that brought telemetry records. */
    public final long telemetry;

    /** Datagrams and documents that were not kept; the sum of the reasons' counts. */
    public final long bad;

    /** When anything last came, milliseconds since 1970; 0 if never. */
    public final long lastAt;

    /** Why, the most frequent first; a bounded number. */
    public final List<Reason> reasons;

    Snapshot(Counters of, List<Reason> reasons) {
      datagrams = of.datagrams;
      documents = of.documents;
      requests = of.requests;
      telemetry = of.telemetry;
      bad = of.bad;
      lastAt = of.lastAt;
      this.reasons = reasons;
    }
  }

  /** Why something was not kept. */
  public static final class Reason {
    /** In a few words. */
    public final String reason;

    /** How often. */
    public final long count;

    /** The last time, milliseconds since 1970. */
    public final long lastAt;

    /** Who sent it the last time, address:port; null if nobody knows. */
    public final String from;

    Reason(Count of) {
      reason = of.reason;
      count = of.count;
      lastAt = of.lastAt;
      from = of.from == null ? null : Addresses.text(of.from);
    }
  }
}
