package io.roentgen.instrumentation.javax.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.roentgen.trace.Segment;
import io.roentgen.trace.TraceHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the caller said of the trace, and what it is told. */
class TraceHeaderTest {

  private static final String NAME = TraceHeader.NAME;
  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

  @RegisterExtension final Served served = new Served();

  private final List<String> asked = new ArrayList<>();

  private void sample(boolean answer) {
    Served.sample(
        (host, method, path) -> {
          asked.add(host + " " + method + " " + path);
          return answer;
        });
  }

  private static String host() {
    return Served.uri("/").getAuthority();
  }

  @Test
  void sampledByTheCaller() throws Exception {
    sample(false);
    var response =
        served.get("/s/plain", NAME, "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");
    Segment segment = served.only();
    assertEquals(ROOT, segment.trace().traceId());
    assertEquals(0x53995c3f42cd8ad8L, segment.parentId());
    assertEquals(List.of(), asked);
    assertEquals(List.of(), response.headers().allValues(NAME));
  }

  @Test
  void notSampledByTheCaller() throws Exception {
    sample(true);
    var response = served.unsampled("/s/plain", NAME, "Root=" + ROOT + ";Sampled=0");
    assertEquals("hello", response.body());
    assertEquals(List.of(), response.headers().allValues(NAME));
    assertEquals(List.of(), served.segments());
    assertEquals(List.of(), asked);
  }

  @Test
  void theCallerWantsToKnowWhatWeDecide() throws Exception {
    sample(true);
    var response = served.get("/s/plain", NAME, "Root=" + ROOT + ";Sampled=?");
    assertEquals(List.of("Root=" + ROOT + ";Sampled=1"), response.headers().allValues(NAME));
    assertEquals(ROOT, served.only().trace().traceId());
    assertEquals(List.of(host() + " GET /s/plain"), asked);
  }

  @Test
  void theCallerLearnsThatItIsNotSampled() throws Exception {
    sample(false);
    var response = served.unsampled("/s/plain", NAME, "Root=" + ROOT + ";Sampled=?");
    assertEquals(List.of("Root=" + ROOT + ";Sampled=0"), response.headers().allValues(NAME));
    assertEquals(List.of(), served.segments());
  }

  @Test
  void theAnswerIsWrittenBeforeTheResponseIsCommitted() throws Exception {
    var response = served.get("/s/large", NAME, "Root=" + ROOT + ";Sampled=?");
    assertEquals(List.of("Root=" + ROOT + ";Sampled=1"), response.headers().allValues(NAME));
    response = served.get("/async/dispatch", NAME, "Root=" + ROOT + ";Sampled=?");
    assertEquals(List.of("Root=" + ROOT + ";Sampled=1"), response.headers().allValues(NAME));
  }

  @Test
  void nobodyDecidedYet() throws Exception {
    sample(true);
    served.get("/s/plain?a=b", NAME, "Root=" + ROOT);
    assertEquals(ROOT, served.only().trace().traceId());
    assertEquals(List.of(host() + " GET /s/plain"), asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        ";;;===",
        "Root=1-zzzzzzzz-bd862e3fe1be46a994272793;Sampled=1",
        "Root=1-5759e988;Sampled=1",
        "Sampled=0",
        "Root=",
      })
  void aMalformedHeaderBeginsATraceOfItsOwn(String header) throws Exception {
    served.get("/s/plain", NAME, header);
    Segment segment = served.only();
    assertNotEquals(ROOT, segment.trace().traceId());
    assertEquals(0, segment.parentId());
    assertEquals(200, segment.status());
  }

  @Test
  void theDecisionHoldsForWhateverTheRequestPasses() throws Exception {
    sample(false);
    served.unsampled("/s/forward");
    served.unsampled("/s/include");
    assertEquals(List.of(), served.segments());
    assertEquals(List.of(host() + " GET /s/forward", host() + " GET /s/include"), asked);
  }
}
