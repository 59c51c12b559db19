package io.roentgen.agent.sampling;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the requests that matched a rule. Requests add to exactly one of the three; what
 * is said here of reports is for the one thread that makes them.
 */
final class Statistics {

  final LongAdder dropped = new LongAdder();
  final LongAdder sampled = new LongAdder();

  /** Recorded though no quota was granted: not among those sampled, as in Amazon's SDKs. */
  final LongAdder borrowed = new LongAdder();

  private final long[] now = new long[3];
  private final long[] reported = new long[3];

  /** Fixes what the next report says. */
  void take() {
    now[0] = sampled.sum();
    now[1] = borrowed.sum();
    now[2] = now[0] + now[1] + dropped.sum();
  }

  /** All that matched since the last report. */
  long requests() {
    return now[2] - reported[2];
  }

  long sampledRequests() {
    return now[0] - reported[0];
  }

  long borrowedRequests() {
    return now[1] - reported[1];
  }

  /** The report has arrived. */
  void reported() {
    System.arraycopy(now, 0, reported, 0, now.length);
  }
}
