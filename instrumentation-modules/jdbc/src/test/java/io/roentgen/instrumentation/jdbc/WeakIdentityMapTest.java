package io.roentgen.instrumentation.jdbc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {

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
    map.remove(a);
    assertNull(map.get(a));
    assertEquals(1, map.size());
  }

  @Test
  void keepsNoKeyAlive() {
    Object kept = new Object();
    map.put(kept, "kept");
    for (int i = 0; i < 1000; i++) {
      map.put(new Object(), "gone");
    }
    await()
        .until(
            () -> {
              System.gc();
              return map.size() == 1;
            });
    assertEquals("kept", map.get(kept));
  }

  @Test
  void isBounded() {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < WeakIdentityMap.MAX_SIZE + 1000; i++) {
      Object key = new Object();
      keys.add(key);
      map.put(key, "x");
    }
    assertEquals(WeakIdentityMap.MAX_SIZE, map.size());
    assertEquals("x", map.get(keys.get(0)));
    assertNull(map.get(keys.get(keys.size() - 1)));
    assertTrue(keys.size() > map.size());
  }
}
