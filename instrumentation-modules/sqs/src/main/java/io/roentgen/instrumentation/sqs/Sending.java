package io.roentgen.instrumentation.sqs;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Puts the trace header into messages, unless the application has put one there itself. */
final class Sending {

  /** The system attribute's name; it does not count against the limits of a message. */
  static final String ATTRIBUTE = "AWSTraceHeader";

  private Sending() {}

  static SendMessageRequest withTrace(SendMessageRequest request) {
    TraceContext context = Tracer.current();
    if (context == null || request == null) {
      return request;
    }
    Map<String, MessageSystemAttributeValue> own = request.messageSystemAttributesAsStrings();
    if (own.containsKey(ATTRIBUTE)) {
      return request;
    }
    return request.toBuilder()
        .messageSystemAttributesWithStrings(with(own, value(context)))
        .build();
  }

  static SendMessageBatchRequest withTrace(SendMessageBatchRequest request) {
    TraceContext context = Tracer.current();
    if (context == null || request == null || request.entries().isEmpty()) {
      return request;
    }
    MessageSystemAttributeValue value = value(context);
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(request.entries().size());
    for (SendMessageBatchRequestEntry entry : request.entries()) {
      entries.add(withTrace(entry, value));
    }
    return request.toBuilder().entries(entries).build();
  }

  private static SendMessageBatchRequestEntry withTrace(
      SendMessageBatchRequestEntry entry, MessageSystemAttributeValue value) {
    if (entry == null) {
      return null;
    }
    Map<String, MessageSystemAttributeValue> own = entry.messageSystemAttributesAsStrings();
    return own.containsKey(ATTRIBUTE)
        ? entry
        : entry.toBuilder().messageSystemAttributesWithStrings(with(own, value)).build();
  }

  private static MessageSystemAttributeValue value(TraceContext context) {
    return MessageSystemAttributeValue.builder()
        .dataType("String")
        .stringValue(context.header())
        .build();
  }

  private static Map<String, MessageSystemAttributeValue> with(
      Map<String, MessageSystemAttributeValue> own, MessageSystemAttributeValue value) {
    Map<String, MessageSystemAttributeValue> all = new LinkedHashMap<>(own);
    all.put(ATTRIBUTE, value);
    return all;
  }
}
