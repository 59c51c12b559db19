package io.roentgen.console.filter;

/** A word, value or sign of an expression, and where it stands. Immutable. */
final class Token {

  enum Kind {
    WORD,
    STRING,
    NUMBER,
    OPERATOR,
    NOT,
    OPEN,
    CLOSE,
    OPEN_BODY,
    CLOSE_BODY,
    BRACKET,
    COMMA,
    COLON,
    JSON,
    END
  }

  final Kind kind;
  final int start;
  final int end;

  /** A word or sign as it was written; a string without quotes and escapes. */
  final String text;

  final double number;

  Token(Kind kind, int start, int end, String text, double number) {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.text = text;
    this.number = number;
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  /** What went wrong with it. */
  FilterException fault(String message) {
    return new FilterException(message, start, end - start);
  }
}
