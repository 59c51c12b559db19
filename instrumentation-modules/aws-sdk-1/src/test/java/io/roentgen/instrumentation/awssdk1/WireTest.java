package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.AmazonWebServiceClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.lambda.AWSLambdaClient;
import com.amazonaws.services.lambda.model.InvokeRequest;
import com.amazonaws.services.s3.AmazonS3Client;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.sns.AmazonSNSClient;
import com.amazonaws.services.sqs.AmazonSQSClient;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.SigV4;
import io.roentgen.trace.Segment;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent inside of a trace, beside what is sent outside: the header is all there is more. */
final class WireTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  /** Of this one request: times, random numbers, pauses, and the signature over them. */
  private static final Set<String> EACH_TIME =
      Set.of(
          "authorization",
          "x-amz-date",
          "date",
          "amz-sdk-invocation-id",
          "amz-sdk-request",
          "amz-sdk-retry");

  private interface Call<C> {
    void run(C client) throws Exception;
  }

  @Test
  void differsInTheHeaderOnly() throws Exception {
    Map<String, AttributeValue> key = Map.of("id", new AttributeValue("17"));
    this.<AmazonDynamoDBClient>compare(
        "AmazonDynamoDBv2", "{}", client -> client.putItem("orders", key));
    this.<AmazonSQSClient>compare(
        "AmazonSQS",
        System.getProperty("tested.version").startsWith("1.11.") ? "<R/>" : "{}",
        client -> client.getQueueUrl("q"));
    this.<AmazonSNSClient>compare(
        "AmazonSNS", "<R/>", client -> client.publish("arn:aws:sns:us-west-2:1:t", "m"));
    this.<AWSLambdaClient>compare(
        "AWSLambda",
        "{}",
        client ->
            client.invoke(new InvokeRequest().withFunctionName("bill").withPayload("{\"a\":1}")));
    this.<AmazonS3Client>compare("Amazon S3", "", client -> client.getObject("bills", "2026/1"));
    this.<AmazonS3Client>compare(
        "Amazon S3",
        "",
        client -> {
          ObjectMetadata metadata = new ObjectMetadata();
          metadata.setContentLength(5);
          InputStream content = new ByteArrayInputStream("forty".getBytes());
          client.putObject("bills", "2026/1", content, metadata);
        });
  }

  /** The first attempt of each fails. */
  @SuppressWarnings("unchecked")
  private <C extends AmazonWebServiceClient> void compare(
      String service, String answer, Call<C> call) throws Exception {
    try (AwsStub stub = new AwsStub()) {
      C client = (C) Clients.of(service, stub.uri());
      stub.answer(500, "").answer(200, answer);
      call.run(client);
      List<AwsStub.Request> outside = new ArrayList<>(stub.requests());
      stub.forget();
      stub.answer(500, "").answer(200, answer);
      Segment segment = recorded.trace(() -> call.run(client));
      String header = recorded.only(segment).header();
      List<AwsStub.Request> inside = stub.requests();
      assertEquals(2, outside.size());
      assertEquals(2, inside.size());
      for (int i = 0; i < 2; i++) {
        Map<String, List<String>> headers = headers(inside.get(i));
        assertEquals(List.of(header), headers.remove("x-amzn-trace-id"));
        assertEquals(headers(outside.get(i)), headers);
        assertEquals(outside.get(i).method(), inside.get(i).method());
        assertEquals(outside.get(i).uri(), inside.get(i).uri());
        assertEquals(payload(outside.get(i)), payload(inside.get(i)));
        SigV4.check(inside.get(i), "secret");
      }
      client.shutdown();
    }
  }

  private static Map<String, List<String>> headers(AwsStub.Request request) {
    Map<String, List<String>> headers = new TreeMap<>();
    request.headers().forEach((name, values) -> headers.put(name.toLowerCase(), values));
    assertTrue(headers.keySet().containsAll(Set.of("authorization", "x-amz-date")));
    headers.keySet().removeAll(EACH_TIME);
    return headers;
  }

  /** Without the signatures between the chunks of a stream. */
  private static String payload(AwsStub.Request request) {
    return request.body().replaceAll("chunk-signature=[0-9a-f]{64}", "chunk-signature");
  }
}
