package io.roentgen.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is open and might stay so: nobody is sure to end it, or to tell of it at the end. */
public final class Open {

  /** What hangs under segments that others send. */
  private static final Set<Subsegment> BELOW_FOREIGN =
      Collections.newSetFromMap(new ConcurrentHashMap<Subsegment, Boolean>());

  /** What ends when nothing of it is left. */
  private static final Set<TraceContext> WATCHED =
      Collections.newSetFromMap(new ConcurrentHashMap<TraceContext, Boolean>());

  private static volatile boolean anyLoose;

  private Open() {}

  static void add(Subsegment belowForeign) {
    BELOW_FOREIGN.add(belowForeign);
  }

  static void remove(Subsegment belowForeign) {
    BELOW_FOREIGN.remove(belowForeign);
  }

  /** What is still open below segments that others send, to be sent as in progress at the end. */
  public static List<Entity> inProgress() {
    return new ArrayList<Entity>(BELOW_FOREIGN);
  }

  static void watch(TraceContext context) {
    if (context.isLoose()) {
      anyLoose = true;
    }
    WATCHED.add(context);
    Tracer.watch();
  }

  static void unwatch(TraceContext context) {
    WATCHED.remove(context);
  }

  /** Whether there ever was something {@link TraceContext#setLoose loose}. */
  public static boolean anyLoose() {
    return anyLoose;
  }

  /** Whether there is anything to {@link #sweep}. */
  public static boolean isWatching() {
    return !WATCHED.isEmpty();
  }

  /**
   * Ends what nobody works on any more.
   *
   * @param atExit whether to end all the rest as well
   */
  public static void sweep(boolean atExit) {
    for (Iterator<TraceContext> all = WATCHED.iterator(); all.hasNext(); ) {
      if (all.next().sweep(atExit)) {
        all.remove();
      }
    }
  }
}
