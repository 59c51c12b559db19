package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBHashKey;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBMapper;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBTable;
import com.amazonaws.services.dynamodbv2.document.DynamoDB;
import com.amazonaws.services.dynamodbv2.document.Item;
import com.amazonaws.services.dynamodbv2.model.AttributeDefinition;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.BatchGetItemRequest;
import com.amazonaws.services.dynamodbv2.model.ConditionalCheckFailedException;
import com.amazonaws.services.dynamodbv2.model.CreateTableRequest;
import com.amazonaws.services.dynamodbv2.model.KeySchemaElement;
import com.amazonaws.services.dynamodbv2.model.KeyType;
import com.amazonaws.services.dynamodbv2.model.KeysAndAttributes;
import com.amazonaws.services.dynamodbv2.model.ProvisionedThroughput;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.ScalarAttributeType;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.util.TableUtils;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.ServerProcess;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against DynamoDB Local. */
final class DynamoDbLocalTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final Map<String, AttributeValue> KEY = Map.of("id", new AttributeValue("17"));

  static ServerProcess server;
  static AmazonDynamoDBClient client;
  static AmazonDynamoDBAsyncClient async;

  @BeforeAll
  static void start() {
    server = ServerProcess.dynamoDb();
    URI uri = URI.create("http://127.0.0.1:" + server.port());
    client = Clients.local(AmazonDynamoDBClient::new, uri);
    async =
        Clients.at(
            new AmazonDynamoDBAsyncClient(
                Clients.CREDENTIALS, Clients.configuration(), Executors.newCachedThreadPool()),
            uri);
    for (String table : List.of("orders", "parts")) {
      client.createTable(
          new CreateTableRequest()
              .withTableName(table)
              .withKeySchema(new KeySchemaElement("id", KeyType.HASH))
              .withAttributeDefinitions(new AttributeDefinition("id", ScalarAttributeType.S))
              .withProvisionedThroughput(new ProvisionedThroughput(5L, 5L)));
    }
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    async.shutdown();
    server.close();
  }

  @Test
  void recordsOneTable() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              client.putItem("orders", KEY);
              async.getItemAsync("orders", KEY).get();
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(List.of("PutItem", "GetItem"), operations(calls));
    for (Subsegment call : calls) {
      assertEquals("AmazonDynamoDBv2", call.name());
      assertEquals("orders", call.aws().get("table_name"));
      assertEquals(200, call.status());
      assertTrue(call.contentLength() > 0);
      assertNotNull(call.aws().get("request_id"));
    }
  }

  @Test
  void recordsTheTablesOfABatch() throws Exception {
    BatchGetItemRequest batch =
        new BatchGetItemRequest(Map.of("orders", new KeysAndAttributes().withKeys(KEY)));
    Subsegment call = recorded.only(recorded.trace(() -> client.batchGetItem(batch)));
    assertEquals(List.of("orders"), call.aws().get("table_names"));
  }

  @Test
  void recordsARefusalAsError() throws Exception {
    client.putItem("orders", KEY);
    Segment segment =
        recorded.trace(
            () ->
                assertThrows(
                    ConditionalCheckFailedException.class,
                    () ->
                        client.putItem(
                            new PutItemRequest("orders", KEY)
                                .withConditionExpression("attribute_not_exists(id)"))));
    Subsegment call = recorded.only(segment);
    assertTrue(call.error());
    assertFalse(call.fault());
    assertEquals(400, call.status());
    assertNotNull(call.aws().get("request_id"));
    assertTrue(call.exception().remote());
  }

  @Test
  void recordsEachPageAndEachPollOfAWaiter() throws Exception {
    for (String id : List.of("a", "b", "c")) {
      client.putItem("parts", Map.of("id", new AttributeValue(id)));
    }
    Segment segment =
        recorded.trace(
            () -> {
              ScanRequest page = new ScanRequest("parts").withLimit(2);
              do {
                page.setExclusiveStartKey(client.scan(page).getLastEvaluatedKey());
              } while (page.getExclusiveStartKey() != null);
              TableUtils.waitUntilActive(client, "orders");
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals("Scan", calls.get(0).aws().get("operation"));
    assertEquals("Scan", calls.get(1).aws().get("operation"));
    assertEquals("DescribeTable", calls.get(calls.size() - 1).aws().get("operation"));
  }

  /** A row for the mapper. */
  @DynamoDBTable(tableName = "parts")
  public static final class Part {
    private String id;

    @DynamoDBHashKey
    public String getId() {
      return id;
    }

    public void setId(String id) {
      this.id = id;
    }
  }

  @Test
  void recordsWhatHigherLevelsCall() throws Exception {
    Segment segment =
        recorded.trace(
            () -> {
              DynamoDBMapper mapper = new DynamoDBMapper(client);
              Part part = new Part();
              part.setId("m");
              mapper.save(part);
              assertEquals("m", mapper.load(Part.class, "m").getId());
              new DynamoDB(client).getTable("parts").putItem(new Item().withString("id", "d"));
            });
    List<Subsegment> calls = recorded.children(segment);
    assertEquals(List.of("UpdateItem", "GetItem", "PutItem"), operations(calls));
    for (Subsegment call : calls) {
      assertEquals("parts", call.aws().get("table_name"));
    }
  }

  static List<Object> operations(List<Subsegment> calls) {
    List<Object> operations = new ArrayList<>();
    for (Subsegment call : calls) {
      operations.add(call.aws().get("operation"));
    }
    return operations;
  }
}
