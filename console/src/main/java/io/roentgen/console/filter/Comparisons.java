package io.roentgen.console.filter;

import io.roentgen.console.filter.Token.Kind;

/** Reads what follows a keyword: an operator and a value, or nothing. */
final class Comparisons {

  private final Tokens tokens;

  Comparisons(Tokens tokens) {
    this.tokens = tokens;
  }

  Condition of(Keyword keyword, Scope scope) throws FilterException {
    Operator operator = tokens.operator();
    switch (keyword.kind) {
      case FLAG:
        return flag(keyword, scope, operator);
      case NUMBER:
        return number(keyword, scope, operator);
      default:
        return text(keyword, scope, operator);
    }
  }

  private Condition flag(Keyword keyword, Scope scope, Operator operator) throws FilterException {
    Condition flag = Fields.flag(keyword, scope);
    if (operator == null) {
      return flag;
    }
    if (!operator.isEquality()) {
      throw tokens.before.fault(keyword.word + " is true or false: compare it with = or !=");
    }
    if (!tokens.here.is(Kind.WORD) && !tokens.here.is(Kind.STRING)
        || truth(tokens.here.text) == null) {
      throw Faults.value(tokens.here, tokens.before, "true or false is");
    }
    return truth(tokens.advance().text) == (operator == Operator.EQUAL)
        ? flag
        : Condition.not(flag);
  }

  private static Boolean truth(String text) {
    return text.equalsIgnoreCase("true")
        ? Boolean.TRUE
        : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
  }

  private Condition number(Keyword keyword, Scope scope, Operator operator) throws FilterException {
    Fields.NumberOf number = Fields.number(keyword, scope);
    if (operator == null) {
      return (trace, at) -> !Double.isNaN(number.of(trace, at));
    }
    if (!operator.isOfNumbers()) {
      throw tokens.before.fault(
          keyword.word + " is a number: compare it with =, !=, <, <=, > or >=");
    }
    if (!tokens.here.is(Kind.NUMBER)) {
      throw Faults.value(tokens.here, tokens.before, "a number is");
    }
    double value = tokens.advance().number;
    return (trace, at) -> operator.holds(number.of(trace, at), value);
  }

  private Condition text(Keyword keyword, Scope scope, Operator operator) throws FilterException {
    if (operator == null) {
      return Texts.compare(keyword, scope, Operator.CONTAINS, "");
    }
    if (!operator.isOfTexts()) {
      throw tokens.before.fault(
          keyword.word + " is a text: compare it with =, !=, CONTAINS, BEGINSWITH or ENDSWITH");
    }
    if (!tokens.here.is(Kind.STRING)) {
      throw Faults.value(tokens.here, tokens.before, "a text in quotes is");
    }
    return Texts.compare(keyword, scope, operator, tokens.advance().text);
  }

  /**
   * @param at where the key stands in the text
   */
  Condition annotation(Scope scope, Token word, String key, Token at) throws FilterException {
    if (scope.isCause()) {
      throw word.fault("annotations can't be asked for " + scope.place);
    }
    if (key.isEmpty()) {
      throw new FilterException("an annotation's key is expected", at.end, 0);
    }
    Operator operator = tokens.operator();
    if (operator == null) {
      return Annotation.set(scope, key);
    }
    boolean text = tokens.here.is(Kind.STRING) && operator.isOfTexts();
    boolean number = tokens.here.is(Kind.NUMBER) && operator.isOfNumbers();
    boolean flag =
        tokens.here.is(Kind.WORD) && truth(tokens.here.text) != null && operator.isEquality();
    if (!text && !number && !flag) {
      throw Faults.value(
          tokens.here,
          tokens.before,
          !operator.isOfNumbers()
              ? "a text in quotes is"
              : operator.isEquality()
                  ? "a text in quotes, a number, true or false is"
                  : "a number is");
    }
    Token value = tokens.advance();
    return number
        ? Annotation.number(scope, key, operator, value.number)
        : text
            ? Annotation.text(scope, key, operator, value.text)
            : Annotation.flag(scope, key, truth(value.text) == (operator == Operator.EQUAL));
  }
}
