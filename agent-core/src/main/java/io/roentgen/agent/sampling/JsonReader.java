package io.roentgen.agent.sampling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259): objects as maps, arrays as lists, numbers as doubles. What is not JSON, or
 * nested more than 16 deep, is an {@link IOException}.
 */
final class JsonReader {

  private static final int MAX_DEPTH = 16;
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  static Object read(String text) throws IOException {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.broken();
    }
    return value;
  }

  private Object value(int depth) throws IOException {
    skipSpace();
    char c = peek();
    if (c == '"') {
      return string();
    }
    if (c == '{' || c == '[') {
      if (depth == MAX_DEPTH) {
        throw broken();
      }
      at++;
      return c == '{' ? object(depth + 1) : array(depth + 1);
    }
    for (int from = at; ; at++) {
      c = peek();
      if (!(c >= '0' && c <= '9'
          || c >= 'a' && c <= 'z'
          || c == '-'
          || c == '+'
          || c == '.'
          || c == 'E')) {
        return word(text.substring(from, at));
      }
    }
  }

  private Object word(String word) throws IOException {
    switch (word) {
      case "true":
        return Boolean.TRUE;
      case "false":
        return Boolean.FALSE;
      case "null":
        return null;
      default:
        return number(word);
    }
  }

  /** {@code Double.valueOf} takes more than JSON does. */
  private Double number(String word) throws IOException {
    int digits = word.startsWith("-") ? 1 : 0;
    int length = word.length();
    boolean leadingZero = word.startsWith("0", digits) && isDigit(word, digits + 1);
    if (!isDigit(word, digits) || leadingZero || word.endsWith(".")) {
      throw broken();
    }
    for (int i = digits; i < length; i++) {
      char c = word.charAt(i);
      if (c >= 'a' && c != 'e' || c == '.' && !isDigit(word, i + 1)) {
        throw broken();
      }
    }
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      throw broken();
    }
  }

  private static boolean isDigit(String word, int index) {
    return index < word.length() && word.charAt(index) >= '0' && word.charAt(index) <= '9';
  }

  private Map<String, Object> object(int depth) throws IOException {
    Map<String, Object> members = new HashMap<>();
    if (closes('}', true)) {
      return members;
    }
    do {
      skipSpace();
      String name = string();
      skipSpace();
      take(':');
      members.put(name, value(depth));
    } while (!closes('}', false));
    return members;
  }

  private List<Object> array(int depth) throws IOException {
    List<Object> elements = new ArrayList<>();
    if (closes(']', true)) {
      return elements;
    }
    do {
      elements.add(value(depth));
    } while (!closes(']', false));
    return elements;
  }

  /** Whether it ends here; if not, there is a comma, except before the first element. */
  private boolean closes(char bracket, boolean first) throws IOException {
    skipSpace();
    if (peek() == bracket) {
      at++;
      return true;
    }
    if (!first) {
      take(',');
    }
    return false;
  }

  private String string() throws IOException {
    take('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = peek();
      if (c < ' ') {
        throw broken();
      }
      at++;
      if (c == '"') {
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws IOException {
    char c = peek();
    at++;
    if (c == 'u') {
      int code = 0;
      for (int i = 0; i < 4; i++) {
        c = peek();
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
          throw broken();
        }
        code = code << 4 | digit;
        at++;
      }
      return (char) code;
    }
    int escape = ESCAPES.indexOf(c);
    if (escape < 0) {
      throw broken();
    }
    return ESCAPED.charAt(escape);
  }

  private void take(char wanted) throws IOException {
    if (peek() != wanted) {
      throw broken();
    }
    at++;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  /** 0 at the end, as where there is a null character, which JSON takes nowhere. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IOException broken() {
    return new IOException("no JSON from character " + at + " on");
  }
}
