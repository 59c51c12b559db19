package io.roentgen.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as real databases and Spring write them. */
final class SqlMessagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ERROR: relation \"invoices\" does not exist|ERROR: relation \"invoices\" does not exist",
        "ERROR: invalid input syntax for type integer: \"secret\""
            + "|ERROR: invalid input syntax for type integer: \"?\"",
        "ERROR: duplicate key value violates unique constraint \"users_email_key\""
            + "|ERROR: duplicate key value violates unique constraint \"users_email_key\"",
        "Duplicate entry 'secret' for key 'users.email'|Duplicate entry '?' for key 'users.email'",
        "Duplicate entry 'O''Brien' for key 'PRIMARY'|Duplicate entry '?''?' for key 'PRIMARY'",
        "Table 'shop.x' doesn't exist|Table 'shop.x' doesn't exist",
        "Data truncation: Incorrect integer value: 'secret' for column 'n' at row 1"
            + "|Data truncation: Incorrect integer value: '?' for column 'n' at row ?",
        "Unique index or primary key violation: \"PUBLIC.PK ON T(ID) VALUES (1, 'secret')\"; SQL"
            + "|Unique index or primary key violation: \"?\"; SQL",
        "Table \"NOPE\" not found; SQL statement:|Table \"NOPE\" not found; SQL statement:",
        "StatementCallback; SQL [INSERT INTO t1 VALUES (4711, N'secret', 'un]; bad"
            + "|StatementCallback; SQL [INSERT INTO t1 VALUES (?, N'?', '?'",
        "Access denied for user 'shop'@'localhost' (using password: YES)"
            + "|Access denied for user 'shop'@'?' (using password: YES)",
        "ORA-00942: table or view does not exist|ORA-00942: table or view does not exist",
      })
  void valuesGoAndNamesStay(String message, String scrubbed) {
    assertEquals(scrubbed, SqlMessages.scrub(message));
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void onlyTheFirstLineStays(int lines) {
    assertEquals(
        "ERROR: no", SqlMessages.scrub("ERROR: no" + "\n  Detail: Key (a)=(b)".repeat(lines)));
  }
}
