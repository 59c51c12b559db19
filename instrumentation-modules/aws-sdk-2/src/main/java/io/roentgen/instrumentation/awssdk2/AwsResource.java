package io.roentgen.instrumentation.awssdk2;

import io.roentgen.trace.Subsegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/**
 * What a request is for: the member of the request and the field of the {@code aws} block by which
 * X-Ray recognises the resource. A service's members have the same name in all its operations.
 */
final class AwsResource {

  private AwsResource() {}

  static void describe(Subsegment call, String service, SdkRequest request) {
    if (service == null) {
      return;
    }
    switch (service) {
      case "DynamoDb":
        put(call, "table_name", request, "TableName");
        putTables(call, request);
        break;
      case "Sqs":
        put(call, "queue_url", request, "QueueUrl");
        put(call, "queue_name", request, "QueueName");
        break;
      case "S3":
        put(call, "bucket_name", request, "Bucket");
        put(call, "key", request, "Key");
        // What a copy writes; the SDK has folded the source into a header.
        put(call, "bucket_name", request, "DestinationBucket");
        put(call, "key", request, "DestinationKey");
        break;
      case "Sns":
        put(call, "topic_arn", request, "TopicArn");
        break;
      case "Lambda":
        put(call, "function_name", request, "FunctionName");
        break;
      default:
    }
  }

  /** What the answer adds. */
  static void describe(Subsegment call, String service, SdkResponse response) {
    if ("Sqs".equals(service)) {
      call.aws("message_id", response.getValueForField("MessageId", Object.class).orElse(null));
      Object messages = response.getValueForField("Messages", Object.class).orElse(null);
      if (messages instanceof Collection) {
        call.aws("message_count", ((Collection<?>) messages).size());
      }
    } else if ("Lambda".equals(service)) {
      // The call itself succeeded: the function's own segment has the fault.
      Object error = response.getValueForField("FunctionError", Object.class).orElse(null);
      call.aws("function_error", error);
    }
  }

  private static void put(Subsegment call, String field, SdkRequest request, String member) {
    Object value = request.getValueForField(member, Object.class).orElse(null);
    if (value instanceof String) {
      call.aws(field, value);
    }
  }

  /** Batches: a map by table. Transactions: a list of puts, gets and the like. */
  private static void putTables(Subsegment call, SdkRequest request) {
    List<String> tables = new ArrayList<>();
    Object batch = request.getValueForField("RequestItems", Object.class).orElse(null);
    if (batch instanceof Map) {
      for (Object table : ((Map<?, ?>) batch).keySet()) {
        tables.add((String) table);
      }
    }
    Object transaction = request.getValueForField("TransactItems", Object.class).orElse(null);
    if (transaction instanceof Collection) {
      for (Object item : (Collection<?>) transaction) {
        for (SdkField<?> action : ((SdkPojo) item).sdkFields()) {
          addTable(tables, action.getValueOrDefault(item));
        }
      }
    }
    if (!tables.isEmpty()) {
      call.aws("table_names", tables);
    }
  }

  private static void addTable(List<String> tables, Object action) {
    if (!(action instanceof SdkPojo)) {
      return;
    }
    for (SdkField<?> field : ((SdkPojo) action).sdkFields()) {
      if (field.memberName().equals("TableName")) {
        Object table = field.getValueOrDefault(action);
        if (table instanceof String && !tables.contains(table)) {
          tables.add((String) table);
        }
      }
    }
  }
}
