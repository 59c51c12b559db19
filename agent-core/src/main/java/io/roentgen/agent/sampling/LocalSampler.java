package io.roentgen.agent.sampling;

import io.roentgen.trace.Sampler;
import java.util.concurrent.ThreadLocalRandom;

/**
 * So many requests every second, then a part of the others. X-Ray's default rule is one a second
 * and five percent (X-Ray developer guide, "Configuring sampling rules").
 */
public final class LocalSampler implements Sampler {

  private final Reservoir reservoir = new Reservoir();
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
        || perSecond > 0 && reservoir.take(System.nanoTime(), perSecond)
        || rate > 0 && ThreadLocalRandom.current().nextDouble() < rate;
  }

  /** For people. */
  @Override
  public String toString() {
    return perSecond + "/s + " + rate;
  }
}
