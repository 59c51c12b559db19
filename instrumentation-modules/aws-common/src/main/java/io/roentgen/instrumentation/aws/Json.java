package io.roentgen.instrumentation.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) with comments as in Java: objects as maps, arrays as lists, numbers as
 * doubles. For configuration, not for speed.
 */
final class Json {

  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  /** What is wrong with a text, and where. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  private Json(String text) {
    this.text = text;
  }

  /**
   * The value that a text consists of.
   *
   * @throws Malformed with the line, if it is not JSON or is nested more than 32 deep
   */
  static Object parse(String text) {
    Json json = new Json(text);
    if (text.startsWith("\uFEFF")) {
      json.at++;
    }
    Object value = json.value(0);
    if (json.next() != 0 || json.at < text.length()) {
      throw json.malformed("nothing more");
    }
    return value;
  }

  private Object value(int depth) {
    char c = next();
    switch (c) {
      case '{':
        return object(depth + 1);
      case '[':
        return array(depth + 1);
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        if (c == '-' || isDigit(c)) {
          return number();
        }
        throw malformed("a value");
    }
  }

  private Map<String, Object> object(int depth) {
    open(depth);
    Map<String, Object> object = new LinkedHashMap<>();
    if (next() == '}') {
      at++;
      return object;
    }
    while (true) {
      if (next() != '"') {
        throw malformed("a name in quotes");
      }
      String name = string();
      if (next() != ':') {
        throw malformed("a colon");
      }
      at++;
      object.put(name, value(depth));
      if (closes('}')) {
        return object;
      }
    }
  }

  private List<Object> array(int depth) {
    open(depth);
    List<Object> array = new ArrayList<>();
    if (next() == ']') {
      at++;
      return array;
    }
    while (true) {
      array.add(value(depth));
      if (closes(']')) {
        return array;
      }
    }
  }

  private void open(int depth) {
    if (depth > MAX_DEPTH) {
      throw malformed("less nesting");
    }
    at++;
  }

  private boolean closes(char bracket) {
    char c = next();
    if (c != ',' && c != bracket) {
      throw malformed("a comma or " + bracket);
    }
    at++;
    return c == bracket;
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw malformed("a value");
    }
    at += word.length();
    return value;
  }

  private Double number() {
    int from = at;
    if (text.charAt(at) == '-') {
      at++;
    }
    int integer = at;
    digits();
    if (text.charAt(integer) == '0' && at > integer + 1) {
      throw malformed("a number without leading zeros");
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    return Double.valueOf(text.substring(from, at));
  }

  private void digits() {
    if (!isDigit(peek())) {
      throw malformed("a digit");
    }
    while (isDigit(peek())) {
      at++;
    }
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      if (c < ' ') {
        throw malformed("the end of a text in quotes");
      }
      at++;
      if (c == '"') {
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return unicode();
      default:
        at--;
        throw malformed("an escape");
    }
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw malformed("four hexadecimal digits");
      }
      code = code << 4 | digit;
      at++;
    }
    return (char) code;
  }

  /**
   * The next character that is neither white space nor comment, without taking it; 0 at the end.
   */
  private char next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '/') {
        comment();
      } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        at++;
      } else {
        return c;
      }
    }
    return 0;
  }

  private void comment() {
    String closing = text.startsWith("//", at) ? "\n" : text.startsWith("/*", at) ? "*/" : null;
    int closed = closing == null ? -1 : text.indexOf(closing, at + 2);
    if (closed < 0 && !"\n".equals(closing)) {
      throw malformed(closing == null ? "a value" : "the end of a comment");
    }
    at = closed < 0 ? text.length() : closed + closing.length();
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Malformed malformed(String wanted) {
    int line = 1;
    for (int i = 0; i < at && i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    String found = at >= text.length() ? "the end" : "'" + text.charAt(at) + "'";
    return new Malformed("line " + line + ": " + wanted + " was expected, not " + found);
  }
}
