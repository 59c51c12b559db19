package io.roentgen.console.filter;

import io.roentgen.console.trace.TraceSummary;

/** A filter expression, ready to be asked about traces by any thread. Immutable. */
public final class Filter {

  /** Matches every trace. */
  public static final Filter ALL = new Filter("", Condition.ALWAYS);

  private final String text;
  private final Condition condition;

  private Filter(String text, Condition condition) {
    this.text = text;
    this.condition = condition;
  }

  /**
   * Reads an expression; an empty one matches every trace.
   *
   * @throws FilterException if it isn't one, or asks for what only X-Ray itself knows
   */
  public static Filter parse(String text) throws FilterException {
    Condition condition = Parser.parse(text);
    return condition == Condition.ALWAYS ? ALL : new Filter(text, condition);
  }

  /** Whether the expression holds for a trace. */
  public boolean matches(TraceSummary trace) {
    return condition.holds(trace, null);
  }

  /** A text as an expression contains it: in quotes, escaped. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u00").append(c < 16 ? '0' : '1').append("0123456789abcdef".charAt(c & 15));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** The keyword of an annotation's value, by its key. */
  public static String annotation(String key) {
    boolean plain = !key.isEmpty();
    boolean bare = plain && !Character.isWhitespace(key.charAt(0));
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      plain &= c != '.' && Lexer.inWord(c);
      bare &= c > ' ' && c != ']' && c != '"' && c != '\\' && c != '\'';
    }
    return plain ? "annotation." + key : "annotation[" + (bare ? key : quote(key)) + "]";
  }

  /** The expression. */
  @Override
  public String toString() {
    return text;
  }
}
