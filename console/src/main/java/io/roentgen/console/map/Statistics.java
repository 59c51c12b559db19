package io.roentgen.console.map;

import io.roentgen.console.trace.Entity;
import java.util.Arrays;

/**
 * How often, how well and how fast, of a node, an edge or a list of traces. Times are counted in
 * buckets a tenth wide, so percentiles are within five percent. Not for use by several threads.
 */
public final class Statistics {

  private static final double SHORTEST = 1e-6;
  private static final double WIDTH = Math.log(1.1);

  /** From a microsecond to half a year. */
  private static final int BUCKETS = 320;

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
    if (!(took > SHORTEST)) {
      return 0;
    }
    return Math.min(BUCKETS - 1, 1 + (int) (Math.log(took / SHORTEST) / WIDTH));
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
    return bucket == 0 ? 0 : SHORTEST * Math.exp((bucket - 1) * WIDTH);
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
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i];
      if (count >= wanted) {
        double middle = (begin(i) + begin(i + 1)) / 2;
        return Math.min(longest, middle);
      }
    }
    return 0;
  }
}
