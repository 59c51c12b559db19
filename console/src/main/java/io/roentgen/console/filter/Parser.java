package io.roentgen.console.filter;

import io.roentgen.console.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles an expression. AND, or nothing, between two conditions binds tighter than OR; the
 * developer guide doesn't say.
 */
final class Parser {

  /** Parentheses, braces and signs in each other; deeper is refused, as reading recurses. */
  private static final int NESTING = 100;

  private static final int LENGTH = 10_000;

  private final Tokens tokens;
  private final Comparisons comparisons;
  private final Calls calls;
  private int depth;

  private Parser(String text) throws FilterException {
    tokens = new Tokens(text);
    comparisons = new Comparisons(tokens);
    calls = new Calls(tokens, this);
  }

  static Condition parse(String text) throws FilterException {
    if (text.length() > LENGTH) {
      throw new FilterException(
          "the filter is longer than " + LENGTH + " characters", LENGTH, text.length() - LENGTH);
    }
    Parser parser = new Parser(text);
    if (parser.tokens.here.is(Kind.END)) {
      return Condition.ALWAYS;
    }
    Condition condition = parser.expression(Scope.TRACE);
    if (!parser.tokens.here.is(Kind.END)) {
      throw Faults.unexpected(parser.tokens.here);
    }
    return condition;
  }

  /** What stands between parentheses, braces, or all of it. */
  Condition expression(Scope scope) throws FilterException {
    Condition first = conjunction(scope);
    if (!tokens.here.isWord("OR")) {
      return first;
    }
    List<Condition> any = new ArrayList<>();
    any.add(first);
    while (tokens.here.isWord("OR")) {
      tokens.advance();
      any.add(conjunction(scope));
    }
    return Condition.any(any.toArray(new Condition[0]));
  }

  private Condition conjunction(Scope scope) throws FilterException {
    Condition first = term(scope);
    List<Condition> all = null;
    while (tokens.here.isWord("AND") || begins()) {
      if (tokens.here.isWord("AND")) {
        tokens.advance();
      }
      if (all == null) {
        all = new ArrayList<>();
        all.add(first);
      }
      all.add(term(scope));
    }
    return all == null ? first : Condition.all(all.toArray(new Condition[0]));
  }

  private boolean begins() {
    return tokens.here.is(Kind.NOT)
        || tokens.here.is(Kind.OPEN)
        || tokens.here.is(Kind.WORD) && !tokens.here.isWord("OR");
  }

  private Condition term(Scope scope) throws FilterException {
    if (++depth > NESTING) {
      throw tokens.here.fault("more than " + NESTING + " parentheses, braces or ! in each other");
    }
    try {
      if (tokens.here.is(Kind.NOT)) {
        tokens.advance();
        return Condition.not(term(scope));
      }
      if (tokens.here.is(Kind.OPEN)) {
        Token open = tokens.advance();
        Condition inner = expression(scope);
        tokens.close(Kind.CLOSE, open);
        return inner;
      }
      if (!tokens.here.is(Kind.WORD) || tokens.here.isWord("AND") || tokens.here.isWord("OR")) {
        throw Faults.noCondition(tokens.before, tokens.here);
      }
      return predicate(scope, tokens.advance());
    } finally {
      depth--;
    }
  }

  private Condition predicate(Scope scope, Token word) throws FilterException {
    if (word.isWord("service") || word.isWord("edge")) {
      return calls.visit(scope, word);
    }
    if (word.isWord("annotation") && tokens.here.is(Kind.BRACKET)) {
      Token key = tokens.key();
      return comparisons.annotation(scope, word, key.text, key);
    }
    if (word.text.regionMatches(true, 0, "annotation.", 0, 11)) {
      return comparisons.annotation(scope, word, word.text.substring(11), word);
    }
    if (word.text.regionMatches(true, 0, "rootcause.", 0, 10)) {
      return calls.cause(scope, word);
    }
    if (word.text.regionMatches(true, 0, "group.", 0, 6)) {
      return calls.group(word);
    }
    Keyword keyword = Keyword.of(word.text);
    if (keyword == null) {
      throw Faults.unknown(word, tokens.here);
    }
    if (!keyword.isIn(scope)) {
      throw word.fault(keyword.word + " has a meaning only " + keyword.places());
    }
    return comparisons.of(keyword, scope);
  }
}
