package io.roentgen.instrumentation.jdbc;

/**
 * Takes the literals out of SQL text: strings, numbers, hexadecimal and bit strings become {@code
 * ?}, names and bind markers stay, comments go, runs of white space become one space.
 *
 * <p>The text is read once, left to right, without a grammar: only what starts and ends a literal,
 * a quoted name or a comment matters. Where dialects read the same characters differently and
 * {@link SqlDialect} cannot decide, the rest of the text is dropped and {@code …} put in its place:
 * a text that is too short is a nuisance, a literal in a trace is a leak. What is unterminated
 * reaches to the end of the text.
 *
 * <p>Comments go because they hold literals of their own: commented-out conditions, and the trace
 * and user ids that frameworks append. Optimizer hints are comments too and not worth a grammar.
 * Lists are not collapsed: their length is often the reason why a query is slow. What follows
 * {@code IDENTIFIED BY} is dropped because Oracle's passwords are names there.
 *
 * <p>Sanitizing a sanitized text changes nothing. Reads at most {@link #MAX_READ} characters.
 */
final class SqlSanitizer extends SqlText {
  private SqlSanitizer(CharSequence sql, int max, SqlDialect dialect) {
    super(sql, max, dialect);
  }

  /**
   * Returns the text without literals; the very same string if there was nothing to change.
   *
   * @param maxLength how many characters to return at most, not counting the {@code …} that marks a
   *     cut; reading stops there
   */
  static String sanitize(CharSequence sql, int maxLength, SqlDialect dialect) {
    if (maxLength <= 0) {
      return "";
    }
    return new SqlSanitizer(sql, maxLength, dialect).run();
  }

  private String run() {
    boolean identified = false;
    while (pos < end && !stopped) {
      char c = sql.charAt(pos);
      if (c <= ' ') {
        openGap();
        pos++;
      } else if (isDigit(c)) {
        identified = false;
        number();
      } else if (isNameStart(c)) {
        identified = name(identified);
      } else {
        identified &= c == '-' || c == '/' || c == '#'; // perhaps only a comment
        symbol(c);
      }
    }
    return result();
  }

  private void symbol(char c) {
    switch (c) {
      case '\'':
        literal(c, false);
        break;
      case '"':
        if (dialect.doubleQuotesName()) {
          quotedName(c, true);
        } else {
          literal(c, false);
        }
        break;
      case '`':
        quotedName(c, dialect.backticksName());
        break;
      case '[':
        if (dialect.bracketsName()) {
          quotedName(']', true);
        } else {
          bracket();
        }
        break;
      case '-':
        dash();
        break;
      case '/':
        slash();
        break;
      case '#':
        hash();
        break;
      case '$':
        dollar();
        break;
      case '.':
        if (isDigit(peek(1)) && (pos == 0 || !endsName(sql.charAt(pos - 1)))) {
          number();
        } else {
          keep(1);
        }
        break;
      case ':':
        keep(dialect == SqlDialect.ORACLE ? 1 + digits(pos + 1) : 1);
        break;
      case '?':
        keep(dialect == SqlDialect.H2 || dialect == SqlDialect.SQLITE ? 1 + digits(pos + 1) : 1);
        break;
      default:
        keep(1);
    }
  }

  /** A name to some, an index to others. */
  private void bracket() {
    if (dialect != SqlDialect.UNKNOWN) {
      keep(1);
      return;
    }
    int i = pos + 1;
    boolean name = isNameStart(peek(1));
    while (i < end && (isNamePart(sql.charAt(i)) || " .,:?".indexOf(sql.charAt(i)) >= 0)) {
      name &= sql.charAt(i) != '$';
      i++;
    }
    if (i >= end || sql.charAt(i) != ']' || i + 1 < end && sql.charAt(i + 1) == ']') {
      giveUp();
    } else if (name) {
      keep(i + 1 - pos);
    } else {
      pos = i + 1;
      put("[?]");
    }
  }

  /**
   * Swallows letters too: {@code 0x1F}, {@code 1e-5}, {@code 2.5f}, and whatever is glued to it.
   */
  private void number() {
    char last = 0;
    for (; pos < end; pos++) {
      char c = sql.charAt(pos);
      boolean exponent = (last == 'e' || last == 'E') && isDigit(peek(1));
      if (!isDigit(c) && !isLetter(c) && c != '_' && c != '.' && !(exponent && isSign(c))) {
        break;
      }
      last = c;
    }
    put("?");
  }

