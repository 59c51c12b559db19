package io.roentgen.agent.emit;

import io.roentgen.trace.ExceptionRecord;

/**
 * Takes values out of what databases and their wrappers say: the statement they repeat, the row
 * that was a duplicate, the text that was no number. What helps stays: what went wrong, and with
 * which table or constraint.
 */
final class SqlMessages {

  private static final String SQL_EXCEPTION = "java.sql.SQLException";

  /** What quotes may follow so that they hold a name and not a value. */
  private static final String[] NAMED = {
    "relation",
    "table",
    "column",
    "constraint",
    "index",
    "database",
    "role",
    "schema",
    "function",
    "view",
    "sequence",
    "type",
    "key",
    "user",
    "operator",
  };

  private SqlMessages() {}

  /** Whether the exception, or one of its causes, is a database's. */
  static boolean isSql(ExceptionRecord record) {
    for (ExceptionRecord r = record; r != null; r = r.cause()) {
      for (Class<?> c = r.throwable().getClass(); c != null; c = c.getSuperclass()) {
        if (c.getName().equals(SQL_EXCEPTION)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The first line, with quoted values and numbers replaced by question marks. */
  static String scrub(String message) {
    int end = message.indexOf('\n');
    end = end < 0 ? message.length() : end;
    StringBuilder out = new StringBuilder(end);
    for (int i = 0; i < end; ) {
      char c = message.charAt(i);
      if (c == '"' || c == '\'' && !isApostrophe(message, i)) {
        int close = message.indexOf(c, i + 1);
        int to = close < 0 || close >= end ? end : close + 1;
        if (isName(out)) {
          out.append(message, i, to);
        } else {
          out.append(c).append('?').append(c);
        }
        i = to;
      } else if (isDigit(c) && isValueStart(out)) {
        while (i < end && (isDigit(message.charAt(i)) || message.charAt(i) == '.')) {
          i++;
        }
        out.append('?');
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  /** As in "doesn't", and not as in N'text'. */
  private static boolean isApostrophe(String message, int at) {
    return at >= 2
        && Character.isLetter(message.charAt(at - 1))
        && Character.isLetter(message.charAt(at - 2))
        && at + 1 < message.length()
        && (message.charAt(at + 1) == 't' || message.charAt(at + 1) == 's')
        && (at + 2 == message.length() || message.charAt(at + 2) == ' ');
  }

  private static boolean isName(CharSequence before) {
    int to = before.length();
    while (to > 0 && before.charAt(to - 1) == ' ') {
      to--;
    }
    int from = to;
    while (from > 0 && Character.isLetter(before.charAt(from - 1))) {
      from--;
    }
    String word = before.subSequence(from, to).toString();
    for (String named : NAMED) {
      if (named.equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A digit inside a name, such as t1 or 42P01, is no value. */
  private static boolean isValueStart(CharSequence before) {
    if (before.length() == 0) {
      return true;
    }
    int length = before.length();
    char last = before.charAt(length - 1);
    if (last == '-' && length > 1 && Character.isLetter(before.charAt(length - 2))) {
      // An error code such as ORA-00942.
      return false;
    }
    return !Character.isLetterOrDigit(last) && last != '_' && last != '$' && last != '.';
  }
}
