package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicReference;

/** Marks a thread that works on a request which is not sampled: its trace id still travels on. */
final class Unsampled extends TraceContext {

  private final TraceHeader trace;
  private volatile boolean over;

  Unsampled(TraceHeader trace) {
    this.trace = trace;
  }

  @Override
  public String header() {
    if (!isUsed()) {
      setUsed();
    }
    return trace.write(0, false);
  }

  @Override
  Entity entity() {
    return null;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  void close() {
    leave();
    end();
  }

  void end() {
    over = true;
    if (isLoose()) {
      Open.unwatch(this);
    }
  }

  @Override
  AtomicReference<Message> held() {
    setUsed();
    return null;
  }

  /** Kept beside it, as few have it and every request that is not sampled pays for a field. */
  @Override
  void setPatience(long micros) {
    setView(Unsampled.class, System.nanoTime() + micros * 1000);
  }

  @Override
  boolean sweep(boolean atExit) {
    Object deadline = view(Unsampled.class);
    if (isOrphaned() || deadline != null && System.nanoTime() - (Long) deadline > 0) {
      over = true;
    }
    return over;
  }
}
