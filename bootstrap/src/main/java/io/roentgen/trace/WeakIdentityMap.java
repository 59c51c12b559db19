package io.roentgen.trace;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers something about objects that can't be given a field, by identity and as long as
 * somebody else holds them. Values must not refer to the keys. For any number of threads; to ask an
 * empty one is a single volatile read.
 *
 * @param <V> what is remembered; not null
 */
public class WeakIdentityMap<V> {

  static {
    // Now, as the first use may be in a place of the JDK where no class can be loaded.
    new Key(null, 0);
  }

  private final ConcurrentHashMap<Key, V> entries = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** Never less than there are: the map's own count may be while others come and go. */
  private final AtomicInteger size = new AtomicInteger();

  private final int maxSize;

  /** One without bound. */
  public WeakIdentityMap() {
    this(Integer.MAX_VALUE);
  }

  /**
   * A bounded one.
   *
   * @param maxSize how many objects it remembers at most; when it is full, nothing new is
   */
  public WeakIdentityMap(int maxSize) {
    this.maxSize = maxSize;
  }

  /** What is remembered, or null; null for null. */
  public final V get(Object key) {
    return key == null || isEmpty()
        ? null
        : entries.get(new Key(key, System.identityHashCode(key)));
  }

  /** Remembers the value, in place of what is remembered already. */
  public final void put(Object key, V value) {
    forgetCollected();
    if (size.incrementAndGet() > maxSize || entries.put(new Key(key, collected), value) != null) {
      size.decrementAndGet();
    }
  }

  /**
   * Remembers the value if nothing is remembered.
   *
   * @return whether it does now
   */
  public final boolean putIfAbsent(Object key, V value) {
    forgetCollected();
    if (size.incrementAndGet() <= maxSize
        && entries.putIfAbsent(new Key(key, collected), value) == null) {
      return true;
    }
    size.decrementAndGet();
    return false;
  }

  /** What is remembered, to only one of those who ask; to the others, and for null, null. */
  public final V remove(Object key) {
    if (key == null || isEmpty()) {
      return null;
    }
    Key sought = new Key(key, System.identityHashCode(key));
    // A remove that finds nothing may lock; most of what is asked for is not here.
    return entries.get(sought) == null ? null : drop(sought);
  }

  /** Whether nothing at all is remembered. */
  public final boolean isEmpty() {
    return size.get() == 0;
  }

  /**
   * An object nobody holds any more is forgotten; called once for each, whenever another is
   * remembered. Does nothing here.
   *
   * @param value what was remembered of it
   */
  protected void forgotten(V value) {}

  /** How many are remembered, as far as the collector has told. */
  final int size() {
    forgetCollected();
    return entries.size();
  }

  private V drop(Key key) {
    V value = entries.remove(key);
    if (value != null) {
      size.decrementAndGet();
    }
    return value;
  }

  private void forgetCollected() {
    for (Reference<?> key = collected.poll(); key != null; key = collected.poll()) {
      V value = drop((Key) key);
      if (value != null) {
        forgotten(value);
      }
    }
  }

  private static final class Key extends WeakReference<Object> {

    private final int hash;

    /** What a look-up is for; such a key needs no reference that the collector has to visit. */
    private final Object sought;

    Key(Object referent, ReferenceQueue<Object> collected) {
      super(referent, collected);
      hash = System.identityHashCode(referent);
      sought = null;
    }

    Key(Object sought, int hash) {
      super(null);
      this.hash = hash;
      this.sought = sought;
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
      Object own = referent();
      return own != null && other instanceof Key && own == ((Key) other).referent();
    }

    private Object referent() {
      return sought != null ? sought : get();
    }
  }
}
