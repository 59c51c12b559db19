package io.roentgen.trace;

/** Marks a thread that works on a request which is not sampled: its trace id still travels on. */
final class Unsampled extends TraceContext {

  private final TraceHeader trace;
  private volatile boolean over;

  Unsampled(TraceHeader trace) {
    this.trace = trace;
  }

  @Override
  public String header() {
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

  void end() {
    over = true;
  }
}
