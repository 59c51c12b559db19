package io.roentgen.console.trace;

import java.util.Locale;

/**
 * The node that a call leads to where that sends no segments itself: an AWS resource if the call
 * names one, else the service; a database; a host. Source: "Tracing AWS SDK calls", AWS X-Ray
 * developer guide; what that leaves open is said in docs/RATIONALE.md.
 */
final class Called {

  final Node node;

  /** Whether it stands between sender and receiver: a queue, a topic. */
  final boolean carrier;

  private Called(Node node, boolean carrier) {
    this.node = node;
    this.carrier = carrier;
  }

  /** By a subsegment with a namespace. */
  static Called by(Entity call) {
    if (!"aws".equals(call.namespace)) {
      return new Called(Node.of(call.name, call.sql != null ? "database::SQL" : "remote"), false);
    }
    switch (service(call.name)) {
      case "dynamodb":
      case "dynamodbv2":
        return resource(call, "table_name", "AWS::DynamoDB::Table", false);
      case "s3":
        return resource(call, "bucket_name", "AWS::S3::Bucket", false);
      case "lambda":
        return resource(call, "function_name", "AWS::Lambda", false);
      case "sqs":
        return resource(call, "queue_url", "AWS::SQS::Queue", true);
      case "sns":
        return resource(call, "topic_arn", "AWS::SNS", true);
      case "kinesis":
        return resource(call, "stream_name", "AWS::Kinesis::Stream", true);
      case "eventbridge":
      case "cloudwatchevents":
      case "events":
        return resource(call, "event_bus_name", "AWS::Events", true);
      case "sfn":
      case "stepfunctions":
        return resource(call, "state_machine_arn", "AWS::StepFunctions::StateMachine", true);
      case "secretsmanager":
        return new Called(Node.of(call.name, "AWS::SecretsManager"), false);
      default:
        return new Called(Node.of(call.name, "AWS::" + call.name), false);
    }
  }

  /** Of AWS::DynamoDB::Table, AWS::DynamoDB: the call doesn't say which table. */
  private static String withoutResource(String type) {
    int end = type.indexOf("::", "AWS::".length());
    return end < 0 ? type : type.substring(0, end);
  }

  /** As the SDKs name one service: AmazonDynamoDBv2, DynamoDb, DynamoDB. */
  private static String service(String name) {
    String service = name.toLowerCase(Locale.ROOT);
    for (String prefix : new String[] {"amazon", "aws"}) {
      if (service.startsWith(prefix)) {
        return service.substring(prefix.length()).trim();
      }
    }
    return service;
  }

  private static Called resource(Entity call, String field, String type, boolean carrier) {
    String resource = call.aws(field);
    return resource == null || resource.isEmpty()
        ? new Called(Node.of(call.name, withoutResource(type)), carrier)
        : new Called(Node.of(last(resource), type), carrier);
  }

  /** The name in a queue's URL or an ARN. */
  private static String last(String resource) {
    int cut = Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':'));
    return cut < 0 || cut == resource.length() - 1 ? resource : resource.substring(cut + 1);
  }
}
