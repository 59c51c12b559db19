package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceMapTest {
  private static final ServiceMap.Node API = new ServiceMap.Node("api", "");
  private static final ServiceMap.Node TOPIC = new ServiceMap.Node("news", "AWS::SNS");
  private static final ServiceMap.Node COUNT = new ServiceMap.Node("count", "AWS::Lambda");
  private static final ServiceMap.Node COUNTING =
      new ServiceMap.Node("count", "AWS::Lambda::Function");
  private static final ServiceMap.Node ASKING = new ServiceMap.Node("ask", "AWS::Lambda::Function");
  private static final ServiceMap.Node WEATHER = new ServiceMap.Node("weather.example", "remote");
  private static final ServiceMap.Node QUEUE = new ServiceMap.Node("jobs", "AWS::SQS::Queue");

  @Test
  void drawsEveryNodeBelowItsCallerInWhicheverOrderTheDocumentsCome() throws IOException {
    List<JsonObject> documents = Documents.of("fan-out.jsonl");
    String expected = Documents.text("fan-out.txt");
    for (int i = 0; i < documents.size(); i++) {
      Collections.rotate(documents, 1);
      assertEquals(expected, new ServiceMapPrinter(120, false, true).print(map(documents)));
    }
  }

  @Test
  void entersAtTheClient() throws IOException {
    ServiceMap map = map(Documents.of("fan-out.jsonl"));
    ServiceMap.Node client = new ServiceMap.Node("api", "client");
    assertEquals(List.of(client), map.entries());
    assertEquals(Set.of(API), map.from(client).keySet());
    assertFalse(map.isActive(client));
    assertEquals(0.1, map.from(client).get(API).average(), 1e-6);
  }

  @Test
  void passesTopicsAndQueuesOnToTheirReceivers() throws IOException {
    ServiceMap map = map(Documents.of("fan-out.jsonl"));
    assertEquals(0.020, map.from(API).get(TOPIC).average(), 1e-6);
    // The message was 10 ms old when it was received.
    assertEquals(0.010, map.from(TOPIC).get(COUNT).average(), 1e-6);
    assertEquals(0.100, map.from(QUEUE).values().iterator().next().average(), 1e-6);
    assertEquals(1, map.statistics(TOPIC).total());
  }

  @Test
  void hasTheCallersFiguresAtTheEdgeAndTheServicesOwnAtTheNode() throws IOException {
    ServiceMap map = map(Documents.of("fan-out.jsonl"));
    ServiceMap.Node users = new ServiceMap.Node("users", "");
    assertEquals(0.020, map.from(ASKING).get(users).average(), 1e-6);
    assertEquals(0.015, map.statistics(users).average(), 1e-6);
    assertTrue(map.isActive(users));
    // Who sends nothing is known from the caller alone, as another node of that name.
    ServiceMap.Node inferred = new ServiceMap.Node("users", "remote");
    assertFalse(map.isActive(inferred));
    assertEquals(1, map.from(API).get(inferred).throttles());
    assertEquals(0, map.from(API).get(inferred).errors());
  }

  @Test
  void countsWhatFailed() throws IOException {
    List<JsonObject> documents = Documents.of("fan-out.jsonl");
    ServiceMap map = map(documents);
    assertEquals(1, map.from(ASKING).get(WEATHER).faults());
    assertEquals(1, map.statistics(WEATHER).faults());
    assertEquals(1, map.statistics(ASKING).faults());
    assertEquals(0, map.statistics(COUNTING).faults());

    List<JsonObject> two = new ArrayList<>(documents);
    for (String line : Documents.text("fan-out.jsonl").lines().toList()) {
      JsonObject other =
          JsonParser.parseString(line.replace("1-6b0242d9", "1-6b0242da")).getAsJsonObject();
      other.remove("fault");
      two.add(other);
    }
    assertEquals(1, map(two).statistics(WEATHER).faults());
    assertEquals(1, map(two).statistics(WEATHER).ok());
    assertEquals(2, map(two).statistics(WEATHER).total());
  }

  @Test
  void copesWithCirclesAndLostCallers() {
    ServiceMap map =
        map(
            List.of(
                calls("a", "ping", "lost", "b", "pong"),
                calls("c", "pong", "b", "d", "ping"),
                calls("e", "ping", "d", "f", "end"),
                JsonParser.parseString(
                        "{'trace_id':'u','id':'e','name':'call','start_time':1,'end_time':2,"
                            + "'parent_id':'lost','type':'subsegment','namespace':'remote'}")
                    .getAsJsonObject()));
    assertEquals(List.of(), map.entries());
    assertEquals(
        """
        |    ok error throt fault   avg ms
        |                                   ping
        |     1     .     .     .   1000.0  |-> pong  1000.0 ms itself
        |     1     .     .     .   1000.0  |   `-> ping  (above)
        |     1     .     .     .   1000.0  `-> end (remote)
        """
            .replaceAll("(?m)^[|]", ""),
        new ServiceMapPrinter(120, false, false).print(map));
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
    ServiceMap map = map(Documents.of("fan-out.jsonl"));
    for (String line : new ServiceMapPrinter(90, false, false).print(map).lines().toList()) {
      assertTrue(line.length() <= 90, line);
      assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(line), line);
    }
  }

  private static ServiceMap map(List<JsonObject> documents) {
    return ServiceMap.of(Traces.of(documents).all());
  }
}
