package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Asks DynamoDB, at {@code BACKEND}, with the SDK that the function's zip has. */
public final class Tables implements RequestHandler<Map<String, String>, String> {
  private final DynamoDbClient client =
      DynamoDbClient.builder().endpointOverride(URI.create(System.getenv("BACKEND"))).build();

  @Override
  public String handleRequest(Map<String, String> event, Context context) {
    return client.listTables().tableNames().toString();
  }
}
