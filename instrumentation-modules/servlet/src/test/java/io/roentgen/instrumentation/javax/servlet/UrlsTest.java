package io.roentgen.instrumentation.javax.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "http://a/b, null, http://a/b",
        "http://a, null, http://a",
        "http://a:80/, null, http://a:80/",
        "http://a/b?c=d, null, http://a/b",
        "http://a?c=d/e, null, http://a",
        "http://u:p@a/b, null, http://a/b",
        "http://u:p@a, null, http://a",
        "http://a/@b, null, http://a/@b",
        "http://[::1]:8080/b, null, http://[::1]:8080/b",
        "http://a/b;jsessionid=1, null, http://a/b",
        "http://a/b;JSESSIONID=1/c;d=e, null, http://a/b/c;d=e",
        "http://a/b;c=d;jsessionid=1;e=f, null, http://a/b;c=d;e=f",
        "http://a/b;jsessionid=1;jsessionid=2, null, http://a/b",
        "http://a/error, /b?c, http://a/b",
        "http://u@a/error, /b;jsessionid=1, http://a/b",
        "'', null, ''",
        "*, null, *",
        "/b, null, /b",
      })
  void whatIsShownOfAUrl(String url, String path, String shown) {
    assertEquals(shown, Urls.shown(url, path));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      delimiter = '|',
      value = {
        "null | null",
        "'' | null",
        "' , 10.0.0.1' | null",
        "203.0.113.7 | 203.0.113.7",
        "203.0.113.7, 10.0.0.1 | 203.0.113.7",
        "' 203.0.113.7 ,10.0.0.1' | 203.0.113.7",
        "203.0.113.7:51234 | 203.0.113.7",
        "2001:db8::1 | 2001:db8::1",
        "[2001:db8::1]:51234 | 2001:db8::1",
        "[2001:db8::1] | 2001:db8::1",
        "[ | [",
        ": | :",
        "unknown | unknown",
      })
  void theFirstHop(String header, String hop) {
    assertEquals(hop, Urls.firstHop(header));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, -1",
        "'', -1",
        "0, 0",
        "123, 123",
        "-5, -1",
        "12a, -1",
        "999999999999999999, 999999999999999999",
        "9999999999999999999, -1",
      })
  void numbers(String text, long number) {
    assertEquals(number, Urls.number(text));
  }
}
