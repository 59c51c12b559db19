package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.roentgen.console.map.Statistics;
import io.roentgen.console.map.TraceMap;
import io.roentgen.console.trace.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceMapPrinterTest {
  private static final Node API = Node.of("api", "");
  private static final Node TOPIC = Node.of("news", "AWS::SNS");
  private static final Node COUNT = Node.of("count", "AWS::Lambda");
  private static final Node COUNTING = Node.of("count", "AWS::Lambda::Function");
  private static final Node ASKING = Node.of("ask", "AWS::Lambda::Function");
  private static final Node WEATHER = Node.of("weather.example", "remote");
  private static final Node QUEUE = Node.of("jobs", "AWS::SQS::Queue");

  @Test
  void drawsEveryNodeBelowItsCallerInWhicheverOrderTheDocumentsCome() throws IOException {
    List<JsonObject> documents = Documents.of("fan-out.jsonl");
    String expected = Documents.text("fan-out.txt");
    for (int i = 0; i < documents.size(); i++) {
      Collections.rotate(documents, 1);
      assertEquals(expected, new TraceMapPrinter(120, false, true).print(map(documents)));
    }
  }

  @Test
  void entersAtTheClient() throws IOException {
    TraceMap map = map(Documents.of("fan-out.jsonl"));
    Node client = Node.of("api", "client");

    assertTrue(map.find(client).isInferred());
    assertTrue(map.find(client).isInferred());
    assertEquals(0.1, average(map, client, API), 1e-6);
  }

  @Test
  void passesTopicsAndQueuesOnToTheirReceivers() throws IOException {
    TraceMap map = map(Documents.of("fan-out.jsonl"));
    assertEquals(0.020, average(map, API, TOPIC), 1e-6);
    // The message was 10 ms old when it was received.
    assertEquals(0.010, average(map, TOPIC, COUNT), 1e-6);
    TraceMap.Edge received =
        map.edges().stream().filter(edge -> edge.from().equals(QUEUE)).findAny().orElseThrow();
    assertEquals(0.100, average(received.statistics()), 1e-6);
    assertEquals(1, map.find(TOPIC).statistics().total());
  }

  @Test
  void hasTheCallersFiguresAtTheEdgeAndTheServicesOwnAtTheNode() throws IOException {
    TraceMap map = map(Documents.of("fan-out.jsonl"));
    Node users = Node.of("users", "");
    assertEquals(0.020, average(map, ASKING, users), 1e-6);
    assertEquals(0.015, average(map.find(users).statistics()), 1e-6);
    assertFalse(map.find(users).isInferred());
    // Who sends nothing is known from the caller alone, as another node of that name.
    Node inferred = Node.of("users", "remote");
    assertTrue(map.find(inferred).isInferred());
    assertEquals(1, map.edge(API, inferred).statistics().throttles());
    assertEquals(0, map.edge(API, inferred).statistics().errors());
  }

  @Test
  void countsWhatFailed() throws IOException {
    List<JsonObject> documents = Documents.of("fan-out.jsonl");
    TraceMap map = map(documents);
    assertEquals(1, map.edge(ASKING, WEATHER).statistics().faults());
    assertEquals(1, map.find(WEATHER).statistics().faults());
    assertEquals(1, map.find(ASKING).statistics().faults());
    assertEquals(0, map.find(COUNTING).statistics().faults());

    List<JsonObject> two = new ArrayList<>(documents);
    for (String line : Documents.text("fan-out.jsonl").lines().toList()) {
      JsonObject other =
          JsonParser.parseString(line.replace("1-6b0242d9", "1-6b0242da")).getAsJsonObject();
      other.remove("fault");
      two.add(other);
    }
    assertEquals(1, map(two).find(WEATHER).statistics().faults());
    assertEquals(1, map(two).find(WEATHER).statistics().ok());
    assertEquals(2, map(two).find(WEATHER).statistics().total());
  }

  @Test
  void copesWithCirclesAndLostCallers() {
    TraceMap map =
        map(
            List.of(
                calls("a", "ping", "lost", "b", "pong"),
                calls("c", "pong", "b", "d", "ping"),
                calls("e", "ping", "d", "f", "end"),
                JsonParser.parseString(
                        "{'trace_id':'u','id':'e','name':'call','start_time':1,'end_time':2,"
                            + "'parent_id':'lost','type':'subsegment','namespace':'remote'}")
                    .getAsJsonObject()));
    assertEquals(
        """
        |    ok error throt fault   avg ms
        |                                   ping
        |     1     .     .     .   1000.0  |-> pong  1000.0 ms itself
        |     1     .     .     .   1000.0  |   `-> ping  (above)
        |     1     .     .     .   1000.0  `-> end (remote)
        """
            .replaceAll("(?m)^[|]", ""),
        new TraceMapPrinter(120, false, false).print(map));
  }

  private static JsonObject calls(
      String id, String name, String parent, String callId, String callee) {
    String json =
        "{'trace_id':'t','id':'%s','name':'%s','start_time':1,'end_time':2,'parent_id':'%s',"
            + "'subsegments':[{'id':'%s','name':'%s','namespace':'remote','start_time':1,"
            + "'end_time':2}]}";
    return JsonParser.parseString(json.formatted(id, name, parent, callId, callee))
        .getAsJsonObject();
  }

  @Test
  void keepsToAsciiAndToTheWidth() throws IOException {
    TraceMap map = map(Documents.of("fan-out.jsonl"));
    for (String line : new TraceMapPrinter(90, false, false).print(map).lines().toList()) {
      assertTrue(line.length() <= 90, line);
      assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(line), line);
    }
  }

  private static double average(TraceMap map, Node from, Node to) {
    return average(map.edge(from, to).statistics());
  }

  private static double average(Statistics of) {
    return of.seconds() / of.total();
  }

  private static TraceMap map(List<JsonObject> documents) {
    return Traces.of(documents).map();
  }
}