  /** Returns whether it is the word {@code IDENTIFIED}. */
  private boolean name(boolean afterIdentified) {
    int from = pos;
    do {
      pos++;
    } while (pos < end && isNamePart(sql.charAt(pos)));
    if (pos < end && sql.charAt(pos) == '\'' && pos - from <= 2) {
      char c = lower(from);
      char d = pos - from == 1 ? 0 : lower(from + 1);
      if (d == 0 ? c == 'q' : c == 'n' && d == 'q') {
        if (dialect == SqlDialect.ORACLE) {
          alternativeQuotes();
          return false;
        }
        if (dialect == SqlDialect.UNKNOWN) {
          giveUp();
          return false;
        }
      } else if (d == 0 && (c == 'n' || c == 'e' || c == 'b' || c == 'x')) {
        literal('\'', c == 'e' && dialect == SqlDialect.POSTGRESQL);
        return false;
      }
    }
    emit(from, pos, true);
    if (afterIdentified && isWord(from, "by")) {
      openGap();
      giveUp();
    }
    return isWord(from, "identified");
  }

  private void literal(char quote, boolean backslashEscapes) {
    int i = pos + 1;
    while (i < end) {
      char c = sql.charAt(i++);
      if (c == quote) {
        if (i == end || sql.charAt(i) != quote) {
          break;
        }
        i++;
      } else if (c == '\\') {
        if (backslashEscapes) {
          i++;
        } else if (dialect.backslashUncertain()) {
          boolean odd = true;
          for (; i < end && sql.charAt(i) == '\\'; i++) {
            odd = !odd;
          }
          if (odd && i < end && sql.charAt(i) == quote) {
            giveUp();
            return;
          }
        }
      }
    }
    pos = Math.min(i, end);
    put("?");
  }

  /** Oracle's {@code q'[it's]'}. */
  private void alternativeQuotes() {
    char open = peek(1);
    char close =
        open == '[' ? ']' : open == '(' ? ')' : open == '{' ? '}' : open == '<' ? '>' : open;
    for (pos += 2; pos < end; pos++) {
      if (sql.charAt(pos) == close && peek(1) == '\'') {
        pos += 2;
        break;
      }
    }
    put("?");
  }

  private void quotedName(char close, boolean certain) {
    int i = pos + 1;
    boolean closed = false;
    while (i < end) {
      char c = sql.charAt(i++);
      if (c == close) {
        if (i == end || sql.charAt(i) != close) {
          closed = true;
          break;
        }
        i++;
      } else if (!certain && (c == '\'' || c == '"' || c == '\\')) {
        giveUp();
        return;
      }
    }
    if (closed) {
      int from = pos;
      pos = i;
      emit(from, i, false);
    } else {
      pos = end;
      put("?");
    }
  }

  private void dollar() {
    char next = peek(1);
    if (dialect == SqlDialect.POSTGRESQL || dialect == SqlDialect.H2) {
      if (isDigit(next)) {
        keep(1 + digits(pos + 1));
        return;
      }
      int i = pos + 1;
      if (dialect == SqlDialect.POSTGRESQL) {
        while (i < end && sql.charAt(i) != '$' && isNamePart(sql.charAt(i))) {
          i++;
        }
      }
      if (i < end && sql.charAt(i) == '$') {
        dollarQuoted(i + 1);
        return;
      }
    } else if (dialect == SqlDialect.UNKNOWN && (next == '$' || isNameStart(next))) {
      giveUp();
      return;
    }
    keep(1);
  }

  /** The tag is free of inner dollar signs, so a mismatch never needs to be read twice. */
  private void dollarQuoted(int body) {
    int tag = body - pos;
    int matched = 0;
    int i = body;
    for (; i < end && matched < tag; i++) {
      char c = sql.charAt(i);
      matched = c == sql.charAt(pos + matched) ? matched + 1 : c == '$' ? 1 : 0;
    }
    pos = i;
    put("?");
  }
}
