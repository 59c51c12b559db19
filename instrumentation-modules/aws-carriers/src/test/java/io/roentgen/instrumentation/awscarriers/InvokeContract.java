package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.Recorded;
import io.roentgen.testing.RecordingServer;
import io.roentgen.testing.RecordingServer.Answer;
import io.roentgen.testing.RecordingServer.Sent;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Invocations of functions with either SDK. */
abstract class InvokeContract {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static final String UNSAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";
  private static final String KEY = "aws.lambda.client-context";

  static RecordingServer wire;

  @BeforeAll
  static void start() {
    wire = new RecordingServer(request -> new Answer(200, Map.of(), "{\"done\":true}"));
  }

  @AfterAll
  static void stop() {
    wire.close();
  }

  @BeforeEach
  void forget() {
    wire.forget();
  }

  @AfterEach
  void switchOff() {
    Settings.install(Map.of());
  }

  /** Invokes a function with a client context, or without if it is null. */
  abstract void invoke(String context);

  private static Sent sent() {
    Sent sent = wire.only("/2015-03-31/functions/f/invocations");
    assertEquals("{\"k\":1}", sent.body());
    return sent;
  }

  private static String context(Sent sent) {
    String context = sent.headers().getFirst("X-Amz-Client-Context");
    return context == null
        ? null
        : new String(Base64.getDecoder().decode(context), StandardCharsets.UTF_8);
  }

  private static List<String> http(Sent sent) {
    return sent.headers().getOrDefault("X-Amzn-Trace-Id", List.of());
  }

  private static String base64(String json) {
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void sendsTheHeaderOnHttpAlone() throws Exception {
    invoke(null);
    assertEquals(List.of(), http(sent()));
    wire.forget();
    Segment segment = recorded.trace(() -> invoke(null));
    assertEquals(List.of(recorded.only(segment).header()), http(sent()));
    assertNull(context(sent()));
    wire.forget();
    recorded.unsampled(() -> invoke(base64("{\"custom\":{\"a\":\"b\"}}")));
    assertEquals(List.of(UNSAMPLED), http(sent()));
    assertEquals("{\"custom\":{\"a\":\"b\"}}", context(sent()));
  }

  @Test
  void putsItIntoTheClientContextIfTheUserWants() throws Exception {
    Settings.install(Map.of(KEY, "true"));
    invoke(null);
    assertNull(context(sent()));
    wire.forget();
    Segment segment = recorded.trace(() -> invoke(null));
    String header = recorded.only(segment).header();
    assertEquals(List.of(header), http(sent()));
    assertEquals("{\"custom\":{\"X-Amzn-Trace-Id\":\"" + header + "\"}}", context(sent()));
    wire.forget();
    recorded.unsampled(() -> invoke(base64("{\"custom\":{\"a\":\"b\"}}")));
    assertEquals(
        "{\"custom\":{\"X-Amzn-Trace-Id\":\"" + UNSAMPLED + "\",\"a\":\"b\"}}", context(sent()));
    assertTrue(recorded.offered().size() == 1);
  }

  @Test
  void leavesAContextWithoutRoomAlone() throws Exception {
    Settings.install(Map.of(KEY, "true"));
    String full = "{\"custom\":{\"a\":\"" + "b".repeat(2600) + "\"}}";
    recorded.trace(() -> invoke(base64(full)));
    assertEquals(full, context(sent()));
  }
}
