package io.roentgen.console.filter;

import io.roentgen.console.trace.EdgeVisit;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.NodeVisit;
import io.roentgen.console.trace.TraceSummary;

/** How the value of each keyword is found, by what it is about. */
final class Fields {

  private static final int FAILED = Entity.ERROR | Entity.THROTTLE | Entity.FAULT;

  private Fields() {}

  /** A number of a trace or a part of it; NaN if it has none. */
  interface NumberOf {
    double of(TraceSummary trace, Object at);
  }

  static Condition flag(Keyword keyword, Scope scope) {
    switch (keyword) {
      case OK:
        return (trace, at) -> {
          Entity entity = scope.entity(trace, at);
          return entity != null && (entity.flags() & (FAILED | Entity.IN_PROGRESS)) == 0;
        };
      case ERROR:
        return flag(scope, Entity.ERROR);
      case THROTTLE:
        return flag(scope, Entity.THROTTLE);
      case FAULT:
        return flag(scope, Entity.FAULT);
      case PARTIAL:
        return scope == Scope.TRACE
            ? (trace, at) -> trace.isPartial()
            : flag(scope, Entity.IN_PROGRESS);
      case INFERRED:
        return inferred(scope);
      case ROOT:
        return (trace, at) -> ((NodeVisit) at).isRoot();
      case FIRST:
        return (trace, at) -> ((RootCause.Listed) at).index == 0;
      case LAST:
        return (trace, at) -> ((RootCause.Listed) at).last;
      case REMOTE:
        return scope == Scope.CAUSE_EXCEPTION
            ? (trace, at) -> ((RootCause.Thrown) at).failure.isRemote()
            : (trace, at) -> ((RootCause.Step) at).remote;
      default:
        throw new IllegalArgumentException(keyword.word);
    }
  }

  private static Condition flag(Scope scope, int flag) {
    return (trace, at) -> {
      Entity entity = scope.entity(trace, at);
      return entity != null && entity.is(flag);
    };
  }

  private static Condition inferred(Scope scope) {
    if (scope == Scope.CAUSE_SERVICE) {
      return (trace, at) -> ((RootCause.Service) at).inferred;
    }
    if (scope == Scope.SERVICE) {
      return (trace, at) -> ((NodeVisit) at).isInferred();
    }
    return (trace, at) -> {
      for (NodeVisit visit : trace.nodes()) {
        if (visit.isInferred() && visit.entity() != null) {
          return true;
        }
      }
      return false;
    };
  }

  static NumberOf number(Keyword keyword, Scope scope) {
    switch (keyword) {
      case RESPONSETIME:
        return scope == Scope.EDGE
            ? (trace, at) -> seconds((EdgeVisit) at)
            : (trace, at) -> seconds(scope.entity(trace, at));
      case DURATION:
        if (scope == Scope.TRACE) {
          return (trace, at) -> micros(trace.duration());
        }
        return scope == Scope.EDGE
            ? (trace, at) -> seconds((EdgeVisit) at)
            : (trace, at) -> {
              Entity entity = ((NodeVisit) at).entity();
              return micros(LastEnd.of(trace, entity) - entity.start());
            };
      case STATUS:
        return (trace, at) -> {
          Entity entity = scope.entity(trace, at);
          return entity == null || entity.http() == null || entity.http().status() == 0
              ? Double.NaN
              : entity.http().status();
        };
      case INDEX:
        return (trace, at) -> ((RootCause.Listed) at).index;
      case COVERAGE:
        return (trace, at) -> ((RootCause.Step) at).coverage;
      default:
        throw new IllegalArgumentException(keyword.word);
    }
  }

  private static double seconds(Entity entity) {
    return entity == null || entity.is(Entity.IN_PROGRESS) ? Double.NaN : micros(entity.seconds());
  }

  private static double seconds(EdgeVisit edge) {
    return !edge.isReceived() && edge.entity().is(Entity.IN_PROGRESS)
        ? Double.NaN
        : micros(edge.seconds());
  }

  /** Times since 1970 as doubles are exact to a quarter of a microsecond, their difference too. */
  static double micros(double seconds) {
    return Math.rint(Math.max(0, seconds) * 1e6) / 1e6;
  }
}
