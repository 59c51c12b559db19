package io.roentgen.instrumentation.awssdk2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.instrumentation.aws.AwsResources;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Every operation of our table and of Amazon's, with a value in every member of the request and of
 * the answer, once traced by Amazon's interceptor and once by us. How the documents of Amazon's
 * operations differ is listed here, with the reason; any other difference fails, and so does one
 * that is listed and is none. Of operations that Amazon's table does not have, ours may have more,
 * and has something.
 */
final class TableDifferenceTest {

  /** {@code -} is only in Amazon's document, {@code +} only in ours, {@code ~} in both. */
  private static final String DIFFERENCES =
      """
      # Structures: SDK 2's have no getters for Amazon's serializer to find; it writes {} or nothing.
      DynamoDb.BatchGetItem ~ consumed_capacity
      DynamoDb.BatchWriteItem ~ consumed_capacity
      DynamoDb.DeleteItem + consumed_capacity
      DynamoDb.GetItem + consumed_capacity
      DynamoDb.PutItem + consumed_capacity
      DynamoDb.Query + consumed_capacity
      DynamoDb.Scan + consumed_capacity
      DynamoDb.UpdateItem + consumed_capacity
      DynamoDb.CreateTable + provisioned_throughput
      DynamoDb.UpdateTable + provisioned_throughput

      # Lists of structures: the name is what one wants to see of an index or an attribute.
      DynamoDb.CreateTable ~ global_secondary_indexes
      DynamoDb.CreateTable ~ local_secondary_indexes
      DynamoDb.UpdateTable ~ attribute_definitions
      DynamoDb.UpdateTable ~ global_secondary_index_updates

      # Holds keys' values; empty in Amazon's document for the same reason as above.
      DynamoDb.BatchWriteItem - item_collection_metrics

      # Scan has them in Amazon's table, Query does not.
      DynamoDb.Query + count
      DynamoDb.Query + scanned_count

      # Values of a queue's attributes: a policy, a key. The names are enough.
      Sqs.CreateQueue - attributes
      Sqs.CreateQueue + attribute_names
      Sqs.GetQueueAttributes - attributes
      Sqs.GetQueueAttributes + attribute_names

      # What Amazon's lists as a structure, which is {}: counted as in SendMessageBatch.
      Sqs.ChangeMessageVisibilityBatch - failed
      Sqs.ChangeMessageVisibilityBatch + failed_count
      Sqs.ChangeMessageVisibilityBatch + message_count
      Sqs.DeleteMessageBatch - failed
      Sqs.DeleteMessageBatch + failed_count
      Sqs.DeleteMessageBatch + message_count

      # Amazon's table has the member as QueueUrls, the model as queueUrls.
      Sqs.ListDeadLetterSourceQueues + queue_urls

      # What the call was about, in answer and request: not in Amazon's table.
      Sqs.CreateQueue + queue_url
      Sqs.RemovePermission + label
      Sns.Publish + message_id
      Sns.Publish + target_arn
      Sns.PublishBatch + message_count
      Sns.PublishBatch + successful_count
      Sns.PublishBatch + failed_count
      S3.DeleteObject + version_id
      Lambda.Invoke + executed_version
      SageMakerRuntime.InvokeEndpoint + inference_component_name
      SageMakerRuntime.InvokeEndpoint + invoked_production_variant
      SageMakerRuntime.InvokeEndpoint + target_model
      SageMakerRuntime.InvokeEndpoint + target_variant

      # X-Ray knows bucket and key by these names; SDK 2 folds the source into one member.
      S3.CopyObject + bucket_name
      S3.CopyObject + key
      S3.CopyObject - destination_key
      S3.CopyObject + copy_source
      S3.CopyObject - source_key
      """;

  /** In a queue's URL or an ARN; Amazon's has it only if the application says so. */
  private static final String ANYWHERE = "account_id";

  /** Of newer versions only, which have this member. */
  private static final Set<String> NEWER =
      Set.of("SageMakerRuntime.InvokeEndpoint + inference_component_name");

  /** Of the oldest version only, which leaves this member when it folds the source. */
  private static final Set<String> OLDER = Set.of("S3.CopyObject - source_key");

