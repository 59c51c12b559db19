package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.client.builder.AwsClientBuilder;
import com.amazonaws.services.eventbridge.AmazonEventBridge;
import com.amazonaws.services.eventbridge.AmazonEventBridgeClientBuilder;
import com.amazonaws.services.eventbridge.model.PutEventsRequest;
import com.amazonaws.services.eventbridge.model.PutEventsRequestEntry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class EventBridge1Test extends CarrierContract {

  static AmazonEventBridge client;

  @BeforeAll
  static void create() {
    client =
        AmazonEventBridgeClientBuilder.standard()
            .withCredentials(new AWSStaticCredentialsProvider(Clients1.KEYS))
            .withEndpointConfiguration(
                new AwsClientBuilder.EndpointConfiguration(wire.url(), "us-east-1"))
            .build();
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
