package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static final int THREADS = 8;
  private static final int PER_THREAD = 250_000;

  @Test
  void uniqueOverThreadsAndNeverZero() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<long[]>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        parts.add(pool.submit((Callable<long[]>) () -> ids(PER_THREAD)));
      }
      long[] all = new long[THREADS * PER_THREAD];
      for (int i = 0; i < THREADS; i++) {
        System.arraycopy(parts.get(i).get(), 0, all, i * PER_THREAD, PER_THREAD);
      }
      Arrays.sort(all);
      for (int i = 1; i < all.length; i++) {
        assertNotEquals(all[i - 1], all[i]);
        assertNotEquals(0, all[i]);
      }
    } finally {
      pool.shutdown();
    }
  }

  private static long[] ids(int count) {
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      ids[i] = Current.get().nextId();
    }
    return ids;
  }

  @Test
  void reseedingStartsAnotherSequenceOnEveryThread() {
    Set<Long> seen = new HashSet<>();
    for (int generation = 0; generation < 20; generation++) {
      for (long id : ids(1000)) {
        seen.add(id);
      }
      for (int i = 0; i < 1000; i++) {
        seen.add(Current.get().nextRandom());
      }
      Ids.reseed();
    }
    assertEquals(20 * 2000, seen.size());
  }

  /** What a clone of the process would do: go on from the same state, but for the reseeding. */
  @Test
  void twoClonesDifferOnceReseeded() {
    long[] seeds = new long[1000];
    for (int i = 0; i < seeds.length; i++) {
      Ids.reseed();
      seeds[i] = Ids.seed(0);
    }
    assertEquals(seeds.length, Arrays.stream(seeds).distinct().count());
  }

  @Test
  void zeroIsSkipped() throws Exception {
    Current current = Current.get();
    current.nextId();
    Field state = Current.class.getDeclaredField("a");
    state.setAccessible(true);
    state.setLong(current, -Ids.GOLDEN_GAMMA);

    // The state comes to zero now, of which the output is zero.
    assertEquals(Ids.mix(Ids.GOLDEN_GAMMA), current.nextId());
  }

  @Test
  void bitsAreSpread() {
    int[] ones = new int[64];
    for (long id : ids(100_000)) {
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (id >>> bit & 1);
      }
    }
    for (int count : ones) {
      assertEquals(50_000, count, 1_500, "ten standard deviations");
    }
  }
}
