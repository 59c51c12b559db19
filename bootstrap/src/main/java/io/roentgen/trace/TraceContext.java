package io.roentgen.trace;

/**
 * What can be current on a thread: a {@link Segment} or {@link Subsegment} of a sampled trace, or
 * {@link Unsampled}.
 */
public abstract class TraceContext {

  private Current scope;
  private TraceContext outer;
  private boolean async;

  /** Keys (even) and views (odd); replaced, never changed. */
  private volatile Object[] views;

  TraceContext() {}

  /** The value of the trace header for a call made from here. */
  public abstract String header();

  /** The entity to hang subsegments under, or null when the trace is not sampled. */
  abstract Entity entity();

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

  /** Makes this current on the calling thread until {@link #leave()}. */
  final void enter(Current current) {
    scope = current;
    outer = current.context;
    current.context = this;
  }

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
