package io.roentgen.agent.sampling;

import java.util.concurrent.atomic.AtomicLong;

/** So many a second: one compare-and-set for each that is taken, none once they are used up. */
final class Reservoir {

  /** Seconds in the upper half, what was taken in that second in the lower. */
  private final AtomicLong taken = new AtomicLong();

  /**
   * Takes one of those of the current second, if there is one left.
   *
   * @param nanos {@code System.nanoTime()}
   */
  boolean take(long nanos, int perSecond) {
    long second = nanos / 1_000_000_000;
    while (true) {
      long seen = taken.get();
      boolean sameSecond = (int) (seen >> 32) == (int) second;
      if (sameSecond ? (int) seen >= perSecond : perSecond <= 0) {
        return false;
      }
      long next = sameSecond ? seen + 1 : second << 32 | 1;
      if (taken.compareAndSet(seen, next)) {
        return true;
      }
    }
  }
}
