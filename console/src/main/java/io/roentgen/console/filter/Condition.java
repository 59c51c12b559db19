package io.roentgen.console.filter;

import io.roentgen.console.trace.TraceSummary;

/** What an expression, or a part of one, was compiled to. Stateless; allocates nothing. */
interface Condition {

  Condition ALWAYS = (trace, at) -> true;

  /**
   * @param at what of the trace it is about: null at {@link Scope#TRACE}, a visit inside service(),
   *     and so on
   */
  boolean holds(TraceSummary trace, Object at);

  static Condition not(Condition condition) {
    return (trace, at) -> !condition.holds(trace, at);
  }

  static Condition all(Condition[] conditions) {
    return (trace, at) -> {
      for (Condition condition : conditions) {
        if (!condition.holds(trace, at)) {
          return false;
        }
      }
      return true;
    };
  }

  static Condition any(Condition[] conditions) {
    return (trace, at) -> {
      for (Condition condition : conditions) {
        if (condition.holds(trace, at)) {
          return true;
        }
      }
      return false;
    };
  }
}
