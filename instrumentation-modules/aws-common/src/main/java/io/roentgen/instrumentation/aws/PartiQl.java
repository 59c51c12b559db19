package io.roentgen.instrumentation.aws;

/**
 * Finds the table of a PartiQL statement, as DynamoDB takes them: what follows the first {@code
 * FROM}, {@code INTO} or {@code UPDATE} that is neither quoted nor in a comment. What no table can
 * be called is not its name. Grammar: DynamoDB developer guide, "PartiQL statements for DynamoDB".
 */
final class PartiQl {

  /** Characters; a table's name stands at the beginning. */
  private static final int MAX_READ = 4096;

  /** A table's ARN may stand for its name. */
  private static final int MAX_NAME = 1024;

  private final String text;
  private final int end;
  private int at;

  private PartiQl(String text) {
    this.text = text;
    this.end = Math.min(text.length(), MAX_READ);
  }

  /** The table's name or ARN, or null if there is none to be found. */
  static String table(String statement) {
    return new PartiQl(statement).find();
  }

  private String find() {
    while (true) {
      String word = next();
      if (word == null) {
        return null;
      }
      if (word.equalsIgnoreCase("FROM")
          || word.equalsIgnoreCase("INTO")
          || word.equalsIgnoreCase("UPDATE")) {
        return name();
      }
    }
  }

  /** The next unquoted word, or null. */
  private String next() {
    while (at < end) {
      char c = text.charAt(at);
      if (isWord(c)) {
        return word();
      }
      if (!skipSpace()) {
        if (c == '\'' || c == '"') {
          quoted(c);
        } else {
          at++;
        }
      }
    }
    return null;
  }

  private String name() {
    while (skipSpace()) {
      // To where the name begins.
    }
    if (at >= end) {
      return null;
    }
    String name = null;
    if (text.charAt(at) == '"') {
      name = quoted('"');
    } else if (isWord(text.charAt(at))) {
      name = word();
    }
    return name != null && isTable(name) ? name : null;
  }

  private String word() {
    int from = at;
    while (at < end && isWord(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  /** Past a quoted text, doubled quotes included; what is in it, or null if it doesn't end. */
  private String quoted(char quote) {
    int from = ++at;
    while (at < end) {
      if (text.charAt(at++) == quote) {
        if (at == end || text.charAt(at) != quote) {
          return text.substring(from, at - 1);
        }
        at++;
      }
    }
    return null;
  }

  /** Past white space or a comment, if there is one here. */
  private boolean skipSpace() {
    if (at >= end) {
      return false;
    }
    if (text.charAt(at) <= ' ') {
      at++;
      return true;
    }
    String closing = text.startsWith("--", at) ? "\n" : text.startsWith("/*", at) ? "*/" : null;
    if (closing == null) {
      return false;
    }
    int closed = text.indexOf(closing, at + 2);
    at = closed < 0 ? end : closed + closing.length();
    return true;
  }

  private static boolean isTable(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isWord(c) && c != '-' && c != '.' && c != ':' && c != '/') {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }
}
