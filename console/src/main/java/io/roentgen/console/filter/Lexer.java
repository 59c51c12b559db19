package io.roentgen.console.filter;

import io.roentgen.console.filter.Token.Kind;

/** Cuts a text into tokens, as they are asked for. */
final class Lexer {

  private final String text;
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  /** The next one; {@link Kind#END} at the end, again and again. */
  Token next() throws FilterException {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Kind.END, at, at, "", 0);
    }
    char c = text.charAt(at);
    switch (c) {
      case '(':
        return sign(Kind.OPEN, 1);
      case ')':
        return sign(Kind.CLOSE, 1);
      case '{':
        return sign(Kind.OPEN_BODY, 1);
      case '}':
        return sign(Kind.CLOSE_BODY, 1);
      case ',':
        return sign(Kind.COMMA, 1);
      case ':':
        return sign(Kind.COLON, 1);
      case '[':
        return sign(Kind.BRACKET, 1);
      case '!':
        return follows('=') ? sign(Kind.OPERATOR, 2) : sign(Kind.NOT, 1);
      case '<':
        if (follows('>')) {
          throw wrong(2, "write != for \"is not\"");
        }
        return sign(Kind.OPERATOR, follows('=') ? 2 : 1);
      case '>':
        return sign(Kind.OPERATOR, follows('=') ? 2 : 1);
      case '=':
        if (follows('=')) {
          throw wrong(2, "write a single =");
        }
        return sign(Kind.OPERATOR, 1);
      case '&':
        throw wrong(follows('&') ? 2 : 1, "write AND");
      case '|':
        throw wrong(follows('|') ? 2 : 1, "write OR");
      case '"':
      case '\'':
        return string(c);
      case '#':
        return json();
      default:
    }
    if (isNumber(c)) {
      return number();
    }
    if (Character.isLetter(c) || c == '_') {
      return word();
    }
    throw wrong(
        Character.charCount(text.codePointAt(at)),
        "a filter has no `" + new String(Character.toChars(text.codePointAt(at))) + "`");
  }

  /** The key after {@code annotation[}, in quotes or not, up to the closing bracket. */
  Token key() throws FilterException {
    int from = at;
    while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    at = from;
    char quote = from < text.length() ? text.charAt(from) : 0;
    if (quote == '"' || quote == '\'') {
      Token key = string(quote);
      Token close = at < text.length() && text.charAt(at) == ']' ? sign(Kind.BRACKET, 1) : null;
      if (close == null) {
        throw new FilterException("] is expected after the annotation's key", at, 0);
      }
      return key;
    }
    int close = text.indexOf(']', from);
    if (close < 0) {
      throw new FilterException("the [ of the annotation's key has no ]", from, 0);
    }
    at = close + 1;
    String key = text.substring(from, close).trim();
    return new Token(Kind.WORD, from, close, key, 0);
  }

  private boolean follows(char c) {
    return at + 1 < text.length() && text.charAt(at + 1) == c;
  }

  private FilterException wrong(int length, String message) {
    return new FilterException(message, at, length);
  }

  private Token sign(Kind kind, int length) {
    int start = at;
    at += length;
    return new Token(kind, start, at, text.substring(start, at), 0);
  }

  private Token word() {
    int start = at;
    while (at < text.length() && inWord(text.charAt(at))) {
      at++;
    }
    return new Token(Kind.WORD, start, at, text.substring(start, at), 0);
  }

  static boolean inWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
  }

  private boolean isNumber(char c) {
    boolean sign = c == '-' || c == '+' || c == '.';
    return c >= '0' && c <= '9'
        || sign
            && at + 1 < text.length()
            && (text.charAt(at + 1) == '.'
                || text.charAt(at + 1) >= '0' && text.charAt(at + 1) <= '9');
  }

  private Token number() throws FilterException {
    int start = at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean exponent = (c == '-' || c == '+') && (text.charAt(at - 1) | ' ') == 'e';
      if (!exponent && !(inWord(c) && c != '-')) {
        break;
      }
      at++;
    }
    String number = text.substring(start, at);
    int unit = number.length();
    while (unit > 0 && Character.isLetter(number.charAt(unit - 1))) {
      unit--;
    }
    double value = Double.NaN;
    if (unit == number.length()) {
      try {
        value = Double.parseDouble(number);
      } catch (NumberFormatException e) {
        // Reported below.
      }
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new FilterException(
          unit < number.length()
              ? "`" + shown(number) + "` is no number: times are seconds, without a unit"
              : "`" + shown(number) + "` is no number",
          start,
          at - start);
    }
    return new Token(Kind.NUMBER, start, at, number, value);
  }

  private Token string(char quote) throws FilterException {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return new Token(Kind.STRING, start, at, value.toString(), 0);
      }
      if (c == '\\') {
        escape(value);
      } else {
        value.append(c);
        at++;
      }
    }
    throw new FilterException("the text has no closing " + quote, start, at - start);
  }

  /** As in JSON, and a single quote. */
  private void escape(StringBuilder value) throws FilterException {
    char c = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    int plain = "\"'\\/".indexOf(c);
    int control = "nrtbf".indexOf(c);
    if (plain >= 0) {
      value.append(c);
    } else if (control >= 0) {
      value.append("\n\r\t\b\f".charAt(control));
    } else if (c == 'u') {
      int code = 0;
      for (int i = at + 2; i < at + 6; i++) {
        int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
        if (digit < 0) {
          throw new FilterException("four hexadecimal digits are expected after \\u", at, 2);
        }
        code = code << 4 | digit;
      }
      value.append((char) code);
      at += 4;
    } else {
      throw new FilterException("write \\\\ for a backslash", at, Math.min(2, text.length() - at));
    }
    at += 2;
  }

  /** {@code #[...]}: up to the bracket that closes the first, whatever strings contain. */
  private Token json() throws FilterException {
    int start = at;
    if (!follows('[')) {
      throw wrong(1, "# begins a JSON list: #[...]");
    }
    int depth = 0;
    boolean quoted = false;
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      }
      if (depth == 0) {
        at = i + 1;
        return new Token(Kind.JSON, start, at, text.substring(start + 1, at), 0);
      }
    }
    throw wrong(text.length() - at, "the JSON list has no end");
  }

  /** What a message quotes, short enough for one. */
  static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
