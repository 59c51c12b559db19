package io.roentgen.console.filter;

import io.roentgen.console.trace.Entity;
import java.util.Map;

/** A condition on the annotations of one key: it holds if it does for any of them. */
final class Annotation {

  private Annotation() {}

  private interface Value {
    boolean holds(Object value);
  }

  /** That there is one; of a boolean, that it is true. */
  static Condition set(Scope scope, String key) {
    return any(scope, key, value -> !Boolean.FALSE.equals(value));
  }

  static Condition number(Scope scope, String key, Operator operator, double wanted) {
    return any(
        scope,
        key,
        value -> value instanceof Double && operator.holds(((Double) value).doubleValue(), wanted));
  }

  static Condition flag(Scope scope, String key, boolean wanted) {
    return any(scope, key, value -> value instanceof Boolean && (Boolean) value == wanted);
  }

  /** Booleans are compared with "true" and "false" too. */
  static Condition text(Scope scope, String key, Operator operator, String wanted) {
    boolean flag = wanted.equals("true") || wanted.equals("false");
    return any(
        scope,
        key,
        value ->
            value instanceof String
                ? operator.holds((String) value, wanted)
                : flag
                    && operator.isEquality()
                    && value instanceof Boolean
                    && operator.holds(value.toString(), wanted));
  }

  private static Condition any(Scope scope, String key, Value wanted) {
    return (trace, at) -> {
      Entity of = scope == Scope.TRACE ? null : scope.entity(trace, at);
      Entity[] annotated = trace.annotated();
      for (int i = 0; i < annotated.length; i++) {
        if (of != null && annotated[i] != of && trace.annotatedIn()[i] != of) {
          continue;
        }
        Map<String, Object> annotations = annotated[i].annotations();
        Object value = annotations.get(key);
        if (value != null && wanted.holds(value)) {
          return true;
        }
      }
      return false;
    };
  }
}
