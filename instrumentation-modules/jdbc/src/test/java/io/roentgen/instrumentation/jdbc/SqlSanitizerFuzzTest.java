package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random statements, each valid in one dialect, full of literals that hold a marker and all that
 * can confuse: the marker never comes out, whether the dialect is known or not.
 */
class SqlSanitizerFuzzTest {

  private static final String SECRET = "s3cr3t";
  private static final long SEED = 20261122;
  private static final String[] NOISE = {
    "'",
    "\"",
    "`",
    "\\",
    "/*",
    "*/",
    "--",
    "#",
    "$",
    "$$",
    "$a$",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "?",
    ":",
    "@",
    "!",
    "\n",
    "\r",
    "\r\n",
    " ",
    "q'[",
    "E'",
    "N'",
    "a",
    "1",
    ".",
    "é",
    "\ud83d\ude00",
    ";"
  };

  private static final class Sql {
    final Random random;
    final SqlDialect dialect;
    final StringBuilder out = new StringBuilder();

    Sql(Random random, SqlDialect dialect) {
      this.random = random;
      this.dialect = dialect;
    }

    boolean is(SqlDialect... any) {
      return List.of(any).contains(dialect);
    }

    String noise() {
      StringBuilder noise = new StringBuilder();
      for (int i = random.nextInt(5); i > 0; i--) {
        noise.append(NOISE[random.nextInt(NOISE.length)]);
      }
      return noise.toString();
    }

    String secret() {
      return noise() + SECRET + noise();
    }

    String quoted(String content, String quote, boolean backslashes) {
      String escaped =
          backslashes
              ? content
                  .replace("\\", "\\\\")
                  .replace(quote, random.nextBoolean() ? "\\" + quote : quote + quote)
              : content.replace(quote, quote + quote);
      return quote + escaped + quote;
    }

    String literal() {
      List<String> forms = new ArrayList<>();
      boolean mysql = dialect == SqlDialect.MYSQL;
      forms.add(quoted(secret(), "'", mysql));
      forms.add((random.nextBoolean() ? "N" : "n") + quoted(secret(), "'", mysql));
      forms.add("0x1F".replace("1F", SECRET)); // swallowed with the number it is glued to
      if (mysql || dialect == SqlDialect.SQLITE) {
        forms.add(quoted(secret(), "\"", mysql));
      }
      if (dialect == SqlDialect.POSTGRESQL) {
        forms.add("E" + quoted(secret(), "'", true));
        String body = secret();
        String tag = "$t" + random.nextInt(3) + "$";
        if (!(body + "$").contains(tag)) {
          forms.add(tag + body + tag);
        }
        if (!(body + "$").contains("$$")) {
          forms.add("$$" + body + "$$");
        }
      }
      if (dialect == SqlDialect.ORACLE) {
        String[] pairs = {"[]", "{}", "()", "<>", "!!", "||", "''"};
        String pair = pairs[random.nextInt(pairs.length)];
        String body = secret();
        if (!(body + pair.charAt(1)).startsWith(pair.charAt(1) + "'")
            && !body.contains(pair.charAt(1) + "'")
            && !(body + pair.charAt(1) + "'")
                .substring(0, body.length() + 1)
                .contains(pair.charAt(1) + "'")) {
          forms.add("q'" + pair.charAt(0) + body + pair.charAt(1) + "'");
        }
      }
      return forms.get(random.nextInt(forms.size()));
    }

    String name() {
      List<String> forms = new ArrayList<>(List.of("a", "t1", "b_2", "é1", "x$y"));
      String content = noise().replace("\0", "");
      if (dialect.doubleQuotesName()) {
        forms.add(quoted("n" + content, "\"", false));
      }
      if (dialect.backticksName()) {
        forms.add(quoted("n" + content, "`", false));
      }
      if (dialect.bracketsName()) {
        forms.add("[n" + content.replace("]", dialect == SqlDialect.SQLITE ? "" : "]]") + "]");
      }
      if (is(SqlDialect.SQL_SERVER)) {
        forms.add("#t1");
      }
      return forms.get(random.nextInt(forms.size()));
    }

    String comment() {
      String content =
          secret().replace("*/", "").replace("/*", "").replace("!", "").replace("M", "");
      String line = secret().replace("\r", "").replace("\n", "");
      if (content.startsWith("/") || content.endsWith("/") || content.endsWith("*")) {
        content = " " + content + " ";
      }
      List<String> forms = new ArrayList<>(List.of("/*" + content + "*/", "-- " + line + "\n"));
      if (dialect != SqlDialect.MYSQL) {
        forms.add("--" + line + "\n");
      } else {
        forms.add("#" + line + "\n");
        forms.add("/*! " + literal() + " */");
      }
      if (dialect.commentsNest()) {
        forms.add("/* /*" + content + "*/ " + content + "*/");
      } else if (is(SqlDialect.MYSQL, SqlDialect.ORACLE, SqlDialect.SQLITE)) {
        forms.add("/* /*" + content + "*/");
      }
      return forms.get(random.nextInt(forms.size()));
    }

    String next() {
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        switch (random.nextInt(6)) {
          case 0 -> out.append(literal());
          case 1 -> out.append(name()).append(" = ").append(literal());
          case 2 -> out.append(name());
          case 3 -> out.append(comment());
          case 4 -> out.append(random.nextBoolean() ? "and " : ", ?");
          default -> out.append(dialect == SqlDialect.MYSQL ? "5--" : "5-").append(literal());
        }
        out.append(' ');
      }
      return out.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noLiteralComesOut(SqlDialect dialect) {
    Random random = new Random(SEED + dialect.ordinal());
    SqlDialect written = dialect == SqlDialect.UNKNOWN ? SqlDialect.ANSI : dialect;
    int whole = 0;
    for (int i = 0; i < 20_000; i++) {
      String sql = new Sql(random, written).next();
      String known = SqlSanitizer.sanitize(sql, 10_000, written);
      assertFalse(known.contains(SECRET), () -> sql + "\n" + known);
      assertEquals(known, SqlSanitizer.sanitize(known, 10_000, written), () -> sql);
      String unknown = SqlSanitizer.sanitize(sql, 10_000, SqlDialect.UNKNOWN);
      assertFalse(unknown.contains(SECRET), () -> sql + "\n" + unknown);
      assertEquals(unknown, SqlSanitizer.sanitize(unknown, 10_000, SqlDialect.UNKNOWN), () -> sql);
      whole += known.endsWith("…") ? 0 : 1;
    }
    assertTrue(whole > 5_000, "most of it was dropped, not sanitized: " + whole);
  }

  /** Any characters at all: no exception, bounded, idempotent. */
  @ParameterizedTest
  @EnumSource
  void survivesAnything(SqlDialect dialect) {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int n = random.nextInt(20); n > 0; n--) {
        sql.append(NOISE[random.nextInt(NOISE.length)]);
      }
      int max = 1 + random.nextInt(40);
      String once = SqlSanitizer.sanitize(sql, max, dialect);
      assertTrue(once.length() <= max + 1);
      assertEquals(once, SqlSanitizer.sanitize(once, max, dialect), () -> sql + " to " + max);
    }
  }
}
