package io.roentgen.instrumentation.javax.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that go on after the servlet has returned. */
class AsyncTest {

  private static final boolean TOMCAT = Containers.name().equals("tomcat");
  private static final String CLOSE = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  @RegisterExtension final Served served = new Served();

  private Segment get(String path) throws Exception {
    int status = served.get(path).statusCode();
    Segment segment = served.only();
    assertEquals(status, segment.status());
    assertEquals(Served.uri(path).toString(), segment.url());
    return segment;
  }

  @ParameterizedTest
  @CsvSource({
    "/async/complete, 200, before",
    "/async/race, 200, before",
    "/async/wrapped, 201, before",
    "/async/elsewhere, 200, before",
    "/async/now, 200, before",
    "/async/dispatch, 200, before plain",
    "/async/dispatch-now, 200, before plain",
    "/async/twice, 200, before before",
    "/async/timeout-handled, 504, before",
    "/async/send-error, 503, before",
    "/pages/async/complete, 200, before",
    "/pages/async/dispatch, 200, before plain",
  })
  void itEndsWhenTheContainerSaysSo(String path, int status, String calls) throws Exception {
    Segment segment = get(path);
    assertEquals(status, segment.status());
    assertNull(segment.exception());
    assertEquals(List.of(calls.split(" ")), Served.calls(segment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async/timeout", "/pages/async/timeout"})
  void aTimeout(String path) throws Exception {
    Segment segment = get(path);
    assertTrue(segment.status() >= 500, String.valueOf(segment.status()));
    assertTrue(segment.fault());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async/throw", "/pages/async/throw", "/async/dispatch-throw"})
  void anException(String path) throws Exception {
    // Where there is no error page Tomcat, with an agent or without, says nothing and hangs up.
    String answer = served.raw(1, "GET " + path + CLOSE);
    assertTrue(answer.startsWith("HTTP/1.1 500") || answer.isEmpty() && TOMCAT, answer);
    Segment segment = served.only();
    assertEquals(500, segment.status());
    assertTrue(segment.fault());
    assertEquals("boom", segment.exception().message());
    assertEquals("root", segment.exception().cause().message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/async/complete",
        "/async/now",
        "/async/dispatch",
        "/async/dispatch-now",
        "/async/twice",
        "/async/timeout",
        "/async/throw",
        "/async/dispatch-throw",
        "/pages/async/throw"
      })
  void nothingOfAnUnsampledOne(String path) throws Exception {
    Served.sample((host, method, uri) -> false);
    served.raw(0, "GET " + path + CLOSE);
    assertEquals(List.of(), served.segments());
    assertEquals(List.of(), Served.lateCalls());
  }

  @Test
  void aDispatchIsNotSampledAgain() throws Exception {
    List<String> asked = new ArrayList<>();
    Served.sample(
        (host, method, path) -> {
          asked.add(path);
          return false;
        });
    served.unsampled("/async/dispatch");
    served.unsampled("/async/twice");
    assertEquals(List.of(), served.segments());
    assertEquals(List.of("/async/dispatch", "/async/twice"), asked);
  }
}
