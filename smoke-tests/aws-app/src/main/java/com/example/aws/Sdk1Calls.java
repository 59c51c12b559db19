package com.example.aws;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsync;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClientBuilder;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.eventbridge.AmazonEventBridge;
import com.amazonaws.services.eventbridge.AmazonEventBridgeClientBuilder;
import com.amazonaws.services.eventbridge.model.PutEventsRequest;
import com.amazonaws.services.eventbridge.model.PutEventsRequestEntry;
import com.amazonaws.services.kinesis.AmazonKinesis;
import com.amazonaws.services.kinesis.AmazonKinesisClientBuilder;
import com.amazonaws.services.lambda.AWSLambda;
import com.amazonaws.services.lambda.AWSLambdaClientBuilder;
import com.amazonaws.services.lambda.model.InvokeRequest;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.sns.AmazonSNS;
import com.amazonaws.services.sns.AmazonSNSClientBuilder;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.MessageAttributeValue;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import com.amazonaws.services.stepfunctions.AWSStepFunctions;
import com.amazonaws.services.stepfunctions.AWSStepFunctionsClientBuilder;
import com.amazonaws.services.stepfunctions.model.StartExecutionRequest;
import com.amazonaws.util.IOUtils;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** AWS SDK 1. */
final class Sdk1Calls implements Runnable {

  private static final Map<String, AttributeValue> KEY = Map.of("id", new AttributeValue("17"));

  private final String queue;
  private final AmazonDynamoDB dynamo;
  private final AmazonDynamoDBAsync dynamoAsync;
  private final AmazonEventBridge events;
  private final AmazonKinesis kinesis;
  private final AWSLambda lambda;
  private final AmazonS3 s3;
  private final AmazonSNS sns;
  private final AmazonSQS sqs;
  private final AWSStepFunctions functions;

  Sdk1Calls(URI services) {
    queue = services + "/123456789012/q";
    dynamo = at(services, AmazonDynamoDBClientBuilder.standard()).build();
    dynamoAsync = at(services, AmazonDynamoDBAsyncClientBuilder.standard()).build();
    events = at(services, AmazonEventBridgeClientBuilder.standard()).build();
    kinesis = at(services, AmazonKinesisClientBuilder.standard()).build();
    lambda = at(services, AWSLambdaClientBuilder.standard()).build();
    s3 = at(services, AmazonS3ClientBuilder.standard().enablePathStyleAccess()).build();
    sns = at(services, AmazonSNSClientBuilder.standard()).build();
    sqs = at(services, AmazonSQSClientBuilder.standard()).build();
    functions = at(services, AWSStepFunctionsClientBuilder.standard()).build();
  }

  private static <B extends AwsClientBuilder<B, C>, C> B at(URI services, B builder) {
    return builder
        .withEndpointConfiguration(
            new AwsClientBuilder.EndpointConfiguration(services.toString(), "us-west-2"))
        .withClientConfiguration(
            new ClientConfiguration().withMaxErrorRetry(2).withHeader("X-Own", "configured"))
        .withCredentials(
            new AWSStaticCredentialsProvider(new BasicAWSCredentials("key", "secret")));
  }

  @Override
  public void run() {
    tablesAndObjects();
    messages();
    others();
  }

  private void tablesAndObjects() {
    AwsApp.print("get 1", () -> dynamo.getItem("orders", KEY));
    AwsApp.print("get async 1", () -> dynamoAsync.getItemAsync("orders", KEY).get());
    AwsApp.print(
        "get with an own header 1",
        () -> {
          GetItemRequest request = new GetItemRequest("orders", KEY);
          request.putCustomRequestHeader("X-Once", "1");
          return dynamo.getItem(request);
        });
    AwsApp.print("refused 1", () -> dynamo.putItem("refused", KEY));
    AwsApp.print("tried again 1", () -> dynamo.getItem("flaky", KEY));
    AwsApp.print("object put 1", () -> s3.putObject("b", "a/1 2", "forty").getETag());
    AwsApp.print("object 1", () -> IOUtils.toString(s3.getObject("b", "a/1 2").getObjectContent()));
    AwsApp.print("object missing 1", () -> s3.getObjectMetadata("b", "missing"));
    AwsApp.print("list 1", () -> s3.listObjectsV2("b").getObjectSummaries().size());
  }

  private void messages() {
    Map<String, MessageAttributeValue> own =
        Map.of("own", new MessageAttributeValue().withDataType("String").withStringValue("1"));
    AwsApp.print(
        "send 1",
        () -> sqs.sendMessage(new SendMessageRequest(queue, "one").withMessageAttributes(own)));
    AwsApp.print(
        "send batch 1",
        () ->
            sqs.sendMessageBatch(
                queue,
                List.of(
                    new SendMessageBatchRequestEntry("a", "three"),
                    new SendMessageBatchRequestEntry("b", "four").withMessageAttributes(own))));
    AwsApp.print("receive 1", () -> look(sqs.receiveMessage(queue).getMessages()));
    AwsApp.print(
        "receive with all attributes 1",
        () ->
            look(
                sqs.receiveMessage(
                        new ReceiveMessageRequest(queue)
                            .withAttributeNames("All")
                            .withMessageAttributeNames("All"))
                    .getMessages()));
    AwsApp.print("response 1", () -> sqs.receiveMessage(queue));
  }

  private String look(List<Message> messages) {
    StringBuilder seen = new StringBuilder();
    seen.append(messages.size());
    for (Message message : messages) {
      seen.append(' ').append(message);
      seen.append(' ').append(message.getAttributes());
      sqs.deleteMessage(queue, message.getReceiptHandle());
    }
    return seen.append(' ').append(messages).toString();
  }

  private void others() {
    AwsApp.print(
        "publish 1", () -> sns.publish("arn:aws:sns:us-west-2:123456789012:t", "m + \u00fc"));
    AwsApp.print(
        "invoke 1",
        () ->
            lambda
                .invoke(new InvokeRequest().withFunctionName("bill").withPayload("{}"))
                .getStatusCode());
    AwsApp.print(
        "record 1",
        () -> kinesis.putRecord("s", ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8)), "1"));
    AwsApp.print(
        "events 1",
        () ->
            events.putEvents(
                new PutEventsRequest()
                    .withEntries(
                        new PutEventsRequestEntry()
                            .withSource("shop")
                            .withDetailType("a")
                            .withDetail("{}"))));
    AwsApp.print(
        "execution 1",
        () ->
            functions.startExecution(
                new StartExecutionRequest()
                    .withStateMachineArn("arn:aws:states:us-west-2:123456789012:stateMachine:s")
                    .withName("n")
                    .withInput("{}")));
  }
}
