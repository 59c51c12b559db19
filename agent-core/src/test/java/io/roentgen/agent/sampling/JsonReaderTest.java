package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  private static final ObjectMapper JACKSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "null",
        "true",
        "[1, -0, 0.5, 1e3, -1.25E-2, 1.7E+9]",
        "{\"a\":{\"b\":[false,null,\"\"]},\"c\":\"x\"}",
        "\"\\u20ac\\ud83d\\ude00 \\n\\t\\r\\b\\f\\/\\\\\\\"é\"",
        "{\"a\":1,\"a\":2}",
      })
  void whatIsJson(String text) throws IOException {
    assertEquals(doubles(JACKSON.readValue(text, Object.class)), doubles(JsonReader.read(text)));
  }

  private static Object doubles(Object value) {
    if (value instanceof Number) {
      return ((Number) value).doubleValue() + 0.0; // no negative zero
    }
    if (value instanceof Map) {
      Map<String, Object> copy = new HashMap<>();
      ((Map<?, ?>) value).forEach((key, member) -> copy.put((String) key, doubles(member)));
      return copy;
    }
    if (value instanceof List) {
      return ((List<?>) value).stream().map(JsonReaderTest::doubles).toList();
    }
    return value;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "{} {}",
        "nul",
        "True",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1f",
        "1d",
        "0x10",
        "NaN",
        "Infinity",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u１234\"",
        "\"\n\"",
        "<html>",
        "\u0000",
      })
  void whatIsNot(String text) {
    assertThrows(JsonProcessingException.class, () -> JACKSON.readValue(text, Object.class));
    assertThrows(IOException.class, () -> JsonReader.read(text));
  }

  @Test
  void nestingIsBounded() throws IOException {
    JsonReader.read("[".repeat(16) + "]".repeat(16));
    assertThrows(IOException.class, () -> JsonReader.read("[".repeat(17) + "]".repeat(17)));
    assertThrows(IOException.class, () -> JsonReader.read("{\"a\":".repeat(100_000)));
  }

  /** A document with a character changed, left out or doubled: as Jackson, or an exception. */
  @Test
  void brokenDocumentsAreNoMoreThanThat() {
    String whole =
        "{\"SamplingRuleRecords\":[{\"ModifiedAt\":1.5E9,\"SamplingRule\":{\"a\":-0.5,\"b\":\"\\u00e9\","
            + "\"c\":null,\"d\":[true,false,{}]}}],\"NextToken\":\"x\"}";
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        char other = "{}[]\",:01.eE-ntfu\\ ".charAt(random.nextInt(19));
        switch (random.nextInt(3)) {
          case 0:
            text.setCharAt(at, other);
            break;
          case 1:
            text.deleteCharAt(at);
            break;
          default:
            text.insert(at, other);
        }
      }
      assertEquals(jackson(text.toString()), ours(text.toString()), text.toString());
    }
  }

  private static Object jackson(String text) {
    try {
      return doubles(JACKSON.readValue(text, Object.class));
    } catch (IOException e) {
      return "broken";
    }
  }

  private static Object ours(String text) {
    try {
      return doubles(JsonReader.read(text));
    } catch (IOException e) {
      return "broken";
    }
  }
}
