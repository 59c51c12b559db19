package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.cloudwatchevents.AmazonCloudWatchEventsClient;
import com.amazonaws.services.cloudwatchevents.model.PutEventsRequest;
import com.amazonaws.services.cloudwatchevents.model.PutEventsRequestEntry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class CloudWatchEvents1Test extends CarrierContract {

  static AmazonCloudWatchEventsClient client;

  @BeforeAll
  @SuppressWarnings("deprecation") // the oldest version has no builders
  static void create() {
    client = new AmazonCloudWatchEventsClient(Clients1.KEYS, Clients1.configuration());
    client.setEndpoint(wire.url());
  }

  @AfterAll
  static void close() {
    client.shutdown();
  }

  @Override
  void send(String own) {
    PutEventsRequest request = new PutEventsRequest().withEntries(entry(own), entry(null));
    client.putEvents(request);
    assertEquals(new PutEventsRequest().withEntries(entry(own), entry(null)), request);
  }

  private static PutEventsRequestEntry entry(String own) {
    return new PutEventsRequestEntry()
        .withSource("shop")
        .withDetailType("order")
        .withDetail("{}")
        .withTraceHeader(own);
  }

  @Override
  List<ObjectNode> places(JsonNode body) {
    List<ObjectNode> entries = new ArrayList<>();
    body.get("Entries").forEach(entry -> entries.add((ObjectNode) entry));
    return entries;
  }

  @Override
  String member() {
    return "TraceHeader";
  }
}
