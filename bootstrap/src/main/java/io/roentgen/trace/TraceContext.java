package io.roentgen.trace;

/**
 * What can be current on a thread: a {@link Segment} or {@link Subsegment} of a sampled trace, or
 * {@link Unsampled}.
 */
public abstract class TraceContext {

  private Current scope;
  private TraceContext outer;
  private boolean async;

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
