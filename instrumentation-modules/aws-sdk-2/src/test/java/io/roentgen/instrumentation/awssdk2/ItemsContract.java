package io.roentgen.instrumentation.awssdk2;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** Tests with clients of a table, which try twice, on answers of a stub. */
abstract class ItemsContract {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final GetItemRequest GET =
      GetItemRequest.builder()
          .tableName("orders")
          .key(Map.of("id", AttributeValue.builder().s("17").build()))
          .build();

  static AwsStub stub;
  static DynamoDbClient client;
  static DynamoDbAsyncClient async;

  @BeforeAll
  static void start() {
    stub = new AwsStub();
    client =
        Clients.sync(DynamoDbClient.builder(), stub.uri())
            .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
            .build();
    async =
        Clients.async(DynamoDbAsyncClient.builder(), stub.uri())
            .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    async.close();
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.forget();
  }
}
