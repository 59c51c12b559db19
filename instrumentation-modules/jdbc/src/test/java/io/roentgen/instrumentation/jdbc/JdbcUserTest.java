package io.roentgen.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      jdbc:postgresql://db/shop?user=u1&password=hunter2 | u1
      jdbc:postgresql://db/shop?password=hunter2&USER=u1 | u1
      jdbc:sqlserver://db;user=u1;password=hunter2 | u1
      jdbc:db2://db:50000/shop:user=u1;password=hunter2; | u1
      jdbc:h2:mem:shop;USER=sa;PASSWORD=hunter2 | sa
      jdbc:mysql://u1:hunter2@db/shop | u1
      jdbc:mysql://u1@db/shop | u1
      jdbc:oracle:thin:scott/hunter2@//db/orcl | scott
      jdbc:postgresql://db/shop |
      jdbc:postgresql://db/shop?user= |
      jdbc:mysql://:hunter2@db/shop |
      jdbc:oracle:thin:@//db/orcl |
      jdbc:h2:mem:shop |
      jdbc:mysql://db:3306/shop?password=hunter2@ |
      """)
  void findsTheUserAndNothingElse(String url, String user) {
    assertEquals(user, JdbcUser.in(url));
  }

  @Test
  void survivesAnything() {
    assertNull(JdbcUser.in(null));
    assertNull(JdbcUser.in(""));
    assertNull(JdbcUser.in("user="));
    assertNull(JdbcUser.in("jdbc:mysql://" + "u".repeat(10_000) + "@db"));
  }
}
