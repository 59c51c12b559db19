package io.roentgen.instrumentation.jdbc;

/**
 * The text {@link SqlSanitizer} reads, its comments skipped, and the one it makes of it. What is
 * made is at most {@code max} characters and the mark of a cut; no {@code StringBuilder} is made as
 * long as both are the same.
 */
abstract class SqlText {
  /** How much of a text is looked at: a longer one is all literal or shown cut anyway. */
  static final int MAX_READ = 1 << 17;

  private static final char CUT = '…';

  final CharSequence sql;
  final int end;
  final SqlDialect dialect;

  /** The next character to read. */
  int pos;

  boolean stopped;

  private final int max;

  /** As long as {@code out} is null, the result so far is the first {@code same} characters. */
  private int same;

  private StringBuilder out;

  /** Where the white space and comments before the current token start, or -1. */
  private int gap = -1;

  SqlText(CharSequence sql, int max, SqlDialect dialect) {
    this.sql = sql;
    this.end = Math.min(sql.length(), Math.max(MAX_READ, max));
    this.max = max;
    this.dialect = dialect;
  }

  final String result() {
    if (end < sql.length()) {
      stop();
    }
    if (out != null) {
      return out.toString();
    }
    return same == sql.length() ? sql.toString() : sql.subSequence(0, same).toString();
  }

  /** White space or a comment starts here, unless one did already. */
  void openGap() {
    if (gap < 0) {
      gap = pos;
    }
  }

  void keep(int length) {
    int from = pos;
    pos += length;
    emit(from, pos, false);
  }

  void emit(int from, int to, boolean divisible) {
    closeGap(from);
    int room = max - length();
    if (to - from <= room) {
      append(from, to);
      return;
    }
    if (divisible && room > 0) {
      boolean splitsPair = Character.isHighSurrogate(sql.charAt(from + room - 1));
      append(from, from + room - (splitsPair ? 1 : 0));
    }
    stop();
  }

  void put(String replacement) {
    closeGap(-1);
    if (length() + replacement.length() <= max) {
      builder().append(replacement);
    } else {
      stop();
    }
  }

  private void closeGap(int next) {
    if (gap < 0) {
      return;
    }
    if (length() > 0 && length() < max) {
      if (next == gap + 1 && sql.charAt(gap) == ' ') {
        append(gap, next);
      } else {
        builder().append(' ');
      }
    }
    gap = -1;
  }

  private void append(int from, int to) {
    if (out == null && from == same) {
      same = to;
    } else {
      builder().append(sql, from, to);
    }
  }

  private int length() {
    return out == null ? same : out.length();
  }

  private StringBuilder builder() {
    if (out == null) {
      out = new StringBuilder(Math.min(max, end) + 1).append(sql, 0, same);
    }
    return out;
  }

  void dash() {
    if (peek(1) != '-') {
      keep(1);
    } else if (pos + 2 >= end || peek(2) <= ' ') {
      lineComment();
    } else if (dialect == SqlDialect.MYSQL) {
      keep(1); // two minus signs; a space, lest they become a comment
      openGap();
    } else if (dialect == SqlDialect.UNKNOWN) {
      stop();
    } else {
      lineComment();
    }
  }

  void hash() {
    if (dialect == SqlDialect.MYSQL) {
      lineComment();
    } else if (dialect == SqlDialect.UNKNOWN) {
      stop();
    } else {
      keep(1);
    }
  }

  private void lineComment() {
    openGap();
    for (; pos < end; pos++) {
      char c = sql.charAt(pos);
      if (c == '\n' || c == '\r' && dialect == SqlDialect.POSTGRESQL) {
        return;
      }
      if (c == '\r' && peek(1) != '\n' && pos + 1 < end && dialect != SqlDialect.MYSQL) {
        stop(); // the end of the line to some
        return;
      }
    }
  }

  void slash() {
    if (peek(1) != '*') {
      keep(1);
      return;
    }
    boolean mayRun = dialect == SqlDialect.MYSQL || dialect == SqlDialect.UNKNOWN;
    if (mayRun && (peek(2) == '!' || peek(2) == 'M' && peek(3) == '!')) {
      stop(); // code or comment, depending on the server's version
      return;
    }
    openGap();
    int depth = 1;
    for (pos += 2; pos < end; pos++) {
      char c = sql.charAt(pos);
      if (c == '*' && peek(1) == '/') {
        pos++;
        if (--depth == 0) {
          pos++;
          return;
        }
      } else if (c == '/' && peek(1) == '*') {
        if (dialect.nestingUncertain()) {
          stop();
          return;
        }
        if (dialect.commentsNest()) {
          pos++;
          depth++;
        }
      }
    }
  }

  /** From here on, dialects disagree on what is a literal. */
  void giveUp() {
    put("?");
    stop();
  }

  void stop() {
    if (!stopped) {
      stopped = true;
      builder().append(CUT);
    }
  }

  char peek(int ahead) {
    return pos + ahead < end ? sql.charAt(pos + ahead) : 0;
  }

  int digits(int from) {
    int i = from;
    while (i < end && isDigit(sql.charAt(i))) {
      i++;
    }
    return i - from;
  }

  char lower(int at) {
    return (char) (sql.charAt(at) | 0x20);
  }

  boolean isWord(int from, String word) {
    if (pos - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(from + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Currency signs start money literals in SQL Server: {@code €12.50}. */
  boolean isNameStart(char c) {
    return isLetter(c)
        || c == '_'
        || c >= 0x80 && c != CUT && Character.getType(c) != Character.CURRENCY_SYMBOL
        || c == '#' && dialect.hashInNames()
        || c == '$' && dialect == SqlDialect.MYSQL;
  }

  boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '$';
  }

  boolean endsName(char c) {
    return isNamePart(c) || c == '"' || c == '`' || c == ']';
  }

  static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isSign(char c) {
    return c == '+' || c == '-';
  }
}
