package io.roentgen.smoke.tracer;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls to AWS services that speak JSON, without an SDK: what is deployed needs a few of them. */
final class AwsApi {
  /** No server here checks a signature, but they want to see one. */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=key/20200101/us-east-1/service/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private final HttpClient http = HttpClient.newHttpClient();

  /** The queue's URL. */
  String createQueue(String sqs, String name) throws IOException, InterruptedException {
    JsonObject request = new JsonObject();
    request.addProperty("QueueName", name);
    return call(sqs, "AmazonSQS.CreateQueue", request).get("QueueUrl").getAsString();
  }

  /** With one key, a text. */
  void createTable(String dynamoDb, String name, String key)
      throws IOException, InterruptedException {
    String request =
        "{'TableName':'%s','BillingMode':'PAY_PER_REQUEST',"
            + "'KeySchema':[{'AttributeName':'%s','KeyType':'HASH'}],"
            + "'AttributeDefinitions':[{'AttributeName':'%s','AttributeType':'S'}]}";
    JsonObject json = JsonParser.parseString(request.formatted(name, key, key)).getAsJsonObject();
    call(dynamoDb, "DynamoDB_20120810.CreateTable", json);
  }

  private JsonObject call(String url, String target, JsonObject request)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target)
                .header("Authorization", AUTHORIZATION)
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(target + ": " + response.body());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }
}
