package io.roentgen.instrumentation.jdbc;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers something about objects of the application for as long as they live. Values must not
 * refer to the keys. When it is full, new keys are not remembered.
 */
final class WeakIdentityMap<V> {

  /** 1,000 connections with 100 prepared statements each, at some 100 bytes an entry. */
  static final int MAX_SIZE = 100_000;

  private final ConcurrentHashMap<Object, V> entries = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object referent, ReferenceQueue<Object> dead) {
      super(referent, dead);
      hash = System.identityHashCode(referent);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object referent = get();
      return referent != null
          && (other instanceof Key
              ? ((Key) other).get() == referent
              : other instanceof Probe && ((Probe) other).referent == referent);
    }
  }

  /** Looks a key up without the cost of a weak reference. */
  private static final class Probe {
    private final Object referent;

    Probe(Object referent) {
      this.referent = referent;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(referent);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key && ((Key) other).get() == referent;
    }
  }

  V get(Object key) {
    return entries.get(new Probe(key));
  }

  void put(Object key, V value) {
    forgetDead();
    if (get(key) != value && entries.mappingCount() < MAX_SIZE) {
      entries.put(new Key(key, dead), value);
    }
  }

  void remove(Object key) {
    entries.remove(new Probe(key));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** How many keys are alive, as far as the collector has told. */
  int size() {
    forgetDead();
    return entries.size();
  }

  private void forgetDead() {
    for (Reference<?> key = dead.poll(); key != null; key = dead.poll()) {
      entries.remove(key);
    }
  }
}
