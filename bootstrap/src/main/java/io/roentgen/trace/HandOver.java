package io.roentgen.trace;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a context for a thread that has not run yet or a task that waits, where neither can be
 * wrapped. By identity, and only while somebody else holds the thread or task: one that is never
 * run takes its context along.
 */
public final class HandOver extends WeakReference<Object> {

  private static final ConcurrentHashMap<HandOver, TraceContext> WAITING =
      new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private final int hash;

  /** What a look-up is for; such a key needs no reference that the collector has to visit. */
  private final Object sought;

  private HandOver(Object receiver) {
    super(receiver, GONE);
    hash = System.identityHashCode(receiver);
    sought = null;
  }

  private HandOver(Object sought, int hash) {
    super(null);
    this.hash = hash;
    this.sought = sought;
  }

  /**
   * Leaves a context for a receiver, in place of what may wait for it already.
   *
   * @param receiver a thread or task, not null
   * @param context not null
   */
  public static void put(Object receiver, TraceContext context) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      WAITING.remove(gone);
    }
    WAITING.put(new HandOver(receiver), context);
  }

  /** What was left for the receiver, once; null if nothing. */
  public static TraceContext take(Object receiver) {
    if (receiver == null || WAITING.isEmpty()) {
      return null;
    }
    HandOver key = new HandOver(receiver, System.identityHashCode(receiver));
    // A remove that finds nothing may lock; most of what is asked for is not here.
    return WAITING.get(key) == null ? null : WAITING.remove(key);
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
    Object own = receiver();
    return own != null && other instanceof HandOver && own == ((HandOver) other).receiver();
  }

  private Object receiver() {
    return sought != null ? sought : get();
  }
}
