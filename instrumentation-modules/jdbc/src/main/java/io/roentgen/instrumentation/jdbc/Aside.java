package io.roentgen.instrumentation.jdbc;

import io.roentgen.trace.Entity;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;

/** A stretch of a call in which nothing is recorded. */
final class Aside {

  /** Not handed out as it is: whoever finds an entity in a call site's hands may end it. */
  private final TraceContext outer;

  private Aside(TraceContext outer) {
    this.outer = outer;
  }

  /** Begins one; null if nothing would be recorded anyway. */
  static Aside begin() {
    TraceContext current = Tracer.current();
    return current instanceof Entity ? new Aside(Tracer.attach(null)) : null;
  }

  /** Ends what {@link #begin} returned. */
  static void end(Object aside) {
    if (aside != null) {
      Tracer.restore(((Aside) aside).outer);
    }
  }
}
