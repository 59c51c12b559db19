package io.roentgen.instrumentation.javax.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that fail, with and without an error page: the client and the segment agree. */
class FailureTest {

  @RegisterExtension final Served served = new Served();

  private Segment get(String path) throws Exception {
    int status = served.get(path).statusCode();
    Segment segment = served.only();
    assertEquals(status, segment.status());
    assertEquals(Served.uri(path).toString(), segment.url());
    assertEquals(status >= 400 && status < 500, segment.error());
    assertEquals(status == 429, segment.throttle());
    assertEquals(status >= 500, segment.fault());
    return segment;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/s/throw", "/pages/s/throw"})
  void anExceptionIsAFaultWithItsCause(String path) throws Exception {
    Segment segment = get(path);
    assertEquals(500, segment.status());
    assertEquals("boom", segment.exception().message());
    assertTrue(
        segment.exception().throwable().getClass().getName().endsWith(".servlet.ServletException"));
    assertEquals("root", segment.exception().cause().message());
    assertFalse(segment.exception().remote());
    assertEquals(-1, segment.contentLength());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/s/runtime", "/pages/s/runtime", "/s/status-and-throw"})
  void soIsARuntimeException(String path) throws Exception {
    Segment segment = get(path);
    assertEquals(500, segment.status());
    assertInstanceOf(IllegalArgumentException.class, segment.exception().throwable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/s/error", "/pages/s/error"})
  void soIsAnError(String path) throws Exception {
    Segment segment = get(path);
    assertEquals(500, segment.status());
    // Tomcat wraps it in an exception of its own.
    Throwable thrown = segment.exception().throwable();
    assertInstanceOf(
        StackOverflowError.class, thrown instanceof Error ? thrown : thrown.getCause());
  }

  @Test
  void anExceptionAfterTheResponseHasBeenSent() throws Exception {
    try {
      assertEquals(200, served.get("/s/committed").statusCode());
    } catch (IOException e) {
      // Some containers cut the connection, which is the truth as well.
    }
    Segment segment = served.only();
    assertEquals(200, segment.status());
    assertTrue(segment.fault());
    assertEquals("late", segment.exception().message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/s/caught", "/pages/s/caught"})
  void anExceptionThatAFrameworkHandled(String path) throws Exception {
    Segment segment = get(path);
    assertEquals(500, segment.status());
    assertEquals("caught", segment.exception().message());
  }

  @ParameterizedTest
  @CsvSource({
    "/s/send-409, 409", "/pages/s/send-409, 409",
    "/s/send-429, 429", "/pages/s/send-429, 429",
    "/s/status-503, 503", "/pages/s/status-503, 503",
    "/s/nothing, 404", "/pages/s/nothing, 404",
    "/nothing, 404", "/pages/nothing, 404",
    "/s/denied, 403", "/pages/s/denied, 403",
    "/s/stale, 304",
  })
  void aStatus(String path, int status) throws Exception {
    Segment segment = get(path);
    assertEquals(status, segment.status());
    assertNull(segment.exception());
  }

  @ParameterizedTest
  @CsvSource({"/unavailable, 503", "/gone, 404"})
  void unavailable(String path, int status) throws Exception {
    assertEquals(status, get(path).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pages/s/throw", "/pages/s/send-409", "/pages/s/denied"})
  void whatTheErrorPageDoesIsPartOfTheTrace(String path) throws Exception {
    assertEquals("sorry", served.get(path).body());
    Segment segment = served.only();
    List<String> calls = new ArrayList<>(Served.calls(segment));
    calls.addAll(Served.lateCalls());
    calls.remove("throw");
    calls.remove("gate");
    assertEquals(List.of("error page"), calls);
  }

  @Test
  void theErrorPageOfARequestThatNobodyServed() throws Exception {
    assertEquals("sorry", served.get("/pages/nothing?a=b").body());
    Segment segment = served.only();
    assertEquals(404, segment.status());
    assertEquals(Served.uri("/pages/nothing").toString(), segment.url());
    List<String> calls = new ArrayList<>(Served.calls(segment));
    calls.addAll(Served.lateCalls());
    assertEquals(List.of("error page"), calls);
  }

  @Test
  void theErrorPageOfAnUnsampledRequestIsNotSampled() throws Exception {
    String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";
    assertEquals("sorry", served.unsampled("/pages/s/throw", "X-Amzn-Trace-Id", header).body());
    served.unsampled("/pages/s/send-409", "X-Amzn-Trace-Id", header);
    assertEquals(List.of(), Served.lateCalls());
    assertEquals(List.of(), served.segments());
  }

  @Test
  void theErrorPageIsNotAskedAboutAgain() throws Exception {
    int[] asked = new int[1];
    Served.sample(
        (host, method, path) -> {
          asked[0]++;
          return false;
        });
    served.unsampled("/pages/s/throw");
    assertEquals(List.of(), served.segments());
    assertEquals(1, asked[0]);
  }
}