  /** Operations that only the asynchronous clients have. */
  private static final Map<String, String> ASYNCHRONOUS =
      Map.of(
          "BedrockRuntime.ConverseStream", "bedrockruntime",
          "BedrockRuntime.InvokeModelWithBidirectionalStream", "bedrockruntime",
          "BedrockRuntime.InvokeModelWithResponseStream", "bedrockruntime",
          "Kinesis.SubscribeToShard", "kinesis",
          "Lambda.InvokeWithResponseStream", "lambda",
          "S3.SelectObjectContent", "s3",
          "SageMakerRuntime.InvokeEndpointWithResponseStream", "sagemakerruntime");

  /**
   * What SDK 1 calls otherwise, or has alone. Amazon's table for SDK 2 has most of these as well.
   */
  private static final String ONLY_IN_SDK_1 =
      """
      CloudWatchEvents.UpdateEventBus Lambda.InvokeAsync S3.CopyPart
      S3.DeleteBucketCrossOriginConfiguration S3.DeleteBucketLifecycleConfiguration
      S3.DeleteBucketReplicationConfiguration S3.DeleteBucketTaggingConfiguration
      S3.DeleteBucketWebsiteConfiguration S3.DeleteVersion S3.GeneratePresignedUrl
      S3.GetBucketCrossOriginConfiguration S3.GetBucketLoggingConfiguration
      S3.GetBucketReplicationConfiguration S3.GetBucketTaggingConfiguration
      S3.GetBucketVersioningConfiguration S3.GetBucketWebsiteConfiguration S3.GetObjectMetadata
      S3.GetRequestPaymentConfiguration S3.InitiateMultipartUpload S3.ListVersions
      S3.RestoreObjectV2 S3.SetBucketAccelerateConfiguration S3.SetBucketAcl
      S3.SetBucketAnalyticsConfiguration S3.SetBucketCrossOriginConfiguration
      S3.SetBucketEncryption S3.SetBucketIntelligentTieringConfiguration
      S3.SetBucketInventoryConfiguration S3.SetBucketLifecycleConfiguration
      S3.SetBucketLoggingConfiguration S3.SetBucketMetricsConfiguration
      S3.SetBucketNotificationConfiguration S3.SetBucketOwnershipControls S3.SetBucketPolicy
      S3.SetBucketReplicationConfiguration S3.SetBucketTaggingConfiguration
      S3.SetBucketVersioningConfiguration S3.SetBucketWebsiteConfiguration S3.SetObjectAcl
      S3.SetObjectLegalHold S3.SetObjectLockConfiguration S3.SetObjectRetention
      S3.SetObjectTagging S3.SetPublicAccessBlock S3.SetRequestPaymentConfiguration
      """;

  private static final String[] CLIENTS = {
    "DynamoDb dynamodb.DynamoDbClient",
    "DynamoDbStreams dynamodb.streams.DynamoDbStreamsClient",
    "Sqs sqs.SqsClient",
    "Sns sns.SnsClient",
    "S3 s3.S3Client",
    "Lambda lambda.LambdaClient",
    "Kinesis kinesis.KinesisClient",
    "Firehose firehose.FirehoseClient",
    "EventBridge eventbridge.EventBridgeClient",
    "CloudWatchEvents cloudwatchevents.CloudWatchEventsClient",
    "Sfn sfn.SfnClient",
    "SecretsManager secretsmanager.SecretsManagerClient",
    "Ssm ssm.SsmClient",
    "SageMakerRuntime sagemakerruntime.SageMakerRuntimeClient",
    "BedrockRuntime bedrockruntime.BedrockRuntimeClient",
  };

  @RegisterExtension static final Recorded recorded = new Recorded();

  @TempDir static Path folder;

  private final Set<String> found = new TreeSet<>();
  private final Set<String> absent = new TreeSet<>();

