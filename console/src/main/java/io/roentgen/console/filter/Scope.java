package io.roentgen.console.filter;

import io.roentgen.console.trace.EdgeVisit;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.NodeVisit;
import io.roentgen.console.trace.TraceSummary;

/** What a part of an expression is about. */
enum Scope {
  /** The trace, of which plain keywords mean the root's response. */
  TRACE("outside of braces"),
  /** One {@link NodeVisit}. */
  SERVICE("inside service() {}"),
  /** One {@link EdgeVisit}. */
  EDGE("inside edge() {}"),
  /** One {@link RootCause.Service}. */
  CAUSE_SERVICE("inside root causes"),
  /** One {@link RootCause.Step}. */
  CAUSE_ENTITY("inside root causes"),
  /** One {@link RootCause.Step} of the way to where most of the time went. */
  TIME_ENTITY("inside rootcause.responsetime.entity {}"),
  /** One {@link RootCause.Thrown}. */
  CAUSE_EXCEPTION("inside root causes");

  static final String IN_CAUSES = "inside root causes";

  /** For messages. */
  final String place;

  Scope(String place) {
    this.place = place;
  }

  /** What braces after a {@code rootcause.KIND.OF} are about; null if that is no such word. */
  static Scope ofCause(String word) {
    RootCause.Kind kind = RootCause.Kind.of(word);
    boolean time = kind == RootCause.Kind.RESPONSETIME;
    String of = kind == null ? "" : word.substring(kind.prefix.length());
    if (of.equalsIgnoreCase("service")) {
      return CAUSE_SERVICE;
    }
    if (of.equalsIgnoreCase("entity")) {
      return time ? TIME_ENTITY : CAUSE_ENTITY;
    }
    return of.equalsIgnoreCase("exception") && !time ? CAUSE_EXCEPTION : null;
  }

  boolean isCause() {
    return compareTo(EDGE) > 0;
  }

  /** What the keywords of a request are about; null if nothing is known of it. */
  Entity entity(TraceSummary trace, Object at) {
    switch (this) {
      case TRACE:
        return trace.root();
      case SERVICE:
        return ((NodeVisit) at).entity();
      case EDGE:
        return ((EdgeVisit) at).entity();
      default:
        return null;
    }
  }
}
