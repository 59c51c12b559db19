package io.roentgen.console.filter;

import io.roentgen.console.filter.Token.Kind;

/** Where the reading of an expression has come to. */
final class Tokens {

  /** What is read next. */
  Token here;

  /** What was read last; null at the beginning. */
  Token before;

  private final Lexer lexer;

  Tokens(String text) throws FilterException {
    lexer = new Lexer(text);
    here = lexer.next();
  }

  /** Goes on; returns what is left behind. */
  Token advance() throws FilterException {
    before = here;
    here = lexer.next();
    return before;
  }

  /** The key in brackets, the first of which is here. */
  Token key() throws FilterException {
    Token key = lexer.key();
    advance();
    return key;
  }

  /** The operator here, if one is. */
  Operator operator() throws FilterException {
    Operator operator = Operator.of(here);
    if (operator != null) {
      advance();
    }
    return operator;
  }

  /** What closes a parenthesis or brace has to be here. */
  void close(Kind kind, Token open) throws FilterException {
    if (here.is(kind)) {
      advance();
    } else if (here.is(Kind.END)) {
      throw open.fault("this " + open.text + " is never closed");
    } else {
      throw Faults.unexpected(here);
    }
  }
}
