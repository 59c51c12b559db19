package io.roentgen.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.roentgen.trace.Entity;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call as recorded by us and by somebody else, field by field: the same, but for what the test
 * names.
 */
public final class Comparison {

  private final Map<String, Object> ours = new TreeMap<>();
  private final Map<String, Object> theirs = new TreeMap<>();

  /** Notes what all entities have. */
  public void ours(Entity entity) {
    ours("name", entity.name());
    ours("fault", entity.fault());
    ours("error", entity.error());
    ours("throttle", entity.throttle());
    if (entity.exception() != null) {
      ours("exception.type", entity.exception().throwable().getClass().getName());
      ours("exception.message", entity.exception().message());
      ours("exception.remote", entity.exception().remote());
    }
  }

  /** Notes a field of ours; null is none. */
  public void ours(String key, Object value) {
    put(ours, key, value);
  }

  /** Notes a field of theirs; null is none. */
  public void theirs(String key, Object value) {
    put(theirs, key, value);
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /** What was noted of ours, or null. */
  public Object ours(String key) {
    return ours.get(key);
  }

  /** Says where we differ; what is said must be so. */
  public void differs(String key, Object here, Object there) {
    assertNotEquals(here, there);
    assertEquals(here, ours.remove(key));
    assertEquals(there, theirs.remove(key));
  }

  /** Checks that the rest is the same. */
  public void same() {
    assertEquals(theirs, ours);
  }
}
