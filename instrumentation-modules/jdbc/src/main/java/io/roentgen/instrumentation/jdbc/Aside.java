package io.roentgen.instrumentation.jdbc;

import io.roentgen.trace.Entity;
import io.roentgen.trace.Tracer;

/**
 * A stretch in which a driver works for itself: the statements it runs are not the application's.
 * Whatever else it calls, such as a service that hands out passwords, is recorded.
 */
final class Aside {

  /** Never left set: a value of ours would keep a redeployed application's loader alive. */
  private static final ThreadLocal<Boolean> ACTIVE = new ThreadLocal<>();

  private Aside() {}

  /** Begins one, if anything would be recorded; returns what {@link #end} wants. */
  static Object begin() {
    if (!(Tracer.current() instanceof Entity) || isActive()) {
      return null;
    }
    ACTIVE.set(Boolean.TRUE);
    return Boolean.TRUE;
  }

  static void end(Object begun) {
    if (begun != null) {
      ACTIVE.remove();
    }
  }

  static boolean isActive() {
    return ACTIVE.get() != null;
  }
}
