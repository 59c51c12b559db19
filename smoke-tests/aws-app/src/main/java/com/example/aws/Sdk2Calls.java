package com.example.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** AWS SDK 2: blocking and asynchronous clients, every protocol. */
final class Sdk2Calls implements Runnable {

  private static final Map<String, AttributeValue> KEY =
      Map.of("id", AttributeValue.builder().s("17").build());

  private final DynamoDbClient dynamo;
  private final DynamoDbAsyncClient dynamoAsync;
  private final EventBridgeClient events;
  private final KinesisClient kinesis;
  private final LambdaClient lambda;
  private final SecretsManagerClient secrets;
  private final SfnClient functions;
  private final SnsClient sns;
  private final SnsAsyncClient snsAsync;
  private final SsmClient ssm;
  private final Sdk2Objects objects;
  private final Sdk2Queue queue;

  Sdk2Calls(URI services) {
    dynamo = at(services, DynamoDbClient.builder()).build();
    dynamoAsync = at(services, DynamoDbAsyncClient.builder()).build();
    events = at(services, EventBridgeClient.builder()).build();
    kinesis = at(services, KinesisClient.builder()).build();
    lambda = at(services, LambdaClient.builder()).build();
    secrets = at(services, SecretsManagerClient.builder()).build();
    functions = at(services, SfnClient.builder()).build();
    sns = at(services, SnsClient.builder()).build();
    snsAsync = at(services, SnsAsyncClient.builder()).build();
    ssm = at(services, SsmClient.builder()).build();
    objects = new Sdk2Objects(services);
    queue = new Sdk2Queue(services);
  }

  static <B extends AwsClientBuilder<B, C>, C> B at(URI services, B builder) {
    return builder
        .endpointOverride(services)
        .region(Region.US_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(
            c ->
                c.putHeader("X-Own", "configured")
                    .apiCallTimeout(Duration.ofMinutes(1))
                    .retryPolicy(r -> r.numRetries(2).backoffStrategy(x -> Duration.ZERO)));
  }

  @Override
  public void run() {
    tables();
    slowTables();
    objects.run();
    queue.run();
    notifications();
    others();
  }

  private void tables() {
    AwsApp.print("get", () -> dynamo.getItem(r -> r.tableName("orders").key(KEY)));
    AwsApp.print(
        "get with an own header",
        () ->
            dynamo.getItem(
                r ->
                    r.tableName("orders")
                        .key(KEY)
                        .overrideConfiguration(c -> c.putHeader("X-Once", "1"))));
    AwsApp.print("get async", () -> dynamoAsync.getItem(r -> r.tableName("o").key(KEY)).join());
    AwsApp.print("put", () -> dynamo.putItem(r -> r.tableName("orders").item(KEY)));
    AwsApp.print("put again", () -> dynamo.putItem(r -> r.tableName("refused").item(KEY)));
    AwsApp.print("tried again", () -> dynamo.getItem(r -> r.tableName("flaky").key(KEY)));
    AwsApp.print(
        "tried again async", () -> dynamoAsync.getItem(r -> r.tableName("flaky").key(KEY)).join());
    AwsApp.print("broken", () -> dynamoAsync.getItem(r -> r.tableName("broken").key(KEY)).join());
    AwsApp.print(
        "pages", () -> dynamo.scanPaginator(r -> r.tableName("paged")).items().stream().count());
    AwsApp.print(
        "pages async",
        () -> {
          List<Object> items = new CopyOnWriteArrayList<>();
          dynamoAsync.scanPaginator(r -> r.tableName("paged")).items().subscribe(items::add).join();
          return items;
        });
    AwsApp.print(
        "one after another",
        () ->
            dynamoAsync
                .getItem(r -> r.tableName("o").key(KEY))
                .thenCompose(got -> dynamoAsync.putItem(r -> r.tableName("o").item(got.item())))
                .thenCompose(put -> dynamoAsync.getItem(r -> r.tableName("o").key(KEY)))
                .join());
    AwsApp.print(
        "batch",
        () ->
            dynamo.batchGetItem(
                r ->
                    r.requestItems(
                        Map.of("orders", KeysAndAttributes.builder().keys(KEY).build()))));
    AwsApp.print(
        "transaction",
        () ->
            dynamoAsync
                .transactWriteItems(
                    r ->
                        r.clientRequestToken("token")
                            .transactItems(i -> i.put(p -> p.tableName("orders").item(KEY))))
                .join());
    AwsApp.print(
        "waiter",
        () ->
            dynamo.waiter().waitUntilTableExists(r -> r.tableName("orders")).matched().response());
  }

  private void slowTables() {
    AwsApp.print(
        "waiter that waits",
        () ->
            dynamo
                .waiter()
                .waitUntilTableExists(r -> r.tableName("slow"), Sdk2Calls::atOnce)
                .attemptsExecuted());
    AwsApp.print(
        "waiter that waits async",
        () ->
            dynamoAsync
                .waiter()
                .waitUntilTableExists(r -> r.tableName("slow"), Sdk2Calls::atOnce)
                .join()
                .attemptsExecuted());
  }

  private static void atOnce(WaiterOverrideConfiguration.Builder waiter) {
    waiter.backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(10)));
  }

  private void notifications() {
    String topic = "arn:aws:sns:us-west-2:123456789012:shipped";
    AwsApp.print("publish", () -> sns.publish(r -> r.topicArn(topic).message("m + \u00fc")));
    AwsApp.print(
        "publish async",
        () ->
            snsAsync
                .publish(
                    r ->
                        r.topicArn(topic)
                            .message("m")
                            .messageAttributes(
                                Map.of(
                                    "own",
                                    software.amazon.awssdk.services.sns.model.MessageAttributeValue
                                        .builder()
                                        .dataType("String")
                                        .stringValue("1")
                                        .build())))
                .join());
    AwsApp.print(
        "publish batch",
        () ->
            sns.publishBatch(
                r ->
                    r.topicArn(topic)
                        .publishBatchRequestEntries(
                            e -> e.id("1").message("a"), e -> e.id("2").message("b"))));
  }

  private void others() {
    AwsApp.print(
        "invoke",
        () ->
            lambda.invoke(
                r ->
                    r.functionName("bill")
                        .clientContext("e30=")
                        .payload(SdkBytes.fromUtf8String("{\"n\":1}"))));
    AwsApp.print(
        "record",
        () ->
            kinesis.putRecord(
                r ->
                    r.streamName("s")
                        .partitionKey("1")
                        .data(SdkBytes.fromString("x", StandardCharsets.UTF_8))));
    AwsApp.print(
        "events",
        () ->
            events.putEvents(
                r ->
                    r.entries(
                        e -> e.source("shop").detailType("a").detail("{}"),
                        e -> e.source("shop").detailType("b").detail("{\"x\":[1]}"))));
    AwsApp.print(
        "execution",
        () ->
            functions.startExecution(
                r ->
                    r.stateMachineArn("arn:aws:states:us-west-2:123456789012:stateMachine:s")
                        .name("n")
                        .input("{}")));
    AwsApp.print("secret", () -> secrets.getSecretValue(r -> r.secretId("s")).secretString());
    AwsApp.print("parameter", () -> ssm.getParameter(r -> r.name("p")));
  }
}
