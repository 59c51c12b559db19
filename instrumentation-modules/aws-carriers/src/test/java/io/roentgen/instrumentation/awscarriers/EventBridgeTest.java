package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
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

  @Test
  void fillsItForTheAsynchronousClientAsWell() throws Exception {
    PutEventsRequest request =
        PutEventsRequest.builder()
            .entries(PutEventsRequestEntry.builder().source("shop").detail("{}").build())
            .build();
    try (EventBridgeAsyncClient async =
        Clients2.client(EventBridgeAsyncClient.builder(), wire.url())) {
      Segment segment = recorded.trace(() -> async.putEvents(request).join());
      assertEquals(
          recorded.only(segment).header(),
          places(tree(wire.only("PutEvents"))).get(0).get("TraceHeader").asText());
      assertNull(request.entries().get(0).traceHeader());
    }
  }
}
