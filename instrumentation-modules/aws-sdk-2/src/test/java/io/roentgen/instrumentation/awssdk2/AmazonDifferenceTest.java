package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.interceptors.TracingInterceptor;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Subsegment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.endpoints.SqsEndpointProvider;

/**
 * The same call, once traced by Amazon's interceptor for this SDK and once by us, must give the
 * same fields, but for those listed here.
 */
final class AmazonDifferenceTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final Map<String, AttributeValue> KEY =
      Map.of("id", AttributeValue.builder().s("17").build());

  /**
   * What Amazon's writes and we don't. The first is always empty in it: that class has no getters
   * for its serializer to find. The others name no resource; a larger table is to come.
   */
  static final List<String> ONLY_THEIRS =
      List.of("consumed_capacity", "consistent_read", "invocation_type", "status_code");

  @Test
  void agreesOnDynamoDb() throws Exception {
    compare(
        DynamoDbClient::builder,
        stub -> stub.answer(200, "{\"Item\":{}}", "x-amzn-RequestId", "R"),
        client -> client.getItem(r -> r.tableName("orders").key(KEY).consistentRead(true)));
    compare(
        DynamoDbClient::builder,
        stub -> stub.answer(200, "{}", "x-amzn-RequestId", "R"),
        client ->
            client.batchGetItem(
                r ->
                    r.requestItems(
                        Map.of("orders", KeysAndAttributes.builder().keys(KEY).build()))));
    for (String code :
        List.of("ConditionalCheckFailedException", "ProvisionedThroughputExceededException")) {
      compare(
          DynamoDbClient::builder,
          stub -> stub.answer(400, "{\"__type\":\"x#" + code + "\"}", "x-amzn-RequestId", "R"),
          client -> client.putItem(r -> r.tableName("orders").item(KEY)));
    }
    compare(
        DynamoDbClient::builder,
        stub -> stub.answer(500, "{\"__type\":\"x#InternalServerError\"}"),
        client -> client.putItem(r -> r.tableName("orders").item(KEY)));
  }

  @Test
  void agreesOnS3() throws Exception {
    compare(
        () -> S3Client.builder().forcePathStyle(true),
        stub -> stub.answer(200, "", "x-amz-request-id", "R", "x-amz-id-2", "E"),
        client -> client.putObject(b -> b.bucket("bills").key("1"), RequestBody.fromString("x")));
    compare(
        () -> S3Client.builder().forcePathStyle(true),
        stub ->
            stub.answer(
                404,
                "<Error><Code>NoSuchKey</Code><RequestId>R</RequestId></Error>",
                "x-amz-request-id",
                "R",
                "x-amz-id-2",
                "E"),
        client -> client.getObjectAsBytes(b -> b.bucket("bills").key("1")));
  }

  @Test
  void agreesOnSnsLambdaAndSqs() throws Exception {
    compare(
        SnsClient::builder,
        stub ->
            stub.answer(
                200,
                "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult>"
                    + "<ResponseMetadata><RequestId>R</RequestId></ResponseMetadata>"
                    + "</PublishResponse>"),
        client -> client.publish(r -> r.topicArn("arn:aws:sns:a:b:c").message("m")));
    compare(
        LambdaClient::builder,
        stub ->
            stub.answer(200, "{}", "X-Amz-Function-Error", "Unhandled", "x-amzn-RequestId", "R"),
        client ->
            client.invoke(r -> r.functionName("bill").payload(SdkBytes.fromUtf8String("{}"))));
    // Newer versions of this client speak JSON, older ones XML.
    boolean json =
        SqsEndpointProvider.class
                .getClassLoader()
                .getResource("software/amazon/awssdk/protocols/query/AwsQueryProtocolFactory.class")
            == null;
    compare(
        SqsClient::builder,
        stub ->
            stub.answer(
                200,
                json
                    ? "{}"
                    : "<DeleteMessageResponse><ResponseMetadata><RequestId>R</RequestId>"
                        + "</ResponseMetadata></DeleteMessageResponse>",
                "x-amzn-RequestId",
                "R"),
        client -> client.deleteMessage(r -> r.queueUrl("http://x/1/q").receiptHandle("h")));
  }

  @Test
  void agreesOnAFailedConnection() throws Exception {
    URI dead = URI.create("http://127.0.0.1:" + LocalHttpServer.deadPort());
    compare(dead, DynamoDbClient::builder, client -> client.listTables());
  }

  private interface NewBuilder<B> {
    B make();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> void compare(
      NewBuilder<B> builder, Consumer<AwsStub> answer, Consumer<C> call) throws Exception {
    try (AwsStub stub = new AwsStub()) {
      answer.accept(stub);
      compare(stub.uri(), builder, call);
    }
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> void compare(
      URI endpoint, NewBuilder<B> builder, Consumer<C> call) throws Exception {
    Segment[] sent = new Segment[1];
    AWSXRayRecorder recorder = recorder(sent);
    C theirs =
        Clients.sync(builder.make(), endpoint)
            .overrideConfiguration(
                c ->
                    c.retryPolicy(r -> r.numRetries(1))
                        .addExecutionInterceptor(new TracingInterceptor(recorder, null, null)))
            .build();
    recorder.beginSegment("test");
    run(theirs, call);
    recorder.endSegment();
    C ours =
        Clients.sync(builder.make(), endpoint)
            .overrideConfiguration(c -> c.retryPolicy(r -> r.numRetries(1)))
            .build();
    Subsegment mine = recorded.only(recorded.trace(() -> run(ours, call)));

    Map<String, Object> expected = fields(sent[0].getSubsegments().get(0));
    ONLY_THEIRS.forEach(expected::remove);
    assertEquals(expected.toString(), fields(mine).toString());
  }

  private static <C> void run(C client, Consumer<C> call) {
    try {
      call.accept(client);
    } catch (SdkException wanted) {
      // Recorded by both.
    }
  }

  private static AWSXRayRecorder recorder(Segment[] sent) {
    return AWSXRayRecorderBuilder.standard()
        .withSamplingStrategy(new AllSamplingStrategy())
        .withEmitter(
            new Emitter() {
              @Override
              public boolean sendSegment(Segment segment) {
                sent[0] = segment;
                return true;
              }

              @Override
              public boolean sendSubsegment(com.amazonaws.xray.entities.Subsegment subsegment) {
                return true;
              }
            })
        .build();
  }

  private static Map<String, Object> fields(com.amazonaws.xray.entities.Subsegment theirs) {
    Map<String, Object> fields = new TreeMap<>(theirs.getAws());
    fields.put("name", theirs.getName());
    fields.put("namespace", theirs.getNamespace());
    fields.put("flags", flags(theirs.isError(), theirs.isThrottle(), theirs.isFault()));
    Object response = theirs.getHttp().get("response");
    if (response instanceof Map<?, ?> http) {
      fields.put("status", http.get("status"));
      fields.put("content_length", http.get("content_length"));
    }
    if (!theirs.getCause().getExceptions().isEmpty()) {
      fields.put("exception", theirs.getCause().getExceptions().get(0).getType());
      fields.put("remote", theirs.getCause().getExceptions().get(0).isRemote());
    }
    return fields;
  }

  private static Map<String, Object> fields(Subsegment mine) {
    Map<String, Object> fields = new TreeMap<>();
    Object[] pairs = mine.aws().pairs();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], pairs[i + 1]);
    }
    fields.put("name", mine.name());
    fields.put("namespace", mine.namespace());
    fields.put("flags", flags(mine.error(), mine.throttle(), mine.fault()));
    if (mine.status() != 0) {
      fields.put("status", mine.status());
      fields.put("content_length", mine.contentLength() < 0 ? null : mine.contentLength());
    }
    if (mine.exception() != null) {
      fields.put("exception", mine.exception().throwable().getClass().getName());
      fields.put("remote", mine.exception().remote());
    }
    return fields;
  }

  private static String flags(boolean error, boolean throttle, boolean fault) {
    return (error ? "error " : "") + (throttle ? "throttle " : "") + (fault ? "fault" : "");
  }
}
