package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Linear whatever the text, and no more than what is shown. */
class SqlSanitizerCostTest {

  private static final int LONG = 100_000;

  /** Counts what is read, so that it says something on any machine. */
  private static final class Counting implements CharSequence {
    final String text;
    long reads;

    Counting(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      reads++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final String[] HOSTILE = {
    "'",
    "''",
    "'a'",
    "\\",
    "\\'",
    "\"",
    "`",
    "[",
    "]",
    "[]",
    "$",
    "$$",
    "$a",
    "$a$",
    "$a$ $b$ ",
    "/",
    "/*",
    "/* */",
    "/*/",
    "-",
    "--",
    "--\n",
    "#",
    "#\n",
    "q'[",
    "q'[]'",
    "E'\\",
    "1",
    "1e",
    "1.",
    "a",
    "a ",
    "?",
    ":",
    ":1",
    "identified by ",
    "identified ",
    "é",
    "\ud83d\ude00",
    " ",
    "(",
    ","
  };

  @ParameterizedTest
  @EnumSource
  void readsEachCharacterAFewTimesAtMost(SqlDialect dialect) {
    for (String piece : HOSTILE) {
      for (String before : new String[] {"", "'", "$a$", "/*", "[", "\"", "select "}) {
        Counting sql = new Counting(before + piece.repeat(LONG / piece.length()));
        SqlSanitizer.sanitize(sql, LONG, dialect);
        assertTrue(sql.reads <= 16 * LONG, () -> before + piece + ": " + sql.reads);
      }
    }
  }

  @Test
  void tenMegabytesCostNoMoreThanWhatIsShown() {
    Counting rows = new Counting("insert into t values " + "(1, 'a'), ".repeat(1_000_000));
    assertEquals(1001, SqlSanitizer.sanitize(rows, 1000, SqlDialect.MYSQL).length());
    assertTrue(rows.reads < 20_000, "" + rows.reads);
    Counting blob = new Counting("insert into t values ('" + "a".repeat(10_000_000) + "', 2)");
    assertEquals("insert into t values (?…", SqlSanitizer.sanitize(blob, 1000, SqlDialect.MYSQL));
    assertTrue(blob.reads < 3 * SqlText.MAX_READ, "" + blob.reads);
  }
}
