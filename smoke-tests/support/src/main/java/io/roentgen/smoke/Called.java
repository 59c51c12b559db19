package io.roentgen.smoke;

import java.util.Locale;

/**
 * The node that a call leads to when that sends no segments itself: an AWS resource where the call
 * names one, else the service; a database; a host.
 */
record Called(ServiceMap.Node node, boolean passesOn) {

  /** A subsegment with a namespace. */
  static Called by(Entity call) {
    if (!"aws".equals(call.text("namespace"))) {
      String type = call.json().has("sql") ? "database::SQL" : "remote";
      return new Called(new ServiceMap.Node(call.name(), type), false);
    }
    // As the recorder SDKs name the services: AmazonDynamoDBv2, DynamoDb, DynamoDB.
    String service = call.name().toLowerCase(Locale.ROOT).replaceFirst("^(amazon|aws) ?", "");
    return switch (service) {
      case "dynamodb", "dynamodbv2" -> resource(call, "table_name", "AWS::DynamoDB::Table");
      case "s3" -> resource(call, "bucket_name", "AWS::S3::Bucket");
      case "lambda" -> resource(call, "function_name", "AWS::Lambda");
      case "sqs" -> carrier(call, "queue_url", "AWS::SQS::Queue");
      // X-Ray has one node for all topics that are not traced themselves, and draws messages from
      // one topic to another as a circle: each topic has its own here.
      case "sns" -> carrier(call, "topic_arn", "AWS::SNS");
      case "kinesis" -> carrier(call, "stream_name", "AWS::Kinesis::Stream");
      case "eventbridge", "cloudwatchevents", "events" ->
          carrier(call, "event_bus_name", "AWS::Events");
      default -> resource(call, "", "AWS::" + call.name());
    };
  }

  private static Called resource(Entity call, String field, String type) {
    String resource = call.text("aws", field);
    return new Called(
        new ServiceMap.Node(resource == null ? call.name() : Gist.last(resource), type), false);
  }

  private static Called carrier(Entity call, String field, String type) {
    return new Called(resource(call, field, type).node(), true);
  }
}
