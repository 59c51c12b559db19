package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\": \"json\", \"version\": 1}",
        "{\"format\":\"json\",\"version\":1}",
        "{\"version\":1,\"format\":\"JSON\"}\r",
        " {\t\"Format\" : \"Json\", \"VERSION\" : 1.0, \"more\": {\"a\": []}}  ",
      })
  void isWhatTheDaemonTakes(String header) {
    assertEquals(true, isValid(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\": \"xml\", \"version\": 1}",
        "{\"format\": \"json\", \"version\": 2}",
        "{\"format\": \"json\", \"version\": \"1\"}",
        "{\"format\": \"json\"}",
        "{\"format\": \"json\", \"version\": 1",
        "{\"format\": \"json\", \"version\": 1} {}",
        "[\"format\"]",
        "{\"format\": null, \"version\": [[[[1]]]]}",
        "",
        "GET / HTTP/1.1\r",
        "\u0000\uffff",
      })
  void isNothingElse(String header) {
    assertEquals(false, isValid(header));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2_000, 30_000})
  void aLongOneIsNotRead(int spaces) {
    String header = "{\"format\": \"json\"," + " ".repeat(spaces) + "\"version\": 1}";
    assertEquals(spaces == 0, isValid(header));
  }

  private static boolean isValid(String header) {
    byte[] bytes = ("before" + header + "\n").getBytes(UTF_8);
    return Header.isValid(bytes, 6, bytes.length - 1);
  }
}
