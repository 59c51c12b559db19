package io.roentgen.instrumentation.jdbc;

import static io.roentgen.instrumentation.jdbc.SqlDialect.ANSI;
import static io.roentgen.instrumentation.jdbc.SqlDialect.H2;
import static io.roentgen.instrumentation.jdbc.SqlDialect.MYSQL;
import static io.roentgen.instrumentation.jdbc.SqlDialect.ORACLE;
import static io.roentgen.instrumentation.jdbc.SqlDialect.POSTGRESQL;
import static io.roentgen.instrumentation.jdbc.SqlDialect.SQLITE;
import static io.roentgen.instrumentation.jdbc.SqlDialect.SQL_SERVER;
import static io.roentgen.instrumentation.jdbc.SqlDialect.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SqlSanitizerTest {

  private static final int MAX = 10_000;

  private final List<DynamicTest> cases = new ArrayList<>();

  private void is(String sql, String expected, SqlDialect... dialects) {
    for (SqlDialect dialect : dialects.length == 0 ? SqlDialect.values() : dialects) {
      cases.add(
          DynamicTest.dynamicTest(
              dialect + ": " + sql.replaceAll("\\s+", " "),
              () -> {
                String once = SqlSanitizer.sanitize(sql, MAX, dialect);
                assertEquals(expected, once);
                assertEquals(expected, SqlSanitizer.sanitize(once, MAX, dialect), "again");
              }));
    }
  }

  @TestFactory
  List<DynamicTest> standard() {
    is("select * from t where a = 'x'", "select * from t where a = ?");
    is("select 'it''s', '', N'x', n'', X'1F', b'01'", "select ?, ?, ?, ?, ?, ?");
    is("select 1, -2, 3.14, .5, 1e10, 1.5E-3, 0x1F, 10L", "select ?, -?, ?, ?, ?, ?, ?, ?");
    is("select a-1, a - -1, a+1.", "select a-?, a - -?, a+?");
    is("select t1.a1, _b2, sha256(c3) from t1", "select t1.a1, _b2, sha256(c3) from t1");
    is("select a from t where b=1and c=2", "select a from t where b=? c=?");
    is("where a in (1, 2,3)", "where a in (?, ?,?)");
    is("where a = ? and b = :name and c = @p1", "where a = ? and b = :name and c = @p1");
    is("{call p(?, 'x')}", "{call p(?, ?)}");
    is("{d '2020-01-01'} date'2020-01-01'", "{d ?} date?");
    is("  select\n\t1 ,\r\n  a  \n", "select ? , a");
    is("select 1 -- 'secret'\n, b -- end", "select ? , b");
    is("select /* 'a' */ 1/**/+/* \" */2", "select ? + ?");
    is("select 'open", "select ?");
    is("select 'it''", "select ?");
    is("select /* open 'x'", "select");
    is("create user u identified by tiger", "create user u identified by ?…");
    is("ALTER USER u IDENTIFIED /* x */ BY tiger", "ALTER USER u IDENTIFIED BY ?…");
    is("select identified, x by y", "select identified, x by y");
    is("select größe, \ud83d\ude00名 from straße1", "select größe, \ud83d\ude00名 from straße1");
    is("select '\ud83d\ude00', 'ß'", "select ?, ?");
    is("values(1,'a'),(2,'b')", "values(?,?),(?,?)");
    is("a<b and c/d*2 > e%f", "a<b and c/d*? > e%f");
    is("", "");
    is(" \n ", "");
    is("'", "?");
    return cases;
  }

  @TestFactory
  List<DynamicTest> doubleQuotes() {
    is("a \"b 1\" \"c\"\"d'\" 'x'", "a \"b 1\" \"c\"\"d'\" ?", POSTGRESQL, ORACLE, SQL_SERVER);
    is("a \"b 1\" \"c\"\"d'\" 'x'", "a \"b 1\" \"c\"\"d'\" ?", H2, ANSI);
    is("a \"b 1\" \"c\"\"d'\" 'x'", "a ? ? ?", MYSQL, SQLITE, UNKNOWN);
    is("a \"open 'x'", "a ?");
    return cases;
  }

  @TestFactory
  List<DynamicTest> backslashes() {
    is("'a\\' or b = 'c'", "? or b = ?", POSTGRESQL, ORACLE, SQL_SERVER, H2, ANSI, SQLITE);
    is("a = 'it\\'s' and b = 1", "a = ?…", MYSQL, UNKNOWN);
    is("like 'x' escape '\\' and a = 'b'", "like ? escape ?…", MYSQL, UNKNOWN);
    is("like 'x' escape '\\\\' and a = 'b'", "like ? escape ? and a = ?");
    is("a = '\\n' or \"\\\\\" or b = 1", "a = ? or ? or b = ?", MYSQL, UNKNOWN, SQLITE);
    is("a = \"it\\\"s\" and b = 1", "a = ?…", MYSQL, UNKNOWN);
    is("e'it\\'s', E'\\\\', xe'a\\', 'b'", "?, ?, xe?, ?", POSTGRESQL);
    return cases;
  }

  @TestFactory
  List<DynamicTest> postgresql() {
    is("a = $1 and b = $23", "a = $1 and b = $23", POSTGRESQL, H2);
    is("$$it's$$ || $a$ $b$ $$ 'x' $a$ || 'y'", "? || ? || ?", POSTGRESQL);
    is("$a$ $a $a$a$ b", "?a$ b", POSTGRESQL);
    is("$aa$ $a$aa$ b", "? b", POSTGRESQL);
    is("a$$b$$, 1$$c$$", "a$$b$$, ??", POSTGRESQL);
    is("$tag$ 'x' $tag", "?", POSTGRESQL);
    is("/* a /* 'b' */ 'c' */ 'd'", "?", POSTGRESQL, SQL_SERVER);
    is("U&'\\0061' U&\"d\\0061\" uescape '!'", "U&? U&\"d\\0061\" uescape ?", POSTGRESQL);
    is(
        "a::int, b[1:2], c->>'x', d #> '{a}', e ?| f",
        "a::int, b[?:?], c->>?, d #> ?, e ?| f",
        POSTGRESQL);
    is("a -- b\r'c'", "a ?", POSTGRESQL);
    is("do $body$ begin perform 'x'; end $body$;", "do ?;", POSTGRESQL);
    return cases;
  }

  @TestFactory
  List<DynamicTest> mysql() {
    is(
        "select `a``b 'c` from `t1` # 'x'\n where b = 'y'",
        "select `a``b 'c` from `t1` where b = ?",
        MYSQL);
    is("select 5--1, 5---1, 5-- 1\n, 2", "select ?- -?, ?- - -?, ? , ?", MYSQL);
    is("_utf8'x' collate c, _utf8mb4 X'41'", "_utf8? collate c, _utf8mb4 ?", MYSQL);
    is("select @a1, @@b2, @'c', $d1, 0b01, \\N", "select @a1, @@b2, @?, $d1, ?, \\N", MYSQL);
    is("a /*!40101 'b */ 'c' */ d", "a…", MYSQL, UNKNOWN);
    is("a /*M!100100 'b */ d", "a…", MYSQL, UNKNOWN);
    is("select /*+ MAX_EXECUTION_TIME(1000) */ a", "select a");
    is("/* /* */ a /* */", "a", MYSQL, ORACLE, SQLITE);
    is("a -- b\r'c'", "a", MYSQL);
    return cases;
  }

  @TestFactory
  List<DynamicTest> oracle() {
    is("q'[it's]' || nq'{a'}b}' || Q'!c'd!' || q'(e)' x", "? || ? || ? || ? x", ORACLE);
    is("q'[open']", "?", ORACLE);
    is(
        "from v$session s, sys.x$ksppi where a# = :1 and b = :b2",
        "from v$session s, sys.x$ksppi where a# = :1 and b = :b2",
        ORACLE);
    is(
        "select * from t@link1 where d = date '2020-01-01'",
        "select * from t@link1 where d = date ?",
        ORACLE);
    is("1.5d + 2f", "? + ?", ORACLE);
    return cases;
  }

  @TestFactory
  List<DynamicTest> sqlServer() {
    is(
        "select [it's 1], [a]]b], \"c\" from #t1, ##t2",
        "select [it's 1], [a]]b], \"c\" from #t1, ##t2",
        SQL_SERVER);
    is(
        "where a = @P0 and b = N'x' and c = $12.50 and d = €9",
        "where a = @P0 and b = ? and c = $? and d = €?",
        SQL_SERVER);
    is(
        "exec sp_executesql N'select 1 where a = @a', N'@a int', 5",
        "exec sp_executesql ?, ?, ?",
        SQL_SERVER);
    is("[open 'x'", "?", SQL_SERVER);
    return cases;
  }

  @TestFactory
  List<DynamicTest> others() {
    is("$$a'b$$, c = ?1", "?, c = ?1", H2);
    is("[a 1], `b 1`, c = ?2, \"d\"", "[a 1], `b 1`, c = ?2, ?", SQLITE);
    return cases;
  }

  @TestFactory
  List<DynamicTest> whatIsUncertainIsDropped() {
    is("a = $1 or b", "a = $? or b", UNKNOWN);
    is("a $$ 'b' $$", "a ?…", UNKNOWN);
    is("a $b$ 'c' $b$", "a ?…", UNKNOWN);
    is("a = q'[b]' or c", "a = ?…", UNKNOWN);
    is("[it's] = 'b'", "?…", UNKNOWN);
    is("[a] = 'b' or c[1] = 'd'", "[a] = ? or c[?] = ?", UNKNOWN);
    is("a # b 'c'\n, d", "a…", UNKNOWN);
    is("a --b\n, d", "a…", UNKNOWN);
    is("/* /* */ 'a' */ b", "…", UNKNOWN, H2, ANSI);
    is("`a 1` `b'` c", "`a 1` ?…", UNKNOWN, ORACLE);
    is("a -- b\r'c'", "a…", UNKNOWN, ORACLE, H2);
    is("a -- b\r\n'c'", "a ?", UNKNOWN, ORACLE, H2);
    return cases;
  }

  @Test
  void whatNeedsNoChangeIsTheSameString() {
    for (String sql :
        List.of("", "select a, t1.b from t where c = ? and d in (?, ?)", "{? = call p(?)}")) {
      assertSame(sql, SqlSanitizer.sanitize(sql, MAX, UNKNOWN));
    }
    String exactly = "select ab";
    assertSame(exactly, SqlSanitizer.sanitize(exactly, exactly.length(), UNKNOWN));
  }

  @Test
  void cutsAndSaysSo() {
    assertEquals("select abc…", SqlSanitizer.sanitize("select abcdef", 10, ANSI));
    assertEquals("select …", SqlSanitizer.sanitize("select \"abc\"", 10, ANSI));
    assertEquals("a = ?…", SqlSanitizer.sanitize("a = 'x' b", 5, ANSI));
    assertEquals("ab…", SqlSanitizer.sanitize("ab\ud83d\ude00", 3, ANSI));
    assertEquals("", SqlSanitizer.sanitize("a", 0, ANSI));
  }

  @Test
  void anyCutCanBeSanitizedAgain() {
    String sql =
        "select  \"a b\", [c d], `e f`, $1, :12, $t$x$t$ from t1 /* c */ where a = 'b' -- d\n identified by x";
    for (SqlDialect dialect : SqlDialect.values()) {
      for (int max = 1; max <= sql.length(); max++) {
        String once = SqlSanitizer.sanitize(sql, max, dialect);
        assertTrue(once.length() <= max + 1, once);
        assertEquals(once, SqlSanitizer.sanitize(once, max, dialect), dialect + " " + max);
      }
    }
  }
}
