package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.entities.SearchPattern;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

  @ParameterizedTest
  @CsvSource({
    "*, /any, true",
    "*, '', true",
    "'', '', true",
    "'', a, false",
    "/api/*, /api/, true",
    "/api/*, /API/Orders, true",
    "/api/*, /ap, false",
    "/api/*, /api, false",
    "GET, get, true",
    "GET, GETS, false",
    "?, '', false",
    "?, x, true",
    "/orders/??, /orders/17, true",
    "/orders/??, /orders/171, false",
    "*.example.com, shop.example.com, true",
    "*.example.com, example.com, false",
    "*a*b, aab, true",
    "*a*b, xaxbxb, true",
    "*a*b, xaxbx, false",
    "a**b, ab, true",
    "a*?b, ab, false",
    "/straße/*, /STRAßE/1, true",
    "*?, '', false",
  })
  void matches(String pattern, String text, boolean expected) {
    assertEquals(expected, new Wildcard(pattern).matches(text));
    assertEquals(expected, SearchPattern.wildcardMatch(pattern, text), "as Amazon's SDK has it");
  }

  @Test
  void whatIsNotKnownIsEmpty() {
    assertTrue(new Wildcard("*").matches(null));
    assertTrue(new Wildcard("").matches(null));
    assertFalse(new Wildcard("GET").matches(null));
    assertFalse(new Wildcard("?*").matches(null));
  }

  /** Few letters, so that about half of a million pairs match. */
  @Test
  void matchesWhatAmazonsSdkMatches() {
    Random random = new Random(17);
    int matched = 0;
    for (int i = 0; i < 1_000_000; i++) {
      String pattern = text(random, "aB*?*é", 7);
      String text = text(random, "AabBÉ/", 9);
      boolean expected = SearchPattern.wildcardMatch(pattern, text);
      assertEquals(expected, new Wildcard(pattern).matches(text), pattern + " " + text);
      matched += expected ? 1 : 0;
    }
    assertTrue(matched > 100_000, matched + " matched");
  }

  private static String text(Random random, String alphabet, int longest) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(longest + 1); left > 0; left--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
