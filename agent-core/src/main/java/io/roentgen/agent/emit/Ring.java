package io.roentgen.agent.emit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A bounded queue for many producers and one consumer; neither ever waits. */
final class Ring<E> {

  private final AtomicReferenceArray<E> slots;
  private final int mask;
  private final AtomicLong tail = new AtomicLong();
  private volatile long head;

  /**
   * @param capacity a power of two
   */
  Ring(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  /** False if it is full. */
  boolean offer(E element) {
    while (true) {
      long at = tail.get();
      if (at - head > mask) {
        return false;
      }
      if (tail.compareAndSet(at, at + 1)) {
        slots.lazySet((int) at & mask, element);
        return true;
      }
    }
  }

  /** Null if it is empty, or the next element is just being put. For the one consumer. */
  E poll() {
    int slot = (int) head & mask;
    E element = slots.get(slot);
    if (element != null) {
      slots.lazySet(slot, null);
      head = head + 1;
    }
    return element;
  }

  /** How many were offered and taken in, since the beginning. */
  long offered() {
    return tail.get();
  }

  /** How many were polled, since the beginning. */
  long polled() {
    return head;
  }

  int size() {
    return (int) (tail.get() - head);
  }
}
