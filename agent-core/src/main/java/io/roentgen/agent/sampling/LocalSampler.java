package io.roentgen.agent.sampling;

import io.roentgen.trace.Sampler;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many requests every second, then a part of the others. X-Ray's default rule is one a second
 * and five percent (X-Ray developer guide, "Configuring sampling rules").
 */
public final class LocalSampler implements Sampler {

  /** Seconds in the upper half, what was taken in that second in the lower. */
  private final AtomicLong reservoir = new AtomicLong();

  private final int perSecond;
  private final double rate;

  /**
   * @param perSecond the size of the reservoir
   * @param rate from 0 to 1
   */
  public LocalSampler(int perSecond, double rate) {
    this.perSecond = perSecond;
    this.rate = rate;
  }

  @Override
  public boolean sample(String host, String method, String path) {
    return rate >= 1
        || perSecond > 0 && take(System.nanoTime() / 1_000_000_000)
        || rate > 0 && ThreadLocalRandom.current().nextDouble() < rate;
  }

  private boolean take(long second) {
    while (true) {
      long seen = reservoir.get();
      boolean sameSecond = (int) (seen >> 32) == (int) second;
      if (sameSecond && (int) seen >= perSecond) {
        return false;
      }
      long taken = sameSecond ? seen + 1 : second << 32 | 1;
      if (reservoir.compareAndSet(seen, taken)) {
        return true;
      }
    }
  }
}
