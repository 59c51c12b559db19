package io.roentgen.instrumentation.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    assertEquals(
        Map.of("a", List.of(1.0, -0.5, 1200.0, true, false), "b", Map.of(), "c", List.of()),
        Json.parse(" {\"a\": [1, -0.5, 1.2E+3, true, false],\n\"b\":{} , \"c\":[ ]}\r\n\t"));
    assertEquals(Arrays.asList(null, "x"), Json.parse("[null,\"x\"]"));
    assertNull(Json.parse("null"));
    assertEquals(
        "\"\\/\b\f\n\r\t\u00e9\uD83D\uDE00",
        Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\""));
  }

  @Test
  void theLastOfTwoCounts() {
    assertEquals(Map.of("a", 2.0), Json.parse("{\"a\":1,\"a\":2}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// first\n{\"a\": /* here\n too */ 1}",
        "\uFEFF{\"a\":1}",
        "{\"a\":1} // at the end",
        "/**/{/***/\"a\"/* \" */:1/*//*/}"
      })
  void skipsCommentsAndByteOrderMark(String text) {
    assertEquals(Map.of("a", 1.0), Json.parse(text));
  }

  @Test
  void commentsInTextsAreText() {
    assertEquals(List.of("// /* */"), Json.parse("[\"// /* */\"]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          {                          ~ line 1: a name in quotes was expected, not the end
          {"a" 1}                    ~ line 1: a colon was expected, not '1'
          {"a":1,}                   ~ line 1: a name in quotes was expected, not '}'
          {a:1}                      ~ line 1: a name in quotes was expected, not 'a'
          [1,]                       ~ line 1: a value was expected, not ']'
          [1 2]                      ~ line 1: a comma or ] was expected, not '2'
          [1                         ~ line 1: a comma or ] was expected, not the end
          {} {}                      ~ line 1: nothing more was expected, not '{'
          nul                        ~ line 1: a value was expected, not 'n'
          'a'                        ~ line 1: a value was expected, not '''
          01                         ~ line 1: a number without leading zeros was expected, not the end
          -                          ~ line 1: a digit was expected, not the end
          1.                         ~ line 1: a digit was expected, not the end
          1e                         ~ line 1: a digit was expected, not the end
          .5                         ~ line 1: a value was expected, not '.'
          NaN                        ~ line 1: a value was expected, not 'N'
          "a                         ~ line 1: the end of a text in quotes was expected, not the end
          "\\x"                      ~ line 1: an escape was expected, not 'x'
          "\\u12g4"                  ~ line 1: four hexadecimal digits was expected, not 'g'
          "\\u١٢٣٤"                  ~ line 1: four hexadecimal digits was expected, not '١'
          /* a                       ~ line 1: the end of a comment was expected, not '/'
          / 1                        ~ line 1: a value was expected, not '/'
          # a                        ~ line 1: a value was expected, not '#'
          """)
  void saysWhatIsWrong(String text, String message) {
    assertEquals(message, assertThrows(Json.Malformed.class, () -> Json.parse(text)).getMessage());
  }

  @Test
  void countsLines() {
    Json.Malformed thrown =
        assertThrows(Json.Malformed.class, () -> Json.parse("{\n// a\n\"a\":\n}"));
    assertEquals("line 4: a value was expected, not '}'", thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "// a", "\u0000", "{}\u0000", "\"a\nb\"", "\"\u0000\""})
  void refusesNothingAndControlCharacters(String text) {
    assertThrows(Json.Malformed.class, () -> Json.parse(text));
  }

  @Test
  void refusesDeepNesting() {
    for (String open : List.of("[", "{\"a\":")) {
      assertThrows(Json.Malformed.class, () -> Json.parse(open.repeat(100_000)));
    }
    assertEquals(List.of(List.of()), Json.parse("[[]]"));
    assertThrows(Json.Malformed.class, () -> Json.parse("[".repeat(33) + "]".repeat(33)));
    Json.parse("[".repeat(32) + "]".repeat(32));
  }

  /** Whatever is cut, doubled or exchanged in a good text: a value or {@code Malformed}. */
  @Test
  void survivesWhatIsBroken() {
    String good = "{\"a\": [1.5e3, \"\\u00e9\\n\", null, {\"b\": true}] /* c */ // d\n}";
    Random random = new Random(17);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, good.charAt(random.nextInt(good.length())));
          default -> text.setCharAt(at, (char) random.nextInt(128));
        }
      }
      try {
        Json.parse(text.toString());
      } catch (Json.Malformed expected) {
        refused++;
      }
    }
    assertTrue(refused > 10_000, "refused " + refused);
  }
}
