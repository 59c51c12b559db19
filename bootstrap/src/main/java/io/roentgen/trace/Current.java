package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What a thread is working on: one small mutable object per thread, found with a single {@code
 * ThreadLocal.get()} and set once.
 */
final class Current {

  private static final ThreadLocal<Current> LOCAL = new ThreadLocal<>();

  final Thread thread;
  TraceContext context;

  /** What the thread was started with, until its first task is over. */
  TraceContext inherited;

  /** Keeps open what the task at hand works on. */
  AtomicReference<Message> hold;

  private long a;
  private long b;
  private int generation;

  private Current(Thread thread) {
    this.thread = thread;
    this.context = Tracer.takeOver(thread);
    this.inherited = context;
  }

  static Current get() {
    Current current = LOCAL.get();
    return current != null ? current : first();
  }

  private static Current first() {
    Current current = new Current(Thread.currentThread());
    LOCAL.set(current);
    return current;
  }

  /** An entity id: any 64 bits but zero, which means "none". */
  long nextId() {
    reseedIfNeeded();
    long id = Ids.mix(a += Ids.GOLDEN_GAMMA);
    return id != 0 ? id : nextId();
  }

  /** Bits independent of {@link #nextId()}, for the other part of a trace id. */
  long nextRandom() {
    reseedIfNeeded();
    return Ids.mix(b += Ids.GOLDEN_GAMMA);
  }

  private void reseedIfNeeded() {
    int now = Ids.generation;
    if (generation != now) {
      generation = now;
      a = Ids.seed(0);
      b = Ids.seed(1);
    }
  }
}
