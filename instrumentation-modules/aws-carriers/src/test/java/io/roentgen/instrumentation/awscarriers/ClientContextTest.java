package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientContextTest {

  private static final String MEMBER = "\"X-Amzn-Trace-Id\":\"h\"";

  private static String with(String json) {
    String own = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    String sent = ClientContext.with(own, "h");
    return sent == null
        ? null
        : new String(Base64.getDecoder().decode(sent), StandardCharsets.UTF_8);
  }

  @Test
  void addsToWhatIsThere() {
    assertEquals("{\"custom\":{" + MEMBER + "}}", with("{}"));
    assertEquals("{\"custom\":{" + MEMBER + "}}", with("{\"custom\":{}}"));
    assertEquals(
        " { \"custom\" : {" + MEMBER + ", \"a\" : \"b\" } }",
        with(" { \"custom\" : { \"a\" : \"b\" } }"));
    assertEquals(
        "{\"custom\":{" + MEMBER + "},\"client\":{\"custom\":{\"a\":\"}\\\"{\"}},\"n\":[1,{}]}",
        with("{\"client\":{\"custom\":{\"a\":\"}\\\"{\"}},\"n\":[1,{}]}"));
    assertEquals(
        "{\"env\":{\"locale\":\"ä\"},\"custom\":{" + MEMBER + ",\"a\":\"b\"},\"n\":null}",
        with("{\"env\":{\"locale\":\"ä\"},\"custom\":{\"a\":\"b\"},\"n\":null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"custom\":{\"X-Amzn-Trace-Id\":\"own\"}}",
        "{\"custom\":null}",
        "{\"custom\":\"text\"}",
        "{\"custom\":{",
        "{\"custom\":{\"a",
        "{\"custom\":{\"a\\",
        "{\"a\" 1}",
        "{\"a\":",
        "{",
        "[]",
        "text",
        " "
      })
  void leavesAloneWhatItDoesNotUnderstand(String json) {
    assertNull(with(json));
  }

  @Test
  void leavesAloneWhatIsNoBase64() {
    assertNull(ClientContext.with("{not base64}", "h"));
  }

  @Test
  void sendsNoHeaderThatWouldHaveToBeEscaped() {
    assertNull(ClientContext.with(null, "Root=1-2-3;X=\""));
    assertNull(ClientContext.with(null, "Root=1-2-3;X=\\"));
  }
}
