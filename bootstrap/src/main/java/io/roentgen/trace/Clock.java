package io.roentgen.trace;

/**
 * Wall-clock microseconds that never run backwards inside a segment: an offset to {@link
 * System#nanoTime()}, taken anew when the two clocks have drifted apart.
 */
final class Clock {

  private static final long TOLERANCE_MICROS = 20_000;

  /** A jump this large is no clock adjustment: the process was suspended or restored. */
  private static final long RESTORED_MICROS = 1_000_000;

  private static volatile long offset =
      System.currentTimeMillis() * 1000 - System.nanoTime() / 1000;

  private Clock() {}

  /** Looks at the wall clock anew. */
  static void set() {
    offset = System.currentTimeMillis() * 1000 - System.nanoTime() / 1000;
  }

  /** What to add to {@code nanoTime() / 1000} to get microseconds since the epoch. */
  static long offset() {
    checkedMillis();
    return offset;
  }

  /** Milliseconds since the epoch; notices drift, and a restore from a snapshot. */
  static long checkedMillis() {
    long millis = System.currentTimeMillis();
    long found = millis * 1000 - System.nanoTime() / 1000;
    long drift = found - offset;
    if (drift > TOLERANCE_MICROS || drift < -TOLERANCE_MICROS) {
      offset = found;
      if (drift > RESTORED_MICROS || drift < -RESTORED_MICROS) {
        Ids.reseed();
      }
    }
    return millis;
  }
}
