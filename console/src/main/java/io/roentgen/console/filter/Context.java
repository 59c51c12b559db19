package io.roentgen.console.filter;

import io.roentgen.console.filter.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/** What may stand at the end of the beginning of an expression, however wrong that is. */
final class Context {

  enum Expected {
    CONDITION,
    OPERATOR,
    VALUE,
    /** AND, OR, what closes, or a condition. */
    MORE,
    OPEN,
    NAME,
    AFTER_NAME,
    ID_OPEN,
    ID_FIELD,
    ID_COLON,
    ID_VALUE,
    AFTER_ID,
    BODY,
    NOTHING
  }

  static final String ANNOTATION = "annotation.";

  Expected expected = Expected.CONDITION;

  /** What the innermost braces are about. */
  Scope scope = Scope.TRACE;

  /** The word that an operator or value is for, as it was written. */
  String subject = "";

  /** The field of id() that a value is for. */
  String field = "";

  /** What is unfinished at the end: its beginning, without quote; empty if nothing is. */
  String partial = "";

  /** Whether that is a text in quotes. */
  boolean quoted;

  /** Where it begins, with its quote. */
  int from;

  /** Whether there is a comma between an edge's names. */
  boolean comma;

  private final Deque<Frame> open = new ArrayDeque<>();
  private Scope body = Scope.TRACE;

  private static final class Frame {
    final String close;
    final Scope scope;
    final Expected after;

    Frame(String close, Scope scope, Expected after) {
      this.close = close;
      this.scope = scope;
      this.after = after;
    }
  }

  private Context() {}

  /** Of a text that ends where the cursor is. */
  static Context of(String text) {
    Context context = new Context();
    context.from = text.length();
    Lexer lexer = new Lexer(text);
    Token word = null;
    int done = 0;
    while (context.expected != Expected.NOTHING) {
      boolean key = false;
      Token token;
      try {
        token = lexer.next();
        key = token.is(Kind.BRACKET) && word != null && word.isWord("annotation");
        if (key) {
          Token name = lexer.key();
          token = new Token(Kind.WORD, word.start, name.end + 1, ANNOTATION + name.text, 0);
          word = null;
        }
      } catch (FilterException e) {
        if (key) {
          context.unfinishedKey(text, word);
        } else {
          context.unfinishedText(text, word, done);
        }
        return context;
      }
      if (word != null) {
        context.read(word);
      }
      done = token.end;
      word = token.is(Kind.WORD) && !key ? token : null;
      if (token.is(Kind.END)) {
        return context;
      }
      if (word == null) {
        context.read(token);
      } else if (word.end == text.length()) {
        context.partial = word.text;
        context.from = word.start;
        return context;
      }
    }
    return context;
  }

  private void unfinishedKey(String text, Token word) {
    int key = text.indexOf('[', word.end) + 1;
    while (key < text.length() && " \"'".indexOf(text.charAt(key)) >= 0) {
      key++;
    }
    partial = ANNOTATION + text.substring(key);
    from = word.start;
  }

  /** Anything but a text that goes on to the end is a mistake. */
  private void unfinishedText(String text, Token word, int done) {
    if (word != null) {
      read(word);
    }
    int start = done;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (start == text.length() || "\"'".indexOf(text.charAt(start)) < 0) {
      expected = Expected.NOTHING;
      return;
    }
    from = start;
    quoted = true;
    partial = text.substring(start + 1);
  }

  /** What closes the innermost; null if nothing is open. */
  String close() {
    return open.isEmpty() ? null : open.peek().close;
  }

  private void push(String close, Expected now, Expected after) {
    open.push(new Frame(close, scope, after));
    expected = now;
  }

  private void pop(String close) {
    if (!close.equals(close())) {
      expected = Expected.NOTHING;
      return;
    }
    Frame frame = open.pop();
    scope = frame.scope;
    expected = frame.after;
  }

  private void read(Token token) {
    switch (expected) {
      case CONDITION:
        condition(token);
        break;
      case OPERATOR:
        if (Operator.of(token) != null) {
          expected = Expected.VALUE;
        } else {
          more(token);
        }
        break;
      case VALUE:
        expected = Expected.MORE;
        break;
      case MORE:
        more(token);
        break;
      case BODY:
        if (token.is(Kind.OPEN_BODY)) {
          push("}", Expected.CONDITION, Expected.MORE);
          scope = body;
        } else {
          more(token);
        }
        break;
      default:
        call(token);
    }
  }

  private void condition(Token token) {
    if (token.is(Kind.OPEN)) {
      push(")", Expected.CONDITION, Expected.MORE);
    } else if (token.is(Kind.CLOSE_BODY)) {
      pop("}");
    } else if (token.is(Kind.WORD)) {
      word(token.text);
    } else if (!token.is(Kind.NOT)) {
      expected = Expected.NOTHING;
    }
  }

  private void word(String word) {
    subject = word;
    comma = false;
    if (word.equalsIgnoreCase("service") || word.equalsIgnoreCase("edge")) {
      body = word.equalsIgnoreCase("edge") ? Scope.EDGE : Scope.SERVICE;
      expected = Expected.OPEN;
    } else if (word.regionMatches(true, 0, "rootcause.", 0, 10)) {
      Scope cause = Scope.ofCause(word);
      body = cause == null ? body : cause;
      expected = cause == null ? Expected.OPERATOR : Expected.BODY;
    } else {
      expected = Expected.OPERATOR;
    }
  }

  private void more(Token token) {
    if (token.is(Kind.CLOSE) || token.is(Kind.CLOSE_BODY)) {
      pop(token.text);
    } else if (token.isWord("AND") || token.isWord("OR")) {
      expected = Expected.CONDITION;
    } else {
      condition(token);
    }
  }

  /** Between the parentheses of service(), edge() and id(). */
  private void call(Token token) {
    if (expected == Expected.OPEN && token.is(Kind.OPEN)) {
      push(")", Expected.NAME, Expected.BODY);
    } else if (expected == Expected.ID_OPEN && token.is(Kind.OPEN)) {
      push(")", Expected.ID_FIELD, Expected.AFTER_NAME);
    } else if (expected == Expected.NAME && token.isWord("id")) {
      expected = Expected.ID_OPEN;
    } else if (expected == Expected.NAME && token.is(Kind.STRING)) {
      expected = Expected.AFTER_NAME;
    } else if (expected == Expected.ID_FIELD && token.is(Kind.WORD)) {
      field = token.text;
      expected = Expected.ID_COLON;
    } else if (expected == Expected.ID_COLON && token.is(Kind.COLON)) {
      expected = Expected.ID_VALUE;
    } else if (expected == Expected.ID_VALUE && token.is(Kind.STRING)) {
      expected = Expected.AFTER_ID;
    } else if (token.is(Kind.COMMA)) {
      comma |= expected != Expected.AFTER_ID;
      expected = expected == Expected.AFTER_ID ? Expected.ID_FIELD : Expected.NAME;
    } else if (token.is(Kind.CLOSE)) {
      pop(")");
    } else {
      expected = Expected.NOTHING;
    }
  }
}
