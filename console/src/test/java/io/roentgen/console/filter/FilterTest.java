package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.roentgen.console.trace.TraceSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every keyword and operator on one trace. shop answers GET /orders/7 with 200 in 1 s, though its
 * call to stock failed and its table was throttled; something of it goes on for 0.2 s.
 */
class FilterTest {

  private static TraceSummary shop;

  @BeforeAll
  static void parseTrace() throws Exception {
    shop = Traces.of(Traces.lines("shop.jsonl"));
  }

  @Test
  void nothingMatchesEverything() throws Exception {
    assertSame(Filter.ALL, Filter.parse(""));
    assertSame(Filter.ALL, Filter.parse(" \n\t "));
    assertEquals(true, Filter.ALL.matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ok                                    | true
          OK                                    | true
          !ok                                   | false
          !!ok                                  | true
          ok = true                             | true
          ok = false                            | false
          ok != true                            | false
          ok != FALSE                           | true
          ok = "true"                           | true
          error                                 | false
          throttle                              | false
          fault                                 | false
          partial                               | false
          inferred                              | true
          !inferred                             | false
          """)
  void flagsOfATrace(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          responsetime                          | true
          responseTime = 1                      | true
          responsetime != 1                     | false
          responsetime > 0.999999               | true
          responsetime > 1                      | false
          responsetime >= 1                     | true
          responsetime < 1                      | false
          responsetime <= 1.0                   | true
          responsetime<1.5                      | true
          duration = 1.2                        | true
          duration > 1.19 AND duration < 1.21   | true
          duration <= 1.1                       | false
          http.status = 200                     | true
          http.status = 2e2                     | true
          http.status != 200                    | false
          http.status > -1                      | true
          HTTP.STATUS >= 300                    | false
          """)
  void numbersOfATrace(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }
}
