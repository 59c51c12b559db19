package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.trace.Segment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionRequest;

final class StepFunctionsTest extends CarrierContract {

  private static final String MACHINE = "arn:aws:states:us-east-1:1:stateMachine:s";

  static SfnClient client;

  @BeforeAll
  static void create() {
    client = Clients2.client(SfnClient.builder(), wire.url());
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Override
  void send(String own) {
    client.startExecution(
        StartExecutionRequest.builder()
            .stateMachineArn(MACHINE)
            .input("{}")
            .traceHeader(own)
            .build());
  }

  @Override
  List<ObjectNode> places(JsonNode body) {
    return List.of((ObjectNode) body);
  }

  @Override
  String member() {
    return "traceHeader";
  }

  @Test
  void fillsThatOfAnExecutionThatIsWaitedFor() throws Exception {
    StartSyncExecutionRequest request =
        StartSyncExecutionRequest.builder().stateMachineArn(MACHINE).build();
    Segment segment = recorded.trace(() -> client.startSyncExecution(request));
    assertEquals(
        recorded.only(segment).header(),
        tree(wire.only("StartSyncExecution")).get("traceHeader").asText());
  }
}
