package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.STSAssumeRoleSessionCredentialsProvider;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClient;
import com.amazonaws.services.securitytoken.model.AssumeRoleRequest;
import com.amazonaws.services.securitytoken.model.AssumeRoleResult;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the SDK sends on its own account: for credentials, also while nobody waits for them. */
final class BehindTheCallTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void showsNoCallForARole() throws Exception {
    try (AwsStub stub = new AwsStub();
        AwsStub security = new AwsStub()) {
      stub.answer(200, "{}");
      // So short that it is renewed in the background as soon as it is used again.
      security.answer(200, role(Instant.now().plus(4, ChronoUnit.MINUTES)));
      CountDownLatch callsAreOver = new CountDownLatch(1);
      CountDownLatch renewed = new CountDownLatch(1);
      AWSSecurityTokenServiceClient sts =
          new AWSSecurityTokenServiceClient(Clients.CREDENTIALS, Clients.configuration()) {
            @Override
            public AssumeRoleResult assumeRole(AssumeRoleRequest request) {
              boolean background = !security.requests().isEmpty();
              if (background) {
                Awaitility.await().until(() -> callsAreOver.getCount() == 0);
              }
              AssumeRoleResult result = super.assumeRole(request);
              if (background) {
                renewed.countDown();
              }
              return result;
            }
          };
      Clients.at(sts, security.uri());
      AWSCredentialsProvider role =
          new STSAssumeRoleSessionCredentialsProvider.Builder("arn:aws:iam::1:role/r", "s")
              .withStsClient(sts)
              .build();
      AmazonDynamoDBClient client =
          Clients.at(new AmazonDynamoDBClient(role, Clients.configuration()), stub.uri());
      Segment segment =
          recorded.trace(
              () -> {
                client.getItem("orders", Map.of("id", new AttributeValue("17")));
                client.getItem("orders", Map.of("id", new AttributeValue("17")));
                callsAreOver.countDown();
                renewed.await();
              });
      assertEquals(
          List.of("GetItem", "GetItem"), DynamoDbLocalTest.operations(recorded.children(segment)));
      assertEquals(List.of(segment), recorded.offered());
      assertTrue(security.requests().size() >= 2);
      for (AwsStub.Request request : security.requests()) {
        assertEquals(List.of(), request.header("X-Amzn-Trace-Id"));
      }
      client.shutdown();
      sts.shutdown();
    }
  }

  private static String role(Instant until) {
    return "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
        + "<AssumeRoleResult><Credentials><AccessKeyId>k</AccessKeyId>"
        + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>"
        + until.truncatedTo(ChronoUnit.SECONDS)
        + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
  }
}
