package io.roentgen.instrumentation.sqs1;

import com.amazonaws.services.sqs.model.MessageSystemAttributeValue;
import com.amazonaws.services.sqs.model.SendMessageBatchRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies of requests that carry the trace header, unless the application has set one itself. */
final class Sending {

  /** The system attribute's name; it does not count against the limits of a message. */
  static final String ATTRIBUTE = "AWSTraceHeader";

  private Sending() {}

  static SendMessageRequest withTrace(SendMessageRequest request) {
    TraceContext context = Tracer.current();
    if (context == null || request == null || has(request.getMessageSystemAttributes())) {
      return request;
    }
    SendMessageRequest sent = request.clone();
    sent.setMessageSystemAttributes(with(request.getMessageSystemAttributes(), context.header()));
    return sent;
  }

  static SendMessageBatchRequest withTraces(SendMessageBatchRequest request) {
    String[] headers = Buffered.headers();
    TraceContext context = Tracer.current();
    if (request == null || headers == null && context == null) {
      return request;
    }
    String header = headers == null ? context.header() : null;
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(request.getEntries().size());
    for (SendMessageBatchRequestEntry entry : request.getEntries()) {
      if (headers != null) {
        header = entries.size() < headers.length ? headers[entries.size()] : null;
      }
      entries.add(header == null ? entry : withTrace(entry, header));
    }
    SendMessageBatchRequest sent = request.clone();
    sent.setEntries(entries);
    return sent;
  }

  private static SendMessageBatchRequestEntry withTrace(
      SendMessageBatchRequestEntry entry, String header) {
    if (entry == null || has(entry.getMessageSystemAttributes())) {
      return entry;
    }
    SendMessageBatchRequestEntry sent = entry.clone();
    sent.setMessageSystemAttributes(with(entry.getMessageSystemAttributes(), header));
    return sent;
  }

  private static boolean has(Map<String, MessageSystemAttributeValue> own) {
    return own != null && own.containsKey(ATTRIBUTE);
  }

  private static Map<String, MessageSystemAttributeValue> with(
      Map<String, MessageSystemAttributeValue> own, String header) {
    Map<String, MessageSystemAttributeValue> all = new HashMap<>();
    if (own != null) {
      all.putAll(own);
    }
    all.put(
        ATTRIBUTE,
        new MessageSystemAttributeValue().withDataType("String").withStringValue(header));
    return all;
  }
}
