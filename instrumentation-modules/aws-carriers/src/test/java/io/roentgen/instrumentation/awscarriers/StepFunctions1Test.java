package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.stepfunctions.AWSStepFunctionsClient;
import com.amazonaws.services.stepfunctions.model.StartExecutionRequest;
import com.amazonaws.services.stepfunctions.model.StartSyncExecutionRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.trace.Segment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class StepFunctions1Test extends CarrierContract {

  private static final String MACHINE = "arn:aws:states:us-east-1:1:stateMachine:s";

  static AWSStepFunctionsClient client;

  @BeforeAll
  @SuppressWarnings("deprecation") // the oldest version has no builders
  static void create() {
    client = new AWSStepFunctionsClient(Clients1.KEYS, Clients1.configuration());
    client.setEndpoint(wire.url());
  }

  @AfterAll
  static void close() {
    client.shutdown();
  }

  @Override
  void send(String own) {
    StartExecutionRequest request = request().withTraceHeader(own);
    client.startExecution(request);
    assertEquals(request().withTraceHeader(own), request);
  }

  private static StartExecutionRequest request() {
    return new StartExecutionRequest().withStateMachineArn(MACHINE).withInput("{}");
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
        new StartSyncExecutionRequest().withStateMachineArn(MACHINE);
    Segment segment = recorded.trace(() -> client.startSyncExecution(request));
    assertEquals(
        recorded.only(segment).header(),
        tree(wire.only("StartSyncExecution")).get("traceHeader").asText());
  }
}
