package com.example.tracer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Counts how often each path was asked for, in the table {@code TABLE_NAME}. */
public final class HitCounter implements RequestHandler<SNSEvent, Void> {
  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final String table = System.getenv("TABLE_NAME");

  @Override
  public Void handleRequest(SNSEvent event, Context context) {
    for (SNSEvent.SNSRecord record : event.getRecords()) {
      String path = record.getSNS().getMessage();
      dynamoDb.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(Map.of("path", AttributeValue.fromS(path)))
                  .updateExpression("ADD hits :one")
                  .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    }
    return null;
  }
}
