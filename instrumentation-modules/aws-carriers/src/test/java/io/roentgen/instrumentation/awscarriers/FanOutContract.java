package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roentgen.testing.Recorded;
import io.roentgen.testing.RecordingServer;
import io.roentgen.testing.ServerProcess;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a topic or an event bus through a queue to whoever processes its messages. */
abstract class FanOutContract {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static final String SECRET = "{\"card\":\"4111\"}";

  private static ServerProcess elasticMq;
  static String queues;
  static RecordingServer wire;

  @BeforeAll
  static void startQueues() {
    elasticMq = ServerProcess.elasticMq();
    queues = "http://127.0.0.1:" + elasticMq.port();
    wire = new RecordingServer(new FanOut(url("raw"), url("wrapped"), url("events")));
  }

  private static String url(String name) {
    return queues + "/000000000000/" + name;
  }

  @AfterAll
  static void stopQueues() {
    wire.close();
    elasticMq.close();
  }

  abstract void createQueue(String name);

  abstract void publish(String text);

  /** Publishes two messages in one request; false if this version of the SDK can't. */
  abstract boolean publishBatch(String first, String second);

  abstract void putEvent(String detail);

  /** Processes what is in a queue in a loop. */
  abstract List<String> process(String url);

  @BeforeEach
  void empty() {
    List.of("raw", "wrapped", "events").forEach(this::createQueue);
    wire.forget();
  }

  @Test
  void goesOnFromATopicThroughQueuesOfEitherKind() throws Exception {
    Segment publisher = recorded.trace(() -> publish(SECRET));
    Subsegment call = recorded.only(publisher);
    assertEquals(List.of(call.header()), wire.only("Publish").headers().get("X-Amzn-Trace-Id"));
    assertEquals(List.of(SECRET), process(url("raw")));
    List<String> wrapped = process(url("wrapped"));
    assertTrue(wrapped.get(0).contains("\"Type\":\"Notification\""), wrapped.get(0));
    List<Segment> segments = recorded.segments();
    assertEquals(3, segments.size());
    assertContinues(call, segments.get(1));
    assertContinues(call, segments.get(2));
  }

  @Test
  void goesOnFromABatchOfMessages() throws Exception {
    boolean[] sent = new boolean[1];
    Segment publisher = recorded.trace(() -> sent[0] = publishBatch("1", "2"));
    assumeTrue(sent[0], "this version of the SDK publishes no batches");
    Subsegment call = recorded.only(publisher);
    assertEquals(2, process(url("raw")).size());
    List<Segment> segments = recorded.segments();
    assertEquals(3, segments.size());
    assertContinues(call, segments.get(1));
    assertContinues(call, segments.get(2));
    process(url("wrapped"));
  }

  @Test
  void goesOnFromAnEventBusThroughAQueue() throws Exception {
    Segment source = recorded.trace(() -> putEvent(SECRET));
    Subsegment call = recorded.only(source);
    List<String> events = process(url("events"));
    assertTrue(events.get(0).contains(SECRET), events.get(0));
    List<Segment> segments = recorded.segments();
    assertEquals(2, segments.size());
    assertContinues(call, segments.get(1));
  }

  @Test
  void carriesTheDecisionNotToSample() throws Exception {
    recorded.unsampled(() -> publish("a"));
    assertEquals(List.of("a"), process(url("raw")));
    assertEquals(1, process(url("wrapped")).size());
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void addsNothingOutsideOfATrace() {
    publish("a");
    assertFalse(wire.only("Publish").headers().containsKey("X-Amzn-Trace-Id"));
    assertEquals(List.of("a"), process(url("raw")));
    assertEquals(0, recorded.segments().get(0).parentId());
    process(url("wrapped"));
  }

  private static void assertContinues(Subsegment call, Segment processing) {
    assertEquals("1-5759e988-bd862e3fe1be46a994272793", processing.trace().traceId());
    assertEquals(call.id(), processing.parentId());
    assertEquals(List.of("queue_url", "message_id"), List.of(processing.metadata().names()));
    assertFalse(Arrays.toString(processing.metadata().pairs()).contains("4111"));
    assertFalse(Arrays.toString(call.aws().pairs()).contains("4111"));
  }
}
