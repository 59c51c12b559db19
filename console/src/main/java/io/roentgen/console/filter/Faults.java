package io.roentgen.console.filter;

import io.roentgen.console.filter.Token.Kind;
import io.roentgen.console.text.Edits;
import java.util.Locale;

/** What is said of expressions that are wrong. */
final class Faults {

  /** Words that are no {@link Keyword}, to guess what was meant. */
  private static final String[] OTHERS = {
    "service",
    "edge",
    "id",
    "annotation",
    "group.name",
    "group.arn",
    "rootcause.json",
    "AND",
    "OR",
    "CONTAINS",
    "BEGINSWITH",
    "ENDSWITH"
  };

  private Faults() {}

  private static String shown(Token token) {
    return "`" + Lexer.shown(token.text) + "`";
  }

  /** What stands where an expression should be at its end. */
  static FilterException unexpected(Token token) {
    switch (token.kind) {
      case CLOSE:
      case CLOSE_BODY:
        return token.fault("this " + token.text + " was never opened");
      case OPEN_BODY:
        return token.fault("{ follows service(), edge() or a root cause, nothing else");
      case STRING:
      case NUMBER:
        return token.fault("a keyword and an operator are expected before this value");
      case OPERATOR:
        return token.fault("a keyword is expected before " + token.text);
      default:
        return token.fault(shown(token) + " doesn't belong here");
    }
  }

  /** What stands where a condition should begin. */
  static FilterException noCondition(Token before, Token token) {
    if (token.is(Kind.WORD)) {
      return token.fault("a condition is expected before " + token.text.toUpperCase(Locale.ROOT));
    }
    boolean ends = token.is(Kind.END) || token.is(Kind.CLOSE) || token.is(Kind.CLOSE_BODY);
    if (ends && before != null) {
      return new FilterException("a condition is expected after " + before.text, before.end, 0);
    }
    return unexpected(token);
  }

  /** What stands where a value should. */
  static FilterException value(Token token, Token before, String expected) {
    String after = expected + " expected after " + before.text;
    if (token.is(Kind.END)) {
      return new FilterException(after, before.end, 0);
    }
    return token.fault(
        expected.startsWith("a text") && token.is(Kind.WORD)
            ? after + "; write " + Filter.quote(Lexer.shown(token.text))
            : after);
  }

  /** What stands where service() and edge() have names. */
  static FilterException name(Token token, Token before) {
    String expected = "a name in quotes, or id(), is expected";
    return token.fault(
        before.is(Kind.STRING)
            ? ") is expected after " + Filter.quote(Lexer.shown(before.text))
            : token.is(Kind.WORD)
                ? expected + "; write " + Filter.quote(Lexer.shown(token.text))
                : expected);
  }

  /** What stands where id() has its fields. */
  static FilterException field(Token token, Token open) {
    return token.is(Kind.END)
        ? open.fault("this ( is never closed")
        : token.fault("id() has the fields name, type and account.id: id(name: \"..\")");
  }

  static FilterException cause(Token word, RootCause.Kind kind) {
    return word.fault(
        kind == RootCause.Kind.RESPONSETIME
            ? "there are rootcause.responsetime.service and .entity"
            : "there are rootcause.fault.service, .entity and .exception, the same of error,"
                + " rootcause.responsetime.service and .entity, and rootcause.json");
  }

  /** A word that means nothing. */
  static FilterException unknown(Token word, Token next) {
    if (word.isWord("not")) {
      return word.fault("write ! for \"not\"");
    }
    if (Operator.of(word) != null) {
      return word.fault("a keyword is expected before " + word.text);
    }
    if (word.isWord("id")) {
      return word.fault("id() stands inside service() or edge()");
    }
    if (word.isWord("annotation")) {
      return new FilterException(
          "an annotation's key is expected: annotation.key or annotation[key]", word.end, 0);
    }
    if (word.isWord("json")) {
      return word.fault("write rootcause.json");
    }
    String near = near(word.text);
    String kind = next.is(Kind.OPEN) ? "unknown function " : "unknown keyword ";
    return word.fault(kind + shown(word) + (near == null ? "" : ", did you mean " + near + "?"));
  }

  /** The known word that differs in the fewest letters, at most a third of them. */
  static String near(String text) {
    if (text.length() > 40) {
      return null;
    }
    String word = text.toLowerCase(Locale.ROOT);
    String near = null;
    int least = Math.max(1, Math.min(3, word.length() / 3)) + 1;
    for (Keyword keyword : Keyword.values()) {
      int distance = Edits.between(word, keyword.word);
      if (distance < least) {
        least = distance;
        near = keyword.word;
      }
    }
    for (String other : OTHERS) {
      int distance = Edits.between(word, other.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        near = other;
      }
    }
    return near;
  }
}
