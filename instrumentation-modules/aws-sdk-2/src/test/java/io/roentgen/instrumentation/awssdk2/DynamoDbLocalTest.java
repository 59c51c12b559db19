package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.Recorded;
import io.roentgen.testing.ServerProcess;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Against DynamoDB Local. */
final class DynamoDbLocalTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final Map<String, AttributeValue> KEY =
      Map.of("id", AttributeValue.builder().s("17").build());

  static ServerProcess server;
  static DynamoDbClient client;
  static DynamoDbAsyncClient async;

  @BeforeAll
  static void start() {
    server = ServerProcess.dynamoDb();
    URI uri = URI.create("http://127.0.0.1:" + server.port());
    client = Clients.sync(DynamoDbClient.builder(), uri).build();
    async = Clients.async(DynamoDbAsyncClient.builder(), uri).build();
    for (String table : List.of("orders", "parts")) {
      client.createTable(
          r ->
              r.tableName(table)
                  .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                  .attributeDefinitions(
                      a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                  .billingMode(BillingMode.PAY_PER_REQUEST));
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    async.close();
    server.close();
  }

  @Test
  void recordsOneTable() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              client.putItem(r -> r.tableName("orders").item(KEY));
              async.getItem(r -> r.tableName("orders").key(KEY)).join();
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(2, calls.size());
    assertEquals("PutItem", calls.get(0).aws().get("operation"));
    assertEquals("GetItem", calls.get(1).aws().get("operation"));
    for (Subsegment call : calls) {
      assertEquals("DynamoDb", call.name());
      assertEquals("orders", call.aws().get("table_name"));
      assertEquals(200, call.status());
      assertTrue(call.contentLength() > 0);
      assertNotNull(call.aws().get("request_id"));
    }
  }

  @Test
  void recordsTheTablesOfBatchesAndTransactions() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              client.batchGetItem(
                  r ->
                      r.requestItems(
                          Map.of("orders", KeysAndAttributes.builder().keys(KEY).build())));
              client.transactWriteItems(
                  r ->
                      r.transactItems(
                          i -> i.put(p -> p.tableName("orders").item(KEY)),
                          i -> i.put(p -> p.tableName("parts").item(KEY))));
              client.transactGetItems(
                  r ->
                      r.transactItems(
                          i -> i.get(g -> g.tableName("parts").key(KEY)),
                          i -> i.get(g -> g.tableName("orders").key(KEY))));
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(List.of("orders"), calls.get(0).aws().get("table_names"));
    assertEquals(List.of("orders", "parts"), calls.get(1).aws().get("table_names"));
    assertEquals(List.of("parts", "orders"), calls.get(2).aws().get("table_names"));
  }

  @Test
  void recordsARefusalAsError() throws Exception {
    client.putItem(r -> r.tableName("orders").item(KEY));
    Segment segment =
        recorded.trace(
            () ->
                assertThrows(
                    ConditionalCheckFailedException.class,
                    () ->
                        client.putItem(
                            r ->
                                r.tableName("orders")
                                    .item(KEY)
                                    .conditionExpression("attribute_not_exists(id)"))));
    Subsegment call = recorded.only(segment);
    assertTrue(call.error());
    assertFalse(call.fault());
    assertNotNull(call.aws().get("request_id"));
    assertTrue(call.exception().remote());
  }

  @Test
  void recordsEachPageAndEachPollOfAWaiter() throws Exception {
    for (String id : List.of("a", "b", "c")) {
      client.putItem(
          r -> r.tableName("parts").item(Map.of("id", AttributeValue.builder().s(id).build())));
    }
    Segment segment =
        recorded.trace(
            () -> {
              assertTrue(
                  client.scanPaginator(r -> r.tableName("parts").limit(2)).items().stream().count()
                      >= 3);
              client.waiter().waitUntilTableExists(r -> r.tableName("orders"));
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals("Scan", calls.get(0).aws().get("operation"));
    assertEquals("Scan", calls.get(1).aws().get("operation"));
    assertEquals("DescribeTable", calls.get(calls.size() - 1).aws().get("operation"));
  }
}