  /** The only service of these that the oldest version does not have. */
  private static boolean isLatest() {
    try {
      Class.forName("software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @BeforeAll
  static void readableKinesis() {
    System.setProperty("aws.cborEnabled", "false");
  }

  @AfterAll
  static void asBefore() {
    System.clearProperty("aws.cborEnabled");
  }

  @Test
  void differsFromAmazonsAsListed() throws Exception {
    TwoTracers tracers = new TwoTracers(recorded, folder.resolve("ours.jsonl"));
    Map<String, TreeSet<String>> table = Tables.ours();
    JsonNode whitelist = Tables.theirs();
    for (String client : CLIENTS) {
      String name = client.substring(0, client.indexOf(' '));
      if (name.equals("BedrockRuntime") && !isLatest()) {
        continue;
      }
      JsonNode listed = whitelist.path(name).path("operations");
      TreeSet<String> operations = new TreeSet<>(table.get(name));
      listed.fieldNames().forEachRemaining(operations::add);
      String type = client.substring(client.indexOf(' ') + 1);
      try (Service service = new Service(type, tracers.interceptor())) {
        for (String operation : operations) {
          if (service.has(operation)) {
            compare(tracers, service, name, operation, listed.has(operation));
          } else {
            absent.add(name + "." + operation);
          }
        }
      }
    }
    whitelist.fieldNames().forEachRemaining(name -> assertTrue(table.containsKey(name), name));
    Set<String> expected = new TreeSet<>(DIFFERENCES.lines().toList());
    expected.removeIf(line -> line.isEmpty() || line.startsWith("#"));
    Set<String> gone = new TreeSet<>(ASYNCHRONOUS.keySet());
    gone.addAll(List.of(ONLY_IN_SDK_1.split("\\s+")));
    if (isLatest()) {
      expected.removeAll(OLDER);
      assertEquals(String.join("\n", gone), String.join("\n", absent));
    } else {
      expected.removeAll(NEWER);
      gone.removeIf(name -> name.startsWith("BedrockRuntime"));
      assertTrue(absent.containsAll(gone), () -> gone + " are not all in " + absent);
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  private void compare(
      TwoTracers tracers, Service service, String name, String operation, boolean listed)
      throws Exception {
    JsonNode theirs = tracers.theirs(() -> service.call(operation, true));
    JsonNode ours = tracers.ours(() -> service.call(operation, false));
    String path = name + "." + operation;
    assertFalse(ours.toString().contains(Samples.SECRET), ours.toString());
    assertEquals(without(theirs, "aws"), without(ours, "aws"), path);
    Set<String> fields = new TreeSet<>();
    theirs.get("aws").fieldNames().forEachRemaining(fields::add);
    int same = fields.size();
    ours.get("aws").fieldNames().forEachRemaining(fields::add);
    assertTrue(listed || fields.size() > same, path + " has nothing to show");
    for (String field : fields) {
      JsonNode their = theirs.get("aws").get(field);
      JsonNode our = ours.get("aws").get(field);
      String kind = our == null ? " - " : their == null ? " + " : " ~ ";
      boolean more = their == null && (!listed || field.equals(ANYWHERE));
      if (!Objects.equals(their, our) && !more) {
        found.add(path + kind + field);
      }
    }
  }

  private static String without(JsonNode document, String block) throws IOException {
    ObjectNode copy = document.deepCopy();
    copy.remove(block);
    return TwoTracers.sorted(copy);
  }

  /** Their requests at least can be read. */
  @Test
  void readsWhatOnlyAsynchronousClientsHave() throws Exception {
    for (Map.Entry<String, String> operation : ASYNCHRONOUS.entrySet()) {
      String[] path = operation.getKey().split("\\.");
      Class<?> request;
      try {
        request =
            Class.forName(
                "software.amazon.awssdk.services."
                    + operation.getValue()
                    + ".model."
                    + path[1]
                    + "Request");
      } catch (ClassNotFoundException e) {
        assertFalse(isLatest(), operation.getKey());
        continue;
      }
      SdkPojo sample = Samples.of(request.asSubclass(SdkPojo.class), field -> true);
      Subsegment[] call = new Subsegment[1];
      recorded.trace(
          () -> {
            call[0] = Tracer.enterCall(path[0], Subsegment.AWS);
            AwsResources.request(call[0], SdkMembers.ALL, path[0], path[1], sample);
            call[0].close();
          });
      assertNotNull(call[0].aws(), operation.getKey());
      String fields = Arrays.toString(call[0].aws().pairs());
      assertFalse(fields.contains(Samples.SECRET), fields);
    }
  }
}
