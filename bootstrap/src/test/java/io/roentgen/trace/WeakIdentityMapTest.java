package io.roentgen.trace;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WeakIdentityMapTest {

  private static final int THREADS = 4;

  /** All equal, and no two the same. */
  private static final class Same {
    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Same;
    }
  }

  private final WeakIdentityMap<String> map = new WeakIdentityMap<>();

  @Test
  void tellsEqualKeysApart() {
    Same a = new Same();
    Same b = new Same();
    map.put(a, "a");
    map.put(b, "b");
    map.put(a, "c");
    assertEquals("c", map.get(a));
    assertEquals("b", map.get(b));
    assertEquals("c", map.remove(a));
    assertNull(map.remove(a));
    assertNull(map.get(a));
    assertEquals(1, map.size());
    assertFalse(map.isEmpty());
    assertEquals("b", map.remove(b));
    assertTrue(map.isEmpty());
  }

  @Test
  void knowsNothingOfNull() {
    assertNull(map.get(null));
    map.put(new Object(), "x");
    assertNull(map.get(null));
    assertNull(map.remove(null));
  }

  @Test
  void keepsTheFirstIfAsked() {
    Object key = new Object();
    assertTrue(map.putIfAbsent(key, "first"));
    assertFalse(map.putIfAbsent(key, "second"));
    assertEquals("first", map.remove(key));
    assertTrue(map.isEmpty());
  }

  @Test
  void keepsNoKeyAliveAndTellsOfEach() {
    AtomicInteger forgotten = new AtomicInteger();
    WeakIdentityMap<String> telling =
        new WeakIdentityMap<>() {
          @Override
          protected void forgotten(String value) {
            assertEquals("gone", value);
            forgotten.incrementAndGet();
          }
        };
    Object kept = new Object();
    telling.put(kept, "kept");
    for (int i = 0; i < 1000; i++) {
      telling.put(new Object(), "gone");
    }
    await()
        .until(
            () -> {
              System.gc();
              return telling.size() == 1;
            });
    assertEquals(1000, forgotten.get());
    assertEquals("kept", telling.remove(kept));
    assertTrue(telling.isEmpty());
  }

  @Test
  void isBoundedWhereAsked() {
    WeakIdentityMap<String> bounded = new WeakIdentityMap<>(100);
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Object key = new Object();
      keys.add(key);
      bounded.put(key, "x");
    }
    assertEquals(100, bounded.size());
    assertEquals("x", bounded.get(keys.get(0)));
    assertNull(bounded.get(keys.get(149)));
    assertFalse(bounded.putIfAbsent(keys.get(149), "x"));
    assertEquals("x", bounded.remove(keys.get(0)));
    assertTrue(bounded.putIfAbsent(keys.get(149), "y"));
    assertEquals("y", bounded.get(keys.get(149)));
    assertEquals(100, bounded.size());
  }

  /** The count of a ConcurrentHashMap can be 0 here, with the one in it. */
  @Test
  void findsTheOneThatStaysWhileOthersComeAndGo() throws Exception {
    Object stays = new Object();
    map.put(stays, "x");
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger lost = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      BlockingQueue<Object> queue = new ArrayBlockingQueue<>(64);
      all.add(
          threads.submit(
              () -> {
                while (!done.get()) {
                  Object key = new Object();
                  map.put(key, "y");
                  queue.put(key);
                }
                queue.put(stays);
                return null;
              }));
      all.add(
          threads.submit(
              () -> {
                for (Object key = queue.take(); key != stays; key = queue.take()) {
                  lost.addAndGet(map.remove(key) == null ? 1 : 0);
                }
                return null;
              }));
    }
    int missed = 0;
    for (int i = 0; i < 10_000_000; i++) {
      missed += map.get(stays) == null ? 1 : 0;
    }
    done.set(true);
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertEquals(0, missed);
    assertEquals(0, lost.get());
    assertEquals("x", map.remove(stays));
    assertTrue(map.isEmpty());
  }

  @Test
  void givesToOneOfThoseWhoTake() throws Exception {
    int rounds = 20_000;
    Object[] keys = new Object[rounds];
    for (int i = 0; i < rounds; i++) {
      keys[i] = new Object();
      map.put(keys[i], "x");
    }
    AtomicBoolean go = new AtomicBoolean();
    AtomicInteger taken = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      all.add(
          threads.submit(
              () -> {
                while (!go.get()) {
                  Thread.onSpinWait();
                }
                for (Object key : keys) {
                  if (map.remove(key) != null) {
                    taken.incrementAndGet();
                  }
                }
              }));
    }
    go.set(true);
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertEquals(rounds, taken.get());
    assertTrue(map.isEmpty());
  }
}
