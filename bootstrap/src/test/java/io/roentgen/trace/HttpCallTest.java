package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {

  private final Traced traced = new Traced(true);
  private final Segment segment = Traced.begin();
  private final Subsegment call = HttpCall.enter();

  @AfterEach
  void end() {
    call.close();
    segment.close();
    assertEquals(1, traced.offered.size());
  }

  @ParameterizedTest
  @CsvSource({
    "http://host/path, host, http://host/path",
    "http://host/path?q=1, host, http://host/path",
    "http://host/path#f, host, http://host/path",
    "http://host/path#f?q, host, http://host/path",
    "http://host?q=/a@b, host, http://host",
    "http://host#f@g, host, http://host",
    "http://host, host, http://host",
    "https://host:8443, host, https://host:8443",
    "https://user:secret@host:8443/a/b?c=d, host, https://host:8443/a/b",
    "https://user:sec@ret@host/a, host, https://host/a",
    "https://user@host, host, https://host",
    "http://host/mail@example.org, host, http://host/mail@example.org",
    "http://[2001:db8::1]:8080/x, 2001:db8::1, http://[2001:db8::1]:8080/x",
    "http://[::1]/x, ::1, http://[::1]/x",
    "http://[::1], ::1, http://[::1]",
    "http://u:p@[::1]:80/x, ::1, http://[::1]:80/x",
    "http://192.0.2.7:80/, 192.0.2.7, http://192.0.2.7:80/",
    "HTTP://HOST/, HOST, HTTP://HOST/",
    "s3://bucket/key, bucket, s3://bucket/key",
    "http:///path, unknown, http:///path",
    "http://?q, unknown, http://",
    "http://, unknown, http://",
    "http://user:secret@/path, unknown, http:///path",
    "http://[]/x, [], http://[]/x",
    "http://a]b:80/x, a]b, http://a]b:80/x",
  })
  void namesTheCallAfterTheHostAndDropsWhatMayBeSecret(String url, String name, String shown) {
    HttpCall.request(call, "GET", url);

    assertEquals(name, call.name());
    assertEquals(shown, call.url());
    assertEquals("GET", call.method());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/path?q=1", "host/path", "http:/host", ":", "mailto:a@b", "?://x"})
  void whatIsNoAbsoluteUrlIsUnknown(String url) {
    HttpCall.request(call, "GET", url);

    assertFalse(call.name().isEmpty());
    assertTrue(call.url() == null || !call.url().contains("q=1"));
  }

  @Test
  void nullIsUnknown() {
    HttpCall.request(call, null, null);

    assertEquals("unknown", call.name());
    assertNull(call.url());
  }

  @Test
  void garbageNeverThrowsAndNeverShowsAQueryOrAPassword() {
    Random random = new Random(3);
    String alphabet = "htps:/@?#[]ab.%é\n\u0000:";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder url = new StringBuilder(random.nextBoolean() ? "http://" : "");
      for (int n = random.nextInt(20); n > 0; n--) {
        url.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String text = url.toString();
      HttpCall.request(call, "GET", text);
      assertNotNull(call.name(), text);
      assertFalse(call.name().isEmpty(), text);
      if (call.url() != null) {
        assertFalse(call.url().contains("?") || call.url().contains("#"), text);
        String authority = call.url().substring(call.url().indexOf("://") + 3);
        int slash = authority.indexOf('/');
        String host = slash < 0 ? authority : authority.substring(0, slash);
        assertFalse(host.contains("@"), text);
      }
    }
  }

  @Test
  void recordsTheAnswer() {
    HttpCall.response(call, 503, 17);

    assertTrue(call.fault());
    assertEquals(503, call.status());
    assertEquals(17, call.contentLength());
  }
}
