package io.roentgen.instrumentation.awscarriers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

final class EventBridgeTest extends CarrierContract {

  static EventBridgeClient client;

  @BeforeAll
  static void create() {
    client = Clients2.client(EventBridgeClient.builder(), wire.url());
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Override
  void send(String own) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder().source("shop").detailType("order").detail("{}").build();
    client.putEvents(
        PutEventsRequest.builder()
            .entries(entry.toBuilder().traceHeader(own).build(), entry)
            .build());
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
