package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.roentgen.testing.AwsStub;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Subsegment;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Whose account a call belongs to, where somebody knows. */
final class AwsAccountTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static final GetItemRequest GET =
      GetItemRequest.builder()
          .tableName("orders")
          .key(Map.of("id", AttributeValue.builder().s("17").build()))
          .build();

  static final AwsStub stub = new AwsStub();

  @AfterAll
  static void stop() {
    stub.close();
  }

  /** Null in a version of the SDK whose credentials know no account. */
  private static AwsCredentials ofAccount(String account) throws ReflectiveOperationException {
    Method builder;
    try {
      builder = AwsBasicCredentials.class.getMethod("builder");
    } catch (NoSuchMethodException e) {
      return null;
    }
    Object credentials = builder.invoke(null);
    set(credentials, "accessKeyId", "key");
    set(credentials, "secretAccessKey", "secret");
    set(credentials, "accountId", account);
    Class<?> type = builder.getReturnType();
    return (AwsCredentials) type.getMethod("build").invoke(credentials);
  }

  private static void set(Object builder, String name, String value)
      throws ReflectiveOperationException {
    Method method =
        Class.forName(AwsBasicCredentials.class.getName() + "$Builder")
            .getMethod(name, String.class);
    method.invoke(builder, value);
  }

  @Test
  void isThatOfTheCredentials() throws Exception {
    AwsCredentials credentials = ofAccount("111122223333");
    String expected = credentials == null ? null : "111122223333";
    StaticCredentialsProvider provider =
        StaticCredentialsProvider.create(
            credentials == null ? AwsBasicCredentials.create("key", "secret") : credentials);
    stub.forget();
    stub.answer(200, "{}");
    try (DynamoDbClient client =
            Clients.sync(DynamoDbClient.builder(), stub.uri())
                .credentialsProvider(provider)
                .build();
        DynamoDbAsyncClient async =
            Clients.async(DynamoDbAsyncClient.builder(), stub.uri())
                .credentialsProvider(provider)
                .build();
        S3Client s3 =
            Clients.sync(S3Client.builder(), stub.uri())
                .credentialsProvider(provider)
                .forcePathStyle(true)
                .build()) {
      Subsegment call = recorded.only(recorded.trace(() -> client.getItem(GET)));
      assertEquals(expected, call.aws().get("account_id"));
      call = recorded.only(recorded.trace(() -> async.getItem(GET).join()));
      assertEquals(expected, call.aws().get("account_id"));
      call = recorded.only(recorded.trace(() -> s3.headObject(r -> r.bucket("b").key("k"))));
      assertNull(call.aws().get("account_id"), "a bucket may be anybody's");
    }
  }

  @Test
  void isThatOfTheResourceWhereItsNameTells() throws Exception {
    stub.forget();
    stub.answer(
        200,
        "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult>"
            + "</PublishResponse>");
    try (SnsClient sns = Clients.sync(SnsClient.builder(), stub.uri()).build()) {
      for (String[] topic :
          new String[][] {
            {"arn:aws:sns:us-west-2:444455556666:shipped", "444455556666"},
            {"arn:aws:sns:us-west-2:44445555666:shipped", null},
            {"arn:aws:sns:us-west-2:4444555566667:shipped", null},
            {"arn:aws:sns", null},
            {"shipped", null},
          }) {
        Subsegment call =
            recorded.only(
                recorded.trace(() -> sns.publish(r -> r.topicArn(topic[0]).message("m"))));
        assertEquals(topic[1], call.aws().get("account_id"), topic[0]);
      }
    }
  }

  @Test
  void isUnknownWithoutEither() throws Exception {
    stub.forget();
    stub.answer(200, "{}");
    try (DynamoDbClient client = Clients.sync(DynamoDbClient.builder(), stub.uri()).build()) {
      Subsegment call = recorded.only(recorded.trace(() -> client.getItem(GET)));
      assertNull(call.aws().get("account_id"));
    }
  }
}
