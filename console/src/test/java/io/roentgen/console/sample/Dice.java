package io.roentgen.console.sample;

import java.util.Random;

/** Chance that comes out the same for the same seed. */
final class Dice {

  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  /** Digits of an id. */
  String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  String id() {
    return hex(16);
  }

  /** The id of a trace that begins then. */
  String traceId(double start) {
    return String.format("1-%08x-%s", (long) start, hex(24));
  }

  /** A duration as services have them: log-normal, half below the median, a tail to the right. */
  double seconds(double median, double sigma) {
    return Math.max(1e-4, median * Math.exp(sigma * random.nextGaussian()));
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  final <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }
}
