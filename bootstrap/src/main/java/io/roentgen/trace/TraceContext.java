package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What can be current on a thread: a {@link Segment} or {@link Subsegment} of a sampled trace, or
 * {@link Unsampled}.
 */
public abstract class TraceContext {

  private Current scope;
  private TraceContext outer;
  private boolean async;

  /** Whether anything was done in it; noted only of messages. */
  private volatile boolean used;

  private Runnable whenLeft;

  /** Keys (even) and views (odd); replaced, never changed. */
  private volatile Object[] views;

  TraceContext() {}

  /** The value of the trace header for a call made from here. */
  public abstract String header();

  /** The entity to hang subsegments under, or null when the trace is not sampled. */
  abstract Entity entity();

  /** Whether it is a call to another system that goes on; below it no other call is recorded. */
  boolean isCall() {
    return false;
  }

  /** Whether the request or message this belongs to is over. */
  public abstract boolean isOver();

  /**
   * Notes whether the request goes on after the method that serves it has returned, on whichever
   * thread. For the handlers of that request, one thread at a time.
   */
  public final void setAsync(boolean async) {
    this.async = async;
  }

  /** What {@link #setAsync} noted. */
  public final boolean isAsync() {
    return async;
  }

  /** What {@link #setView} keeps under that key, or null. */
  public final Object view(Object key) {
    Object[] all = views;
    for (int i = 0; all != null && i < all.length; i += 2) {
      if (all[i] == key) {
        return all[i + 1];
      }
    }
    return null;
  }

  /**
   * Keeps something of a handler's beside this, as long as this is there. If it is a {@link
   * Runnable} it is run when the entity ends, on the thread that ends it, before it is sent.
   *
   * @param key found by identity
   */
  public final synchronized void setView(Object key, Object view) {
    Object[] all = views;
    int size = all == null ? 0 : all.length;
    for (int i = 0; i < size; i += 2) {
      if (all[i] == key) {
        all[i + 1] = view;
        views = all;
        return;
      }
    }
    Object[] more = new Object[size + 2];
    if (size > 0) {
      System.arraycopy(all, 0, more, 0, size);
    }
    more[size] = key;
    more[size + 1] = view;
    views = more;
  }

  final void runViews() {
    Object[] all = views;
    for (int i = 1; all != null && i < all.length; i += 2) {
      if (all[i] instanceof Runnable) {
        try {
          ((Runnable) all[i]).run();
        } catch (Throwable broken) {
          // Whoever ends a call must not learn of it; the view has its own way to tell.
        }
      }
    }
  }

  /** Of a message, whether a subsegment was begun, the header asked for or a task handed over. */
  public final boolean isUsed() {
    return used;
  }

  final void setUsed() {
    used = true;
  }

  /**
   * Nobody is sure to say on this thread when it is over: it is left when the task ends in which it
   * was begun, or when a request arrives, and is no longer current once it is over.
   *
   * @param whenLeft run on its thread in these two cases; has to end it
   * @param patience microseconds after which it ends of its own accord if nothing happened in it
   */
  public final void setLoose(Runnable whenLeft, long patience) {
    this.whenLeft = whenLeft;
    setPatience(patience);
    Open.watch(this);
  }

  void setPatience(long micros) {}

  final boolean isLoose() {
    return whenLeft != null;
  }

  /** The segment, or this if there is none. */
  TraceContext root() {
    return this;
  }

  /**
   * Leaves it if it was begun on this thread, loosely, and {@code next} is no part of it; and then
   * what it was begun in.
   *
   * @return whether it was left
   */
  final boolean leaveLoose(Current current, TraceContext next) {
    TraceContext root = root();
    Runnable leaving = root.whenLeft;
    if (leaving == null || root.scope != current || next != null && next.root() == root) {
      return false;
    }
    TraceContext around = root.outer;
    root.scope = null;
    root.outer = null;
    try {
      leaving.run();
    } catch (Throwable broken) {
      // What ends here has nothing to do with it.
    }
    if (around != null && around != next) {
      around.leaveLoose(current, next);
    }
    return true;
  }

  /** What was current when this became current. */
  final TraceContext outer() {
    return outer;
  }

  /** Whether the thread that began it and has not left it is gone. */
  final boolean isOrphaned() {
    Current entered = scope;
    return entered != null && entered.thread.getState() == Thread.State.TERMINATED;
  }

  /**
   * A task is going to work on this, or does so already: until it is {@link #release}d, a message
   * stays open.
   *
   * @return null if it is no message
   */
  public final AtomicReference<Message> hold() {
    return root().held();
  }

  AtomicReference<Message> held() {
    return null;
  }

  /** Ends a hold, once; null does nothing. */
  public static void release(AtomicReference<Message> hold) {
    Message held = hold == null ? null : hold.getAndSet(null);
    if (held != null) {
      held.release();
    }
  }

  /**
   * A thread was started that works on this, for as long as it lives or until it says otherwise.
   */
  public final void follow(Thread thread) {
    root().addFollower(thread);
  }

  final void unfollow(Thread thread) {
    root().removeFollower(thread);
  }

  void addFollower(Thread thread) {}

  void removeFollower(Thread thread) {}

  /** Ends it if it is time to, and tells whether it has ended. */
  abstract boolean sweep(boolean atExit);

  /** Makes this current on the calling thread until {@link #leave()}. */
  final void enter(Current current) {
    scope = current;
    outer = current.context;
    current.context = this;
  }

  /** {@link #leave()}, and then it is over. */
  abstract void close();

  /**
   * Makes current again what was current before, on the thread that entered. The entity stays open:
   * for calls whose method returns before they are done. Anywhere else, or a second time, it does
   * nothing.
   */
  public final void leave() {
    Current entered = scope;
    if (entered != null && entered.thread == Thread.currentThread()) {
      scope = null;
      entered.context = outer;
      outer = null;
    }
  }
}
