package io.roentgen.smoke.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The real SDK in front, a real queue server behind, and a server that keeps invocations. */
class SnsServiceTest {
  private static final String TRACE =
      "Root=1-6b0242d9-5b3eb7600a266b13f04593dd;Parent=53995c3f42cd8ad8;Sampled=1";

  private record Invocation(String path, String type, String trace, JsonObject event) {}

  private static final BlockingQueue<Invocation> INVOCATIONS = new LinkedBlockingQueue<>();
  private static HttpServer lambda;
  private static SQSRestServer elasticMq;
  private static SnsService service;
  private static SnsClient sns;
  private static SqsClient sqs;

  @BeforeAll
  static void start() throws Exception {
    lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    lambda.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          INVOCATIONS.add(
              new Invocation(
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"),
                  exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id"),
                  JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                      .getAsJsonObject()));
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    lambda.start();
    elasticMq = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    String queues = "http://127.0.0.1:" + elasticMq.waitUntilStarted().localAddress().getPort();
    service = new SnsService("http://127.0.0.1:" + lambda.getAddress().getPort(), queues);
    sns = client(SnsClient.builder(), service.url());
    sqs = client(SqsClient.builder(), queues);
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(B builder, String url) {
    return builder
        .endpointOverride(URI.create(url))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .build();
  }

  @AfterAll
  static void stop() {
    sns.close();
    sqs.close();
    service.close();
    elasticMq.stopAndWait();
    lambda.stop(0);
  }

  private static String topic(String name) {
    return sns.createTopic(request -> request.name(name)).topicArn();
  }

  private static void publish(String topic, String message) {
    sns.publish(
        PublishRequest.builder()
            .topicArn(topic)
            .message(message)
            .messageAttributes(
                Map.of(
                    "colour",
                    MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue("r=ö&d")
                        .build()))
            .overrideConfiguration(override -> override.putHeader("X-Amzn-Trace-Id", TRACE))
            .build());
  }

  @Test
  void invokesFunctionsInTheOrderOfTheirSubscriptions() throws InterruptedException {
    String topic = topic("functions");
    for (String function : List.of("first", "second")) {
      sns.subscribe(
          request ->
              request
                  .topicArn(topic)
                  .protocol("lambda")
                  .endpoint("arn:aws:lambda:us-east-1:123456789012:function:" + function));
    }
    publish(topic, "{\"text\": \"Grüße & more\"}");
    for (String function : List.of("first", "second")) {
      Invocation invocation = INVOCATIONS.poll(20, TimeUnit.SECONDS);
      assertNotNull(invocation);
      assertEquals("/2015-03-31/functions/" + function + "/invocations", invocation.path());
      assertEquals("Event", invocation.type());
      assertEquals(TRACE, invocation.trace());
      JsonObject record = invocation.event().getAsJsonArray("Records").get(0).getAsJsonObject();
      assertEquals("aws:sns", record.get("EventSource").getAsString());
      JsonObject message = record.getAsJsonObject("Sns");
      assertEquals("{\"text\": \"Grüße & more\"}", message.get("Message").getAsString());
      assertEquals(topic, message.get("TopicArn").getAsString());
      assertEquals(
          "r=ö&d",
          message
              .getAsJsonObject("MessageAttributes")
              .getAsJsonObject("colour")
              .get("Value")
              .getAsString());
    }
  }

  @Test
  void sendsToQueuesInAnEnvelope() {
    Message message = viaQueue("envelope", false);
    JsonObject body = JsonParser.parseString(message.body()).getAsJsonObject();
    assertEquals("hello", body.get("Message").getAsString());
    assertEquals("Notification", body.get("Type").getAsString());
    assertFalse(body.has("Subject"));
    assertEquals(0, message.messageAttributes().size());
  }

  @Test
  void sendsToQueuesAsItIs() {
    Message message = viaQueue("raw", true);
    assertEquals("hello", message.body());
    assertEquals("r=ö&d", message.messageAttributes().get("colour").stringValue());
  }

  private static Message viaQueue(String name, boolean raw) {
    String queue = sqs.createQueue(request -> request.queueName(name)).queueUrl();
    String topic = topic(name);
    sns.subscribe(
        request ->
            request
                .topicArn(topic)
                .protocol("sqs")
                .endpoint("arn:aws:sqs:us-east-1:000000000000:" + name)
                .attributes(Map.of("RawMessageDelivery", Boolean.toString(raw))));
    publish(topic, "hello");
    Message message =
        sqs.receiveMessage(
                request ->
                    request
                        .queueUrl(queue)
                        .waitTimeSeconds(20)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.AWS_TRACE_HEADER))
            .messages()
            .get(0);
    assertEquals(TRACE, message.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER));
    return message;
  }

  @Test
  void answersErrorsAsSnsDoes() {
    NotFoundException missing =
        assertThrows(
            NotFoundException.class,
            () -> publish("arn:aws:sns:us-east-1:123456789012:missing", "hello"));
    assertEquals(404, missing.statusCode());
    assertNotNull(missing.requestId());
    String topic = topic("errors");
    assertThrows(
        InvalidParameterException.class,
        () ->
            sns.subscribe(
                request -> request.topicArn(topic).protocol("fax").endpoint("arn:aws:fax:1")));
    assertThrows(InvalidParameterException.class, () -> topic("no such name"));
    assertThrows(InvalidParameterException.class, () -> publish(topic, ""));
  }
}
