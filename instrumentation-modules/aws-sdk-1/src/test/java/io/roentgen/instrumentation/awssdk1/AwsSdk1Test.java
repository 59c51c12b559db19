package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Subsegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every service has in common, on answers of a stub. */
final class AwsSdk1Test {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final String HEADER = "X-Amzn-Trace-Id";
  static final AwsStub stub = new AwsStub();
  static final AmazonDynamoDBClient client = Clients.local(AmazonDynamoDBClient::new, stub.uri());

  @AfterAll
  static void stop() {
    client.shutdown();
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.forget();
  }

  static GetItemRequest get() {
    return new GetItemRequest("orders", Map.of("id", new AttributeValue("17")));
  }

  @Test
  void recordsACall() throws Exception {
    stub.answer(200, "{\"Item\":{}}", "x-amzn-RequestId", "R-1");
    checkSuccess(recorded.only(recorded.trace(() -> client.getItem(get()))));
  }

  @Test
  void recordsAnAsynchronousCallBeforeItsFutureCompletes() throws Exception {
    stub.answer(200, "{\"Item\":{}}", "x-amzn-RequestId", "R-1");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    AmazonDynamoDBAsyncClient async =
        Clients.at(
            new AmazonDynamoDBAsyncClient(
                Clients.CREDENTIALS, Clients.configuration(), new HandingOver(executor)),
            stub.uri());
    checkSuccess(recorded.only(recorded.trace(() -> async.getItemAsync(get()).get())));
    async.shutdown();
  }

  private static void checkSuccess(Subsegment call) {
    assertEquals("AmazonDynamoDBv2", call.name());
    assertEquals("aws", call.namespace());
    assertEquals("GetItem", call.aws().get("operation"));
    assertEquals("us-west-2", call.aws().get("region"));
    assertEquals("R-1", call.aws().get("request_id"));
    assertEquals(0, call.aws().get("retries"));
    assertEquals(200, call.status());
    assertEquals(11, call.contentLength());
    assertFalse(call.error() || call.throttle() || call.fault());
    assertNull(call.exception());
    AwsStub.Request request = stub.requests().get(0);
    assertEquals(List.of(call.header()), request.header(HEADER));
  }
}
