package com.example.shop;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The shop's tables in DynamoDB. */
final class Tables {
  private Tables() {}

  /** Creates a table with one text key unless it is there. */
  static void create(DynamoDbClient dynamoDb, String table, String key) {
    try {
      dynamoDb.createTable(
          request ->
              request
                  .tableName(table)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(schema -> schema.attributeName(key).keyType(KeyType.HASH))
                  .attributeDefinitions(
                      attribute ->
                          attribute.attributeName(key).attributeType(ScalarAttributeType.S)));
    } catch (ResourceInUseException exists) {
      // An earlier start created it.
    }
  }

  static void putProduct(DynamoDbClient dynamoDb, String sku, String title, int stock) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("sku", AttributeValue.builder().s(sku).build());
    item.put("title", AttributeValue.builder().s(title).build());
    item.put("stock", AttributeValue.builder().n(Integer.toString(stock)).build());
    dynamoDb.putItem(request -> request.tableName("products").item(item));
  }

  /** A product's attributes; empty if there is none. */
  static Map<String, AttributeValue> product(DynamoDbClient dynamoDb, String sku) {
    Map<String, AttributeValue> key = new HashMap<>();
    key.put("sku", AttributeValue.builder().s(sku).build());
    return dynamoDb.getItem(request -> request.tableName("products").key(key)).item();
  }
}
