package io.roentgen.trace;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Seeds the id generator that each {@link Current} holds. Ids need to be unlikely to collide, not
 * hard to guess, so each thread runs a SplitMix64 of its own, without lock or shared state, seeded
 * from the operating system's entropy. A new generation of seeds is drawn after a restore from a
 * snapshot, where clones of one process would otherwise produce the same ids.
 */
public final class Ids {

  static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private static final AtomicLong THREADS = new AtomicLong();
  private static volatile long[] seed = entropy();

  /** Changes when every thread has to take a new seed. */
  static volatile int generation = 1;

  private Ids() {}

  static void reseed() {
    seed = entropy();
    generation++;
  }

  /** A seed nobody else gets; {@code which} tells the two generators of a thread apart. */
  static long seed(int which) {
    return mix(seed[which] + THREADS.incrementAndGet() * GOLDEN_GAMMA);
  }

  /** Steele, Lea and Flood: "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * 128 bits of the operating system's entropy, the same in no two processes. Read from
   * /dev/urandom where there is one: the first SecureRandom of a process loads some 200 classes.
   */
  public static long[] entropy() {
    byte[] bytes = new byte[16];
    if (!readUrandom(bytes)) {
      new SecureRandom().nextBytes(bytes);
    }
    long[] words = new long[2];
    for (int i = 0; i < 16; i++) {
      words[i >> 3] = words[i >> 3] << 8 | bytes[i] & 0xff;
    }
    return words;
  }

  private static boolean readUrandom(byte[] bytes) {
    try (InputStream in = new FileInputStream("/dev/urandom")) {
      return in.read(bytes) == bytes.length;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
