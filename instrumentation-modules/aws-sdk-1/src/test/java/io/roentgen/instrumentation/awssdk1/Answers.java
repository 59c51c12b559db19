package io.roentgen.instrumentation.awssdk1;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What services say, as short as the SDK can read it. */
final class Answers {

  /** Answered without a body, or with one that is not XML. */
  private static final Set<String> NOT_XML =
      Set.of("GetObject", "GetObjectMetadata", "GetBucketPolicy");

  /** Answered with XML, though it's not a get or list. */
  private static final Set<String> XML =
      Set.of(
          "CopyObject",
          "CopyPart",
          "DeleteObjects",
          "CompleteMultipartUpload",
          "InitiateMultipartUpload");

  private static final String CAPACITY = "{\"TableName\":\"orders\",\"CapacityUnits\":0.5}";

  private Answers() {}

  record Answer(int status, String body, String... headers) {}

  /** Success. */
  static Answer of(String service, String operation) {
    switch (service) {
      case "AmazonDynamoDBv2":
        return json(dynamoDb(operation));
      case "AmazonSQS":
        return json(sqs(operation));
      case "AWSLambda":
        return new Answer(
            operation.equals("InvokeAsync") ? 202 : 200,
            "{}",
            "x-amzn-RequestId",
            "R",
            "X-Amz-Function-Error",
            "Unhandled");
      case "AmazonSNS":
        return new Answer(
            200,
            ("<OResponse><OResult><MessageId>m</MessageId></OResult>"
                    + "<ResponseMetadata><RequestId>R</RequestId></ResponseMetadata></OResponse>")
                .replace("O", operation),
            "x-amzn-RequestId",
            "R");
      case "Amazon S3":
        return new Answer(200, s3(operation), "x-amz-request-id", "R", "x-amz-id-2", "E");
      default:
        return json("{}");
    }
  }

  /** Failures, by call and status. */
  static Map<String, Answer> refusals() {
    Map<String, Answer> refusals = new LinkedHashMap<>();
    for (String error :
        List.of(
            "AmazonDynamoDBv2.PutItem 400 ConditionalCheckFailedException",
            "AmazonDynamoDBv2.PutItem 400 ProvisionedThroughputExceededException",
            "AmazonDynamoDBv2.PutItem 429 TooManyRequestsException",
            "AmazonDynamoDBv2.PutItem 500 InternalServerError",
            "AmazonSQS.DeleteMessage 400 QueueDoesNotExist",
            "AWSLambda.Invoke 404 ResourceNotFoundException")) {
      String[] parts = error.split(" ");
      refusals.put(
          error,
          new Answer(
              Integer.parseInt(parts[1]),
              "{\"__type\":\"x#" + parts[2] + "\",\"message\":\"no\"}",
              "x-amzn-RequestId",
              "R",
              "x-amzn-ErrorType",
              parts[2]));
    }
    refusals.put(
        "AmazonSNS.Publish 404",
        new Answer(
            404,
            "<ErrorResponse><Error><Code>NotFound</Code><Message>no</Message></Error>"
                + "<RequestId>R</RequestId></ErrorResponse>",
            "x-amzn-RequestId",
            "R"));
    for (String error :
        List.of(
            "GetObject 404 NoSuchKey",
            "GetObject 304",
            "GetObject 412",
            "PutObject 412",
            "PutObject 503 SlowDown",
            "PutObject 500 InternalError")) {
      String[] parts = error.split(" ");
      refusals.put(
          "Amazon S3." + error,
          new Answer(
              Integer.parseInt(parts[1]),
              parts.length < 3
                  ? ""
                  : "<Error><Code>" + parts[2] + "</Code><RequestId>R</RequestId></Error>",
              "x-amz-request-id",
              "R",
              "x-amz-id-2",
              "E"));
    }
    return refusals;
  }

  private static Answer json(String body) {
    return new Answer(200, body, "x-amzn-RequestId", "R");
  }

  private static String dynamoDb(String operation) {
    boolean batch = operation.startsWith("Batch");
    return "{\"TableNames\":[\"a\",\"b\"],\"Count\":1,\"ScannedCount\":2,\"ConsumedCapacity\":"
        + (batch ? "[" + CAPACITY + "]" : CAPACITY)
        + ",\"ItemCollectionMetrics\":"
        + (batch
            ? "{\"orders\":[{\"SizeEstimateRangeGB\":[1.0]}]}"
            : "{\"ItemCollectionKey\":{\"id\":{\"S\":\"17\"}}}")
        + "}";
  }

  private static String sqs(String operation) {
    switch (operation) {
      case "SendMessage":
        return "{\"MessageId\":\"m\",\"MD5OfMessageBody\":\"291d58a4bc49ff2eaef33c1358e24db7\","
            + "\"MD5OfMessageAttributes\":\"f0e8c88e2d8244d0c8a7bf8d13505620\"}";
      case "ReceiveMessage":
        return "{\"Messages\":[{\"MessageId\":\"m\",\"Body\":\"x\","
            + "\"MD5OfBody\":\"9dd4e461268c8034f5c8564e155c67a6\"}]}";
      case "ListQueues":
        return "{\"QueueUrls\":[\"a\",\"b\"]}";
      case "ListDeadLetterSourceQueues":
        return "{\"queueUrls\":[\"a\",\"b\"]}";
      case "GetQueueAttributes":
        return "{\"Attributes\":{\"Policy\":\"{}\"}}";
      default:
        return "{\"QueueUrl\":\"u\",\"Failed\":[{\"Id\":\"1\"}],\"Successful\":[]}";
    }
  }

  private static String s3(String operation) {
    boolean xml =
        (operation.startsWith("Get") || operation.startsWith("List"))
                && !NOT_XML.contains(operation)
            || XML.contains(operation);
    if (operation.equals("CompleteMultipartUpload")) {
      return "<CompleteMultipartUploadResult><Bucket>b</Bucket></CompleteMultipartUploadResult>";
    }
    return xml ? "<R/>" : "";
  }
}
