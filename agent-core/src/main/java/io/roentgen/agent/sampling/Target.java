package io.roentgen.agent.sampling;

/** What the service grants this process of a rule. Immutable. */
final class Target {

  /** Of requests beyond the reservoir, 0 to 1. */
  final double rate;

  /** Requests a second; -1 where none was granted yet. */
  final int quota;

  /** As {@code System.nanoTime()}. */
  final long quotaEnds;

  Target(double rate, int quota, long quotaEnds) {
    this.rate = rate;
    this.quota = quota;
    this.quotaEnds = quotaEnds;
  }

  boolean isGranted(long nanos) {
    return quota >= 0 && nanos - quotaEnds < 0;
  }
}
