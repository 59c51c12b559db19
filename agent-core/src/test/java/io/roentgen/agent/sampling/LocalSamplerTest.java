package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalSamplerTest {

  private static int count(LocalSampler sampler, int requests) {
    int sampled = 0;
    for (int i = 0; i < requests; i++) {
      sampled += sampler.sample("host", "GET", "/") ? 1 : 0;
    }
    return sampled;
  }

  @Test
  void allAndNone() {
    assertEquals(1000, count(new LocalSampler(0, 1), 1000));
    assertEquals(0, count(new LocalSampler(0, 0), 1000));
  }

  @Test
  void theRateIsMet() {
    assertEquals(5_000, count(new LocalSampler(0, 0.05), 100_000), 700, "ten standard deviations");
    assertEquals(50_000, count(new LocalSampler(0, 0.5), 100_000), 1_600);
  }

  /** However fast or slow this runs: so many for each second that it touches. */
  @Test
  void theReservoirIsTakenEachSecondAndNeverExceeded() throws Exception {
    LocalSampler sampler = new LocalSampler(7, 0);
    AtomicInteger sampled = new AtomicInteger();
    long from = System.nanoTime() / 1_000_000_000;
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] = new Thread(() -> sampled.addAndGet(count(sampler, 250_000)));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long seconds = System.nanoTime() / 1_000_000_000 - from + 1;

    assertTrue(sampled.get() >= 7, sampled + " sampled");
    assertTrue(sampled.get() <= 7 * seconds, sampled + " in " + seconds + " s");
  }

  @Test
  void theNextSecondHasAReservoirOfItsOwn() throws Exception {
    LocalSampler sampler = new LocalSampler(2, 0);
    int sampled = count(sampler, 100);
    long second = System.nanoTime() / 1_000_000_000;
    while (System.nanoTime() / 1_000_000_000 == second) {
      Thread.sleep(10);
    }
    assertTrue(count(sampler, 100) >= 2);
    assertTrue(sampled >= 2);
  }
}
