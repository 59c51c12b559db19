package io.roentgen.console.filter;

/** What compares a field with a value. */
enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">="),
  CONTAINS("CONTAINS"),
  BEGINS("BEGINSWITH"),
  ENDS("ENDSWITH");

  private static final Operator[] ALL = values();

  final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  /** The operator that a token is, or null. */
  static Operator of(Token token) {
    if (token.is(Token.Kind.OPERATOR) || token.is(Token.Kind.WORD)) {
      for (Operator operator : ALL) {
        if (operator.sign.equalsIgnoreCase(token.text)) {
          return operator;
        }
      }
    }
    return null;
  }

  boolean isEquality() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  boolean isOfNumbers() {
    return compareTo(AT_LEAST) <= 0;
  }

  boolean isOfTexts() {
    return isEquality() || compareTo(AT_LEAST) > 0;
  }

  /** NaN stands for a number that is missing: nothing holds for that. */
  boolean holds(double a, double b) {
    switch (this) {
      case EQUAL:
        return a == b;
      case NOT_EQUAL:
        return a == a && a != b;
      case LESS:
        return a < b;
      case AT_MOST:
        return a <= b;
      case GREATER:
        return a > b;
      case AT_LEAST:
        return a >= b;
      default:
        return false;
    }
  }

  /** Null stands for a text that is missing: nothing holds for that. */
  boolean holds(String a, String b) {
    if (a == null) {
      return false;
    }
    switch (this) {
      case EQUAL:
        return a.equals(b);
      case NOT_EQUAL:
        return !a.equals(b);
      case CONTAINS:
        return a.contains(b);
      case BEGINS:
        return a.startsWith(b);
      case ENDS:
        return a.endsWith(b);
      default:
        return false;
    }
  }
}
