package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.console.trace.TraceSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts in quotes: how they are read, and written. */
class QuoteTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "a \\"b\\""     | a "b"
          "\\\\"          | \\
          'it\\'s'        | it's
          "it's"          | it's
          '"'             | "
          "\\u00e9\\/"    | é/
          """)
  void escapes(String written, String user) throws Exception {
    TraceSummary trace = withUser(user);
    assertEquals(true, Filter.parse("user = " + written).matches(trace));
  }

  @Test
  void whatIsQuotedIsReadAsItWas() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 300; c++) {
      all.append(c);
    }
    for (String user :
        new String[] {"", "\\", "\"", "a\nb\t", "\u0001", "😀 { fault }", "" + all}) {
      TraceSummary trace = withUser(user);
      assertEquals(true, Filter.parse("user = " + Filter.quote(user)).matches(trace), user);
    }
    for (String key :
        new String[] {"a", "a_b-c", "a.b", "aws:api_id", " ", "]", "\"", "'", "x]", "ä"}) {
      TraceSummary trace =
          Traces.of(
              "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\","
                  + "\"start_time\":5,\"end_time\":6,\"annotations\":{"
                  + Filter.quote(key)
                  + ":1}}");
      assertEquals(true, Filter.parse(Filter.annotation(key) + " = 1").matches(trace), key);
    }
  }

  @Test
  void writesTheShortestThatIsRight() {
    assertEquals("\"\"", Filter.quote(""));
    assertEquals("\"a \\\"b\\\" c:\\\\d\\u000a\"", Filter.quote("a \"b\" c:\\d\n"));
    assertEquals("annotation.order_id", Filter.annotation("order_id"));
    assertEquals("annotation[aws.local.operation]", Filter.annotation("aws.local.operation"));
    assertEquals("annotation[\"a b\"]", Filter.annotation("a b"));
  }

  private static TraceSummary withUser(String user) throws Exception {
    return Traces.of(
        "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\","
            + "\"start_time\":5,\"end_time\":6,\"user\":"
            + Filter.quote(user)
            + "}");
  }
}
