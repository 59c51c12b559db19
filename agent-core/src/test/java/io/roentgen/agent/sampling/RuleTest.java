package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RuleTest {

  private static final long HOUR = 3_600_000_000_000L;

  private static Rule rule(double rate, int reservoir) {
    return new Rule("a", 1, new String[] {"*", "*", "*", "*", "*"}, rate, reservoir);
  }

  private static int sampled(Rule rule, int requests) {
    int sampled = 0;
    for (int i = 0; i < requests; i++) {
      sampled += rule.sample() ? 1 : 0;
    }
    return sampled;
  }

  private static void grant(Rule rule, double rate, int quota) {
    rule.setTarget(new Target(rate, quota, System.nanoTime() + HOUR));
  }

  private static void assertCounts(Rule rule, long requests, long sampled, long borrowed) {
    Statistics statistics = rule.statistics();
    statistics.take();
    assertEquals(requests, statistics.requests());
    assertEquals(sampled, statistics.sampledRequests());
    assertEquals(borrowed, statistics.borrowedRequests());
  }

  /** The second in which a test begins is not the one in which it ends, now and then. */
  private static void assertWithin(int perSecond, long from, int sampled) {
    long seconds = System.nanoTime() / 1_000_000_000 - from + 1;
    assertTrue(sampled >= perSecond && sampled <= perSecond * seconds, sampled + " sampled");
  }

  private static long second() {
    return System.nanoTime() / 1_000_000_000;
  }

  @Test
  void withoutAQuotaOneASecondIsBorrowed() {
    Rule rule = rule(0, 5);
    long from = second();
    int sampled = sampled(rule, 1000);
    assertWithin(1, from, sampled);
    assertCounts(rule, 1000, 0, sampled);
  }

  @Test
  void withoutAReservoirNothingIsBorrowed() {
    Rule rule = rule(0, 0);
    assertEquals(0, sampled(rule, 1000));
    assertCounts(rule, 1000, 0, 0);
  }

  @Test
  void aQuotaIsUsedUpEachSecond() {
    Rule rule = rule(0, 50);
    grant(rule, 0, 7);
    long from = second();
    int sampled = sampled(rule, 1000);
    assertWithin(7, from, sampled);
    assertCounts(rule, 1000, sampled, 0);
  }

  @Test
  void aQuotaOfNoneIsNone() {
    Rule rule = rule(0, 50);
    grant(rule, 0, 0);
    assertEquals(0, sampled(rule, 1000));
  }

  @Test
  void aQuotaExpires() {
    Rule rule = rule(0, 50);
    rule.setTarget(new Target(0, 7, System.nanoTime() - 1));
    long from = second();
    assertWithin(1, from, sampled(rule, 1000));
  }

  @Test
  void theRateIsForTheRest() {
    Rule rule = rule(0.05, 0);
    assertEquals(5_000, sampled(rule, 100_000), 700, "ten standard deviations");
    grant(rule, 0.5, 0);
    assertEquals(50_000, sampled(rule, 100_000), 1_600);
    Rule all = rule(1, 0);
    assertEquals(1000, sampled(all, 1000));
    assertCounts(all, 1000, 1000, 0);
  }

  @Test
  void whatIsReportedIsNotReportedAgain() {
    Rule rule = rule(1, 0);
    sampled(rule, 3);
    assertCounts(rule, 3, 3, 0);
    sampled(rule, 2);
    rule.statistics().reported();
    assertCounts(rule, 2, 2, 0);
    assertCounts(rule, 2, 2, 0);
    rule.statistics().reported();
    assertCounts(rule, 0, 0, 0);
  }

  @Test
  void aRuleThatStaysGoesOnWithItsTarget() {
    Rule rule = rule(0, 5);
    grant(rule, 0.5, 3);
    sampled(rule, 10);
    Rule same = rule(0, 5);
    same.continueFrom(rule);
    assertEquals(rule.target(), same.target());
    sampled(same, 10);
    same.statistics().take();
    assertEquals(20, same.statistics().requests());
    Rule edited = rule(1, 5);
    edited.continueFrom(rule);
    assertEquals(1, edited.target().rate);
    assertFalse(edited.target().isGranted(System.nanoTime()));
    edited.statistics().take();
    assertEquals(20, edited.statistics().requests());
  }

  @Test
  void nothingIsLostBetweenThreads() throws Exception {
    Rule rule = rule(0.1, 20);
    grant(rule, 0.1, 20);
    AtomicInteger sampled = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> sampled.addAndGet(sampled(rule, 100_000)));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertCounts(rule, 400_000, sampled.get(), 0);
  }
}
