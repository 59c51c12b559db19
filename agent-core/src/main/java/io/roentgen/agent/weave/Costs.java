package io.roentgen.agent.weave;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What weaving has cost so far, for the log at level debug and for {@code docs/overhead.md}. */
public final class Costs {

  static final AtomicInteger SEEN = new AtomicInteger();
  static final AtomicInteger WOVEN = new AtomicInteger();
  static final AtomicInteger LINKED = new AtomicInteger();
  static final AtomicLong MATCHING = new AtomicLong();
  static final AtomicLong WEAVING = new AtomicLong();
  static final AtomicLong LINKING = new AtomicLong();

  private Costs() {}

  /** Counts, and wall-clock time on the threads that loaded classes. */
  public static String summary() {
    return "matched "
        + SEEN
        + " classes in "
        + micros(MATCHING)
        + " us, wove "
        + WOVEN
        + " in "
        + micros(WEAVING)
        + " us, linked "
        + LINKED
        + " calls in "
        + micros(LINKING)
        + " us";
  }

  private static long micros(AtomicLong nanos) {
    return nanos.get() / 1000;
  }
}
