package io.roentgen.instrumentation.awssdk1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.AmazonWebServiceClient;
import com.amazonaws.xray.handlers.TracingHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.roentgen.testing.AwsStub;
import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same call, once traced by Amazon's handler for this SDK and once by us: every operation that
 * it knows parameters of, with everything set that can be, and every kind of failure. The documents
 * must be the same but for {@link #ALLOWED}, and each of these must occur.
 */
@EnabledIfSystemProperty(
    named = "tested.version",
    matches = "1\\.12\\..*",
    disabledReason = "Amazon's handler needs a newer version")
final class AmazonDifferenceTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  /** Named in Amazon's list, though no request has that name, and presigning sends none. */
  private static final Set<String> NEVER_SENT =
      Set.of("Amazon S3.RestoreObjectV2", "Amazon S3.GeneratePresignedUrl");

  private static final List<Allowed> ALLOWED =
      List.of(
          // Always.
          ours(".*", "aws.retries", "part of the call, and not seen otherwise"),
          ours(".*", "aws.region", "X-Ray tells nodes of several regions apart by it"),
          // Failures.
          theirs(".*(400|404|412|429|503).*", "fault", "a refusal is not a fault as well"),
          other(".* (4|5)[0-9]+.*", "exception.remote", "the service reported it, not we"),
          theirs(".*", "cause.message", "the exception's message without its request's id"),
          ours("Amazon S3.* 412", "error", "it is a 4xx"),
          ours("Amazon S3.* 412", "exception.*", "thrown, but for conditional gets and copies"),
          theirs(".* dead", "exception.remote", "false, as where it is left out"),
          // Never stored data: keys' values and policies, whole definitions are no resources.
          theirs("AmazonDynamoDBv2.*", "aws.item_collection_metrics", "has values of keys"),
          other(
              "AmazonDynamoDBv2.(Create|Update)Table",
              "aws.(global|local)_secondary_ind.*",
              "the names of what is defined"),
          other(
              "AmazonDynamoDBv2.UpdateTable",
              "aws.attribute_definitions",
              "the names of what is defined"),
          theirs("AmazonSQS.(CreateQueue|GetQueueAttributes)", "aws.attributes", "has the policy"),
          ours(
              "AmazonSQS.(CreateQueue|GetQueueAttributes)",
              "aws.attribute_names",
              "the names in place of the values"),
          theirs("AmazonSQS.*Batch", "aws.failed", "has receipt handles' errors, unbounded"),
          ours("AmazonSQS.*Batch", "aws.failed_count", "how many in place of which"),
          other(
              "AmazonSQS.ReceiveMessage",
              "aws.attribute_names",
              "the list that has replaced the other in newer versions"),
          // A copy is what it writes, as every other write.
          theirs("Amazon S3.Copy.*", "aws.destination_.*", "named as for other writes"),
          ours("Amazon S3.Copy.*", "aws.(bucket_name|key)", "named as for other writes"),
          // More.
          ours("AmazonDynamoDBv2.Query", "aws.(scanned_)?count", "as Scan has it"),
          ours("AmazonSQS.*Batch", "aws.message_count", "as SendMessageBatch has it"),
          ours("AmazonSQS.CreateQueue", "aws.queue_url", "the resource"),
          ours("AmazonSQS.RemovePermission", "aws.label", "as AddPermission has it"),
          ours("AmazonSNS.Publish.*", "aws.(message_id|target_arn)", "the resource"),
          ours("AmazonSNS.PublishBatch", "aws.[a-z]+_count", "as SendMessageBatch has it"),
          ours(
              "AmazonSageMakerRuntime.InvokeEndpoint",
              "aws.(target_|inference_).*",
              "the resource"));

  private enum Kind {
    ONLY_OURS,
    ONLY_THEIRS,
    OTHER_VALUE
  }

  /** Differences, in calls and fields whose names match entirely, and why they are wanted. */
  private record Allowed(String calls, String fields, Kind kind, String why) {
    boolean covers(String call, String field, Kind kind) {
      return kind == this.kind && call.matches(calls) && field.matches(fields);
    }
  }

  private static Allowed ours(String calls, String fields, String why) {
    return new Allowed(calls, fields, Kind.ONLY_OURS, why);
  }

  private static Allowed theirs(String calls, String fields, String why) {
    return new Allowed(calls, fields, Kind.ONLY_THEIRS, why);
  }

  private static Allowed other(String calls, String fields, String why) {
    return new Allowed(calls, fields, Kind.OTHER_VALUE, why);
  }

  private final List<String> unexpected = new ArrayList<>();
  private final Set<Allowed> unseen = new LinkedHashSet<>(ALLOWED);

  @Test
  void differsOnlyWhereItIsAllowed(@TempDir Path folder) throws Exception {
    Documents documents = new Documents(recorded, folder.resolve("documents"));
    for (String call : whitelist()) {
      if (!NEVER_SENT.contains(call)) {
        compare(documents, call, Answers.of(service(call), operation(call)), true);
      }
    }
    for (Map.Entry<String, Answers.Answer> refusal : Answers.refusals().entrySet()) {
      String call = refusal.getKey();
      // Not thrown: the client returns null.
      boolean succeeds = call.matches("Amazon S3.GetObject (304|412)");
      compare(documents, call, refusal.getValue(), succeeds);
    }
    URI dead = URI.create("http://127.0.0.1:" + LocalHttpServer.deadPort());
    compare(documents, "AmazonDynamoDBv2.ListTables dead", dead, false);
    assertEquals(List.of(), unexpected);
    assertTrue(unseen.isEmpty(), () -> "did not occur: " + unseen);
  }

  private static String service(String call) {
    return call.substring(0, call.indexOf('.'));
  }

  private static String operation(String call) {
    return call.substring(call.indexOf('.') + 1).split(" ")[0];
  }

  private void compare(Documents documents, String call, Answers.Answer answer, boolean succeeds)
      throws Exception {
    try (AwsStub stub = new AwsStub()) {
      stub.answer(answer.status(), answer.body(), answer.headers());
      compare(documents, call, stub.uri(), succeeds);
    }
  }

  private void compare(Documents documents, String call, URI uri, boolean succeeds)
      throws Exception {
    String service = service(call);
    compare(
        call,
        documents.theirs(handler -> run(Clients.of(service, uri, handler), call, succeeds)),
        documents.ours(() -> run(Clients.of(service, uri), call, succeeds)));
  }

  private static void run(AmazonWebServiceClient client, String call, boolean succeeds) {
    Throwable thrown = null;
    try {
      Samples.call(client, operation(call));
    } catch (Throwable e) {
      thrown = e;
    }
    client.shutdown();
    if (succeeds != (thrown == null)) {
      throw new AssertionError(call, thrown);
    }
  }

  private void compare(String call, Map<String, String> theirs, Map<String, String> ours) {
    Set<String> fields = new TreeSet<>(theirs.keySet());
    fields.addAll(ours.keySet());
    for (String field : fields) {
      String before = theirs.get(field);
      String now = ours.get(field);
      if (before == null || !before.equals(now)) {
        Kind kind =
            before == null ? Kind.ONLY_OURS : now == null ? Kind.ONLY_THEIRS : Kind.OTHER_VALUE;
        if (!isAllowed(call, field, kind)) {
          unexpected.add(call + " " + field + ": " + before + ", ours " + now + "\n");
        }
      }
    }
  }

  private boolean isAllowed(String call, String field, Kind kind) {
    for (Allowed difference : ALLOWED) {
      if (difference.covers(call, field, kind)) {
        unseen.remove(difference);
        return true;
      }
    }
    return false;
  }

  /** All operations that Amazon's handler knows parameters of, as "AmazonSQS.SendMessage". */
  private static List<String> whitelist() throws IOException {
    List<String> calls = new ArrayList<>();
    JsonNode list =
        Documents.JSON.readTree(
            TracingHandler.class.getResource("DefaultOperationParameterWhitelist.json"));
    list.get("services")
        .fields()
        .forEachRemaining(
            service ->
                service
                    .getValue()
                    .get("operations")
                    .fieldNames()
                    .forEachRemaining(operation -> calls.add(service.getKey() + "." + operation)));
    return calls;
  }
}
