package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.RecordingServer;
import io.roentgen.testing.RecordingServer.Answer;
import io.roentgen.testing.RecordingServer.Sent;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for every service that documents a member for the trace header. */
abstract class CarrierContract {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final String OWN =
      "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1";
  static final String UNSAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> ANSWERS =
      Map.of(
          "PutEvents",
          "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"},{\"EventId\":\"2\"}]}",
          "StartExecution",
          "{\"executionArn\":\"arn:aws:states:us-east-1:1:execution:s:e\",\"startDate\":1}",
          "StartSyncExecution",
          "{\"executionArn\":\"arn:aws:states:us-east-1:1:express:s:e\",\"startDate\":1,"
              + "\"stopDate\":1,\"status\":\"SUCCEEDED\"}",
          "PutRecord",
          "{\"RecordId\":\"1\",\"SequenceNumber\":\"1\",\"ShardId\":\"s\"}");

  static RecordingServer wire;

  @BeforeAll
  static void start() {
    wire =
        new RecordingServer(
            request ->
                new Answer(
                    200,
                    Map.of("Content-Type", "application/x-amz-json-1.1"),
                    ANSWERS.getOrDefault(request.operation(), "{}")));
  }

  @AfterAll
  static void stop() {
    wire.close();
  }

  @BeforeEach
  void forget() {
    wire.forget();
  }

  /** Sends one request in which the application has put a header into the first place, or none. */
  abstract void send(String own);

  /** The places of a request, in which text or null. */
  abstract List<ObjectNode> places(JsonNode body);

  /** The name of the member. */
  abstract String member();

  private Sent onlySent() {
    List<Sent> sent = wire.sent();
    assertEquals(1, sent.size());
    return sent.get(0);
  }

  static JsonNode tree(Sent sent) throws Exception {
    return JSON.readTree(sent.body());
  }

  private List<String> headers(Sent sent) throws Exception {
    List<String> headers = new ArrayList<>();
    for (ObjectNode place : places(tree(sent))) {
      headers.add(place.path(member()).asText(null));
    }
    return headers;
  }

  private String rest(Sent sent) throws Exception {
    JsonNode tree = tree(sent);
    places(tree).forEach(place -> place.remove(member()));
    return tree.toString();
  }

  private static List<String> http(Sent sent) {
    return sent.headers().getOrDefault("X-Amzn-Trace-Id", List.of());
  }

  private static void assertAll(String header, List<String> headers) {
    assertEquals(Collections.nCopies(headers.size(), header), headers);
  }

  @Test
  void fillsTheEmptyPlaceWithTheHeaderOfTheCall() throws Exception {
    send(null);
    Sent plain = onlySent();
    assertAll(null, headers(plain));
    assertEquals(List.of(), http(plain));
    wire.forget();
    Segment segment = recorded.trace(() -> send(null));
    Subsegment call = recorded.only(segment);
    Sent traced = onlySent();
    assertAll(call.header(), headers(traced));
    assertEquals(List.of(call.header()), http(traced));
    assertEquals(plain.body(), rest(traced));
  }

  @Test
  void carriesTheDecisionNotToSample() throws Exception {
    recorded.unsampled(() -> send(null));
    assertAll(UNSAMPLED, headers(onlySent()));
    assertEquals(List.of(UNSAMPLED), http(onlySent()));
    assertTrue(recorded.offered().isEmpty());
  }

  @Test
  void leavesWhatTheApplicationPutThere() throws Exception {
    Segment segment = recorded.trace(() -> send(OWN));
    Subsegment call = recorded.only(segment);
    List<String> headers = headers(onlySent());
    assertEquals(OWN, headers.get(0));
    assertAll(call.header(), headers.subList(1, headers.size()));
  }
}
