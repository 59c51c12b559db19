package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.AmazonClientException;
import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.internal.StaticCredentialsProvider;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.DescribeTableRequest;
import com.amazonaws.services.s3.AmazonS3Client;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the oldest version does not have, and is therefore called by reflection. */
@EnabledIfSystemProperty(
    named = "tested.version",
    matches = "1\\.12\\..*",
    disabledReason = "the oldest version does not have it")
final class LatestTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void recordsTheAccountOfTheCredentials() throws Exception {
    try (AwsStub stub = new AwsStub()) {
      stub.answer(200, "{}");
      AWSCredentials keys =
          BasicAWSCredentials.class
              .getConstructor(String.class, String.class, String.class)
              .newInstance("key", "secret", "123456789012");
      AmazonDynamoDBClient client =
          Clients.at(
              new AmazonDynamoDBClient(
                  new StaticCredentialsProvider(keys), Clients.configuration()),
              stub.uri());
      Segment segment =
          recorded.trace(() -> client.getItem("orders", Map.of("id", new AttributeValue("17"))));
      assertEquals("123456789012", recorded.only(segment).aws().get("account_id"));
      client.shutdown();
    }
  }

  @Test
  void recordsEachPollOfAWaiter() throws Exception {
    try (AwsStub stub = new AwsStub()) {
      stub.answer(400, "{\"__type\":\"x#ResourceNotFoundException\"}")
          .answer(200, "{\"Table\":{\"TableStatus\":\"ACTIVE\"}}");
      AmazonDynamoDBClient client = Clients.local(AmazonDynamoDBClient::new, stub.uri());
      Class<?> parameters = Class.forName("com.amazonaws.waiters.WaiterParameters");
      Class<?> polling = Class.forName("com.amazonaws.waiters.PollingStrategy");
      Class<?> delay = Class.forName("com.amazonaws.waiters.FixedDelayStrategy");
      Object strategy =
          polling.getConstructors()[0].newInstance(
              Class.forName("com.amazonaws.waiters.MaxAttemptsRetryStrategy")
                  .getConstructor(int.class)
                  .newInstance(3),
              delay.getConstructor(int.class).newInstance(0));
      Object plain =
          parameters
              .getConstructor(AmazonWebServiceRequest.class)
              .newInstance(new DescribeTableRequest().withTableName("orders"));
      Object wait = parameters.getMethod("withPollingStrategy", polling).invoke(plain, strategy);
      Object waiters = client.getClass().getMethod("waiters").invoke(client);
      Object exists = waiters.getClass().getMethod("tableExists").invoke(waiters);
      Method run = Class.forName("com.amazonaws.waiters.Waiter").getMethod("run", parameters);
      Segment segment = recorded.trace(() -> run.invoke(exists, wait));
      List<Subsegment> calls = recorded.children(segment);
      assertEquals(List.of("DescribeTable", "DescribeTable"), DynamoDbLocalTest.operations(calls));
      assertTrue(calls.get(0).error());
      assertFalse(calls.get(1).error());
      client.shutdown();
    }
  }

  /** The client asks for the bucket's region first, in whichever call needs it first. */
  @Test
  void takesTheSearchForABucketForAPartOfTheCall() throws Exception {
    try (AwsStub stub = new AwsStub()) {
      stub.answer(200, "", "x-amz-bucket-region", "eu-west-3", "x-amz-request-id", "R");
      Class<?> type = Class.forName("com.amazonaws.services.s3.AmazonS3ClientBuilder");
      Object builder = type.getMethod("standard").invoke(null);
      type.getMethod("withCredentials", AWSCredentialsProvider.class)
          .invoke(builder, Clients.CREDENTIALS);
      ClientConfiguration offline = Clients.configuration().withMaxErrorRetry(0);
      offline.setDnsResolver(
          host -> {
            if (!host.equals("127.0.0.1")) {
              throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName(host);
          });
      type.getMethod("withClientConfiguration", ClientConfiguration.class).invoke(builder, offline);
      type.getMethod("withForceGlobalBucketAccessEnabled", Boolean.class).invoke(builder, true);
      type.getMethod("withPathStyleAccessEnabled", Boolean.class).invoke(builder, true);
      Class<?> location =
          Class.forName("com.amazonaws.client.builder.AwsClientBuilder$EndpointConfiguration");
      Object at =
          location
              .getConstructor(String.class, String.class)
              .newInstance(stub.uri().toString(), "us-west-2");
      type.getMethod("withEndpointConfiguration", location).invoke(builder, at);
      AmazonS3Client client = (AmazonS3Client) type.getMethod("build").invoke(builder);
      // It goes to the region's own endpoint then.
      Segment segment =
          recorded.trace(
              () ->
                  assertThrows(
                      AmazonClientException.class, () -> client.deleteObject("bills", "1")));
      Subsegment call = recorded.only(segment);
      assertEquals("DeleteObject", call.aws().get("operation"));
      assertEquals(0, call.aws().get("retries"));
      assertEquals(0, call.status());
      assertTrue(call.fault());
      assertEquals(1, stub.requests().size());
      assertEquals("HEAD", stub.requests().get(0).method());
      assertEquals(List.of(), stub.requests().get(0).header("X-Amzn-Trace-Id"));
      client.shutdown();
    }
  }
}
