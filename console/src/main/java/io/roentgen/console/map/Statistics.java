package io.roentgen.console.map;

import io.roentgen.console.trace.Entity;
import java.util.Arrays;

/**
 * How often, how well and how fast, of a node, an edge or a list of traces. Times are counted in
 * buckets, eight for each doubling, so percentiles are within an eighth, mostly much nearer. Not
 * for use by several threads.
 */
public final class Statistics {

  /** Two to the power of -20, about a microsecond: what is shorter is in the first bucket. */
  private static final double SHORTEST = 0x1p-20;

  /** A bucket is told by a double's exponent and the first three bits behind it. */
  private static final int SHIFT = 49;

  private static final long FIRST = Double.doubleToRawLongBits(SHORTEST) >>> SHIFT;

  /** Up to two to the power of 24: half a year. */
  private static final int BUCKETS = 44 * 8;

  private long ok;
  private long errors;
  private long throttles;
  private long faults;
  private long pending;
  private double seconds;
  private double longest;
  private int[] buckets = new int[0];

  /**
   * Counts one. Of several flags the worst counts: fault, throttle, error.
   *
   * @param flags as {@link Entity#flags()}; what is in progress has no time yet
   */
  public void add(int flags, double took) {
    if ((flags & Entity.IN_PROGRESS) != 0) {
      pending++;
      return;
    }
    if ((flags & Entity.FAULT) != 0) {
      faults++;
    } else if ((flags & Entity.THROTTLE) != 0) {
      throttles++;
    } else if ((flags & Entity.ERROR) != 0) {
      errors++;
    } else {
      ok++;
    }
    seconds += took;
    longest = Math.max(longest, took);
    int bucket = bucket(took);
    if (bucket >= buckets.length) {
      buckets = Arrays.copyOf(buckets, Math.min(BUCKETS, bucket + 16));
    }
    buckets[bucket]++;
  }

  private static int bucket(double took) {
    if (!(took >= SHORTEST)) {
      return 0;
    }
    return (int) Math.min(BUCKETS - 1, 1 + (Double.doubleToRawLongBits(took) >>> SHIFT) - FIRST);
  }

  /** How many a bucket has. */
  public int count(int bucket) {
    return buckets[bucket];
  }

  /** How many buckets there are, up to the last that isn't empty. */
  public int buckets() {
    int last = buckets.length;
    while (last > 0 && buckets[last - 1] == 0) {
      last--;
    }
    return last;
  }

  /** Where a bucket begins, in seconds; the one before it ends there. */
  public static double begin(int bucket) {
    return bucket == 0 ? 0 : Double.longBitsToDouble(FIRST + bucket - 1 << SHIFT);
  }

  /** Those that ended without a flag. */
  public long ok() {
    return ok;
  }

  /** The caller's mistakes, without throttles. */
  public long errors() {
    return errors;
  }

  /** Too many requests. */
  public long throttles() {
    return throttles;
  }

  /** Failures. */
  public long faults() {
    return faults;
  }

  /** Those that haven't ended. */
  public long pending() {
    return pending;
  }

  /** All that ended. */
  public long total() {
    return ok + errors + throttles + faults;
  }

  /** How long all of them took together. */
  public double seconds() {
    return seconds;
  }

  /** How long the longest took, in seconds. */
  public double longest() {
    return longest;
  }

  /**
   * The time that a part of them did not exceed, in seconds; 0 if there are none.
   *
   * @param part 0 to 1
   */
  public double percentile(double part) {
    long wanted = Math.max(1, (long) Math.ceil(part * total()));
    long before = 0;
    for (int i = 0; i < buckets.length; i++) {
      if (before + buckets[i] >= wanted) {
        double within = (wanted - before) / (double) buckets[i];
        return Math.min(longest, begin(i) + within * (begin(i + 1) - begin(i)));
      }
      before += buckets[i];
    }
    return 0;
  }
}
