package io.roentgen.console.filter;

import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.NodeVisit;
import io.roentgen.console.trace.TraceSummary;

/** Conditions on texts. One with several values, as a trace's users, holds if it does for any. */
final class Texts {

  private Texts() {}

  private interface TextOf {
    String of(TraceSummary trace, Object at);
  }

  static Condition compare(Keyword keyword, Scope scope, Operator operator, String value) {
    switch (keyword) {
      case USER:
      case ZONE:
      case INSTANCE:
      case ARN:
        return segments(keyword, scope, operator, value);
      case MESSAGE:
        return message(scope, operator, value);
      default:
        TextOf text = of(keyword, scope);
        return (trace, at) -> operator.holds(text.of(trace, at), value);
    }
  }

  private static TextOf of(Keyword keyword, Scope scope) {
    switch (keyword) {
      case NAME:
        return name(scope);
      case TYPE:
        return scope == Scope.SERVICE
            ? (trace, at) -> ((NodeVisit) at).node().type()
            : (trace, at) -> ((RootCause.Service) at).node.type();
      default:
        return (trace, at) -> {
          Entity entity = scope.entity(trace, at);
          return entity == null || entity.http() == null ? null : http(keyword, entity.http());
        };
    }
  }

  private static TextOf name(Scope scope) {
    switch (scope) {
      case SERVICE:
        return (trace, at) -> ((NodeVisit) at).node().name();
      case CAUSE_SERVICE:
        return (trace, at) -> ((RootCause.Service) at).node.name();
      case CAUSE_EXCEPTION:
        return (trace, at) -> ((RootCause.Thrown) at).failure.type();
      default:
        return (trace, at) -> ((RootCause.Step) at).name;
    }
  }

  private static String http(Keyword keyword, Entity.Http http) {
    switch (keyword) {
      case URL:
        return http.url();
      case METHOD:
        return http.method();
      case USERAGENT:
        return http.userAgent();
      case CLIENTIP:
        return http.clientIp();
      default:
        throw new IllegalArgumentException(keyword.word);
    }
  }

  /** Of a trace, what any of its segments says. */
  private static Condition segments(Keyword keyword, Scope scope, Operator operator, String value) {
    if (scope == Scope.SERVICE) {
      return (trace, at) -> operator.holds(segment(keyword, ((NodeVisit) at).entity()), value);
    }
    return (trace, at) -> {
      for (NodeVisit visit : trace.nodes()) {
        Entity entity = visit.entity();
        if (entity != null && operator.holds(segment(keyword, entity), value)) {
          return true;
        }
      }
      return false;
    };
  }

  private static String segment(Keyword keyword, Entity entity) {
    switch (keyword) {
      case USER:
        return entity.user();
      case ZONE:
        return entity.aws("ec2.availability_zone");
      case INSTANCE:
        return entity.aws("ec2.instance_id");
      case ARN:
        return entity.resourceArn();
      default:
        throw new IllegalArgumentException(keyword.word);
    }
  }

  private static Condition message(Scope scope, Operator operator, String value) {
    if (scope == Scope.CAUSE_EXCEPTION) {
      return (trace, at) -> operator.holds(((RootCause.Thrown) at).failure.message(), value);
    }
    return (trace, at) -> {
      Entity of = scope == Scope.TRACE ? null : scope.entity(trace, at);
      Entity[] failed = trace.failed();
      for (int i = 0; i < failed.length; i++) {
        if (of != null && failed[i] != of && trace.failedIn()[i] != of) {
          continue;
        }
        for (Entity.Failure failure : failed[i].failures()) {
          if (operator.holds(failure.message(), value)) {
            return true;
          }
        }
      }
      return false;
    };
  }
}
