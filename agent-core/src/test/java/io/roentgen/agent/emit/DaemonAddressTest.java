package io.roentgen.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonAddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:2000, 127.0.0.1, 2000, 127.0.0.1:2000",
    "xray-daemon:3000, xray-daemon, 3000, xray-daemon:3000",
    "'  host:1  ', host, 1, host:1",
    "host:65535, host, 65535, host:65535",
    "[::1]:2000, ::1, 2000, [::1]:2000",
    "[2001:db8::7]:2000, 2001:db8::7, 2000, [2001:db8::7]:2000",
    "udp:host:2000, host, 2000, host:2000",
    "tcp:a:1 udp:b:2, b, 2, b:2",
    "udp:b:2 tcp:a:1, b, 2, b:2",
    "'udp:[::1]:2   tcp:a:1', ::1, 2, [::1]:2",
  })
  void isUnderstood(String text, String host, int port, String shown) {
    DaemonAddress address = DaemonAddress.parse(text);

    assertEquals(host, address.host());
    assertEquals(port, address.port());
    assertEquals(shown, address.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "xray-daemon:3000, xray-daemon:3000",
    "tcp:a:1 udp:b:2, a:1",
    "'  udp:b:2   tcp:[::1]:1 ', [::1]:1",
    "udp:host:2000, host:2000",
    "a:1 udp:b:2, a:1",
    "tcp:a udp:b:2, ",
    "tcp:a:0 udp:b:2, ",
    "host, ",
    "'', ",
  })
  void whereQuestionsGo(String text, String shown) {
    DaemonAddress address = DaemonAddress.parseTcp(text);

    assertEquals(shown, address == null ? null : address.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "host",
        "host:",
        ":2000",
        "host:0",
        "host:65536",
        "host:-1",
        "host:x",
        "::1:2000",
        "[]:2000",
        "[::1]",
        "tcp:a:1",
        "udp:",
        "http://host:2000",
      })
  void isRefused(String text) {
    assertNull(DaemonAddress.parse(text));
  }
}
