package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call that fails, once traced by Amazon's interceptor for this SDK and once by us, must give the
 * same fields, flags and exception. For calls that succeed see {@link TableDifferenceTest}.
 */
final class AmazonDifferenceTest {

  /**
   * Only in ours: the account, which the resource's name tells, and the other fields of operations
   * whose differences are listed in {@link TableDifferenceTest}.
   */
  private static final List<String> ONLY_OURS =
      List.of(
          "account_id", "inference_component_name", "target_arn", "target_model", "target_variant");

  @RegisterExtension static final Recorded recorded = new Recorded();

  @TempDir static Path folder;

  private final TwoTracers tracers = new TwoTracers(recorded, folder.resolve("ours.jsonl"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          dynamodb.DynamoDbClient ~ PutItem     ~ 400 ~ {"__type":"x#ConditionalCheckFailedException","message":"no"}
          dynamodb.DynamoDbClient ~ GetItem     ~ 400 ~ {"__type":"x#ProvisionedThroughputExceededException"}
          dynamodb.DynamoDbClient ~ Query       ~ 400 ~ {"__type":"x#ThrottlingException"}
          dynamodb.DynamoDbClient ~ BatchGetItem ~ 400 ~ {"__type":"x#ValidationException"}
          dynamodb.DynamoDbClient ~ DeleteItem  ~ 500 ~ {"__type":"x#InternalServerError"}
          dynamodb.DynamoDbClient ~ UpdateItem  ~ 403 ~ {"__type":"x#AccessDeniedException"}
          lambda.LambdaClient     ~ Invoke      ~ 404 ~ {"Message":"none"}
          lambda.LambdaClient     ~ Invoke      ~ 429 ~ {"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded"}
          lambda.LambdaClient     ~ Invoke      ~ 500 ~ {"Message":"broken"}
          sns.SnsClient           ~ Publish     ~ 404 ~ <ErrorResponse><Error><Code>NotFound</Code></Error><RequestId>R</RequestId></ErrorResponse>
          sns.SnsClient           ~ Publish     ~ 400 ~ <ErrorResponse><Error><Code>Throttling</Code></Error><RequestId>R</RequestId></ErrorResponse>
          s3.S3Client             ~ GetObject   ~ 404 ~ <Error><Code>NoSuchKey</Code><RequestId>R</RequestId></Error>
          s3.S3Client             ~ PutObject   ~ 503 ~ <Error><Code>ServiceUnavailable</Code><RequestId>R</RequestId></Error>
          s3.S3Client             ~ PutObject   ~ 403 ~ <Error><Code>AccessDenied</Code><RequestId>R</RequestId></Error>
          sagemakerruntime.SageMakerRuntimeClient ~ InvokeEndpoint ~ 424 ~ {"Message":"model"}
          """)
  void agreesOnWhatIsRefused(String client, String operation, int status, String body)
      throws Exception {
    try (Service service = new Service(client, tracers.interceptor())) {
      compare(traced -> service.refuse(operation, traced, status, body));
    }
  }

  @Test
  void agreesOnAFailedConnection() throws Exception {
    URI dead = URI.create("http://127.0.0.1:" + LocalHttpServer.deadPort());
    for (String client : List.of("dynamodb.DynamoDbClient", "s3.S3Client", "sns.SnsClient")) {
      String operation =
          client.startsWith("d") ? "PutItem" : client.startsWith("s3") ? "GetObject" : "Publish";
      try (Service service = new Service(client, tracers.interceptor(), dead)) {
        compare(traced -> service.call(operation, traced));
      }
    }
  }

  private interface Call {
    void run(boolean traced) throws Exception;
  }

  private void compare(Call call) throws Exception {
    JsonNode theirs = tracers.theirs(() -> assertThrows(SdkException.class, () -> call.run(true)));
    JsonNode ours = tracers.ours(() -> assertThrows(SdkException.class, () -> call.run(false)));
    ((ObjectNode) ours.get("aws")).remove(ONLY_OURS);
    assertEquals(TwoTracers.sorted(theirs), TwoTracers.sorted(ours));
  }
}
