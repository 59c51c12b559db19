package io.roentgen.instrumentation.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartiQlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          SELECT * FROM orders                                      ~ orders
          SELECT * FROM "orders" WHERE id = 'from x'                ~ orders
          select id from "my-orders.2026"."by-date" where a = 1     ~ my-orders.2026
          SELECT 'FROM hidden', "FROM" FROM orders                  ~ orders
          SELECT 'it''s FROM x' FROM orders                         ~ orders
          SELECT * /* FROM x */ FROM -- into y                      ~
          SELECT * FROM/**/orders                                   ~ orders
          INSERT INTO "orders" VALUE {'id': '17', 'card': '4111'}   ~ orders
          UPDATE orders SET a = 'x' WHERE id = '17'                 ~ orders
          UPDATE "orders" SET a = ? REMOVE b                        ~ orders
          DELETE FROM orders WHERE id = '17'                        ~ orders
          EXISTS(SELECT * FROM "orders" WHERE id = '17')            ~ orders
          SELECT * FROM "arn:aws:dynamodb:us-west-2:1:table/orders" ~ arn:aws:dynamodb:us-west-2:1:table/orders
          """)
  void findsTheTable(String statement, String table) {
    assertEquals(table, PartiQl.table(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FROM",
        "UPDATE ",
        "SELECT * FROM 'secret'",
        "SELECT * FROM \"secret of mine\"",
        "SELECT * FROM \"secret",
        "SELECT * FROM ?",
        "SELECT 'never closed FROM orders",
        "VALUES ('secret')",
        "/* FROM orders",
        "-- FROM orders"
      })
  void findsNoneWhereThereIsNone(String statement) {
    assertNull(PartiQl.table(statement));
  }

  @Test
  void readsOnlyTheBeginning() {
    assertNull(PartiQl.table("SELECT " + "a, ".repeat(2000) + "b FROM orders"));
    assertNull(PartiQl.table("SELECT * FROM \"" + "x".repeat(2000) + "\""));
  }

  @Test
  void neverGivesALiteral() {
    String good = "SELECT 'S3CR3T', \"q\" FROM \"orders\" WHERE a = 'S3CR3T' -- S3CR3T\n";
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      int at = random.nextInt(text.length());
      char replaced = "'\" -/*\n".charAt(random.nextInt(7));
      if (text.charAt(at) == '\'' || text.charAt(at) == '"') {
        continue;
      }
      text.insert(at, replaced == '\'' || replaced == '"' ? ' ' : replaced);
      String table = PartiQl.table(text.toString());
      assertTrue(table == null || !table.contains("CR3T"), text.toString());
    }
  }
}
