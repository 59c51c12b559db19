package io.roentgen.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {

  private final JsonBuffer json = new JsonBuffer();

  private String read() throws IOException {
    return Documents.JSON.readTree(json.bytes(), 0, json.size()).asText();
  }

  private String written(String text, int max) throws IOException {
    json.truncate(0);
    json.string(text, max);
    assertTrue(json.size() <= max + 16, json.size() + " bytes for at most " + max);
    return read();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "\"\\/", "\n\r\t\b\f\u0000\u001f\u007f", "äß€", "😀x𝄞", "\u2028"})
  void comesBackAsItWas(String text) throws IOException {
    assertEquals(text, written(text, 1000));
  }

  @Test
  void loneSurrogatesBecomeQuestionMarks() throws IOException {
    assertEquals("a?b?", written("a\ud800b\udc00", 100));
    assertEquals("??", written("\udc00\ud800", 100));
    assertEquals("?😀", written("\ud83d\ud83d\ude00", 100));
  }

  @Test
  void isCutOffAtItsBoundBetweenCharacters() throws IOException {
    assertEquals("abc…", written("abcdef", 3));
    assertEquals("abc", written("abc", 3));
    assertEquals("ab…", written("abc", 2));
    assertEquals("…", written("a", 0));
    assertEquals("", written("", 0));
    for (int max = 0; max < 50; max++) {
      String cut = written("😀ä\"\n\u0001€".repeat(20), max);
      assertTrue(cut.endsWith("…"));
      assertTrue("😀ä\"\n\u0001€".repeat(20).startsWith(cut.substring(0, cut.length() - 1)), cut);
    }
  }

  @Test
  void anyTextComesBackWithinItsBound() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(300); n > 0; n--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      String plain = new String(text.toString().getBytes("UTF-8"), "UTF-8");
      int max = random.nextInt(600);
      String back = written(text.toString(), max);
      if (back.endsWith("…") && !plain.equals(back)) {
        assertTrue(plain.startsWith(back.substring(0, back.length() - 1)));
      } else {
        assertEquals(plain, back);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 10, 99, 100, 1234567890123L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void numbers(long number) throws IOException {
    json.number(number);
    assertEquals(Long.toString(number), read());
  }

  @Test
  void secondsHaveSixDecimals() {
    json.seconds(1_234_567_890_000_042L);
    assertEquals("1234567890.000042", new String(json.bytes(), 0, json.size()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1, Long.MIN_VALUE, 0x0123456789abcdefL})
  void idsHaveSixteenDigits(long id) throws IOException {
    json.id(id);
    assertEquals(String.format("%016x", id), read());
  }

  @Test
  void namesAreSeparatedWhereTheyHaveTo() throws IOException {
    json.raw('{').name("a").raw('{').field("b", "1", 9).field("c", null, 9).field("d", "2", 9);
    json.raw("},").raw("\"e\":[]").anyName("f\"", 9).raw("true}");
    String text = new String(json.bytes(), 0, json.size());
    assertEquals("{\"a\":{\"b\":\"1\",\"d\":\"2\"},\"e\":[],\"f\\\"\":true}", text);
    Documents.JSON.readTree(text);
  }

  @Test
  void growsAsNeeded() throws IOException {
    String text = "x".repeat(1 << 20);
    assertEquals(text, written(text, 1 << 20));
  }
}
