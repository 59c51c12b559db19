package io.roentgen.instrumentation.sqs1;

import com.amazonaws.Request;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Requests in the query protocol, {@code MessageSystemAttribute.1.Name=AWSTraceHeader}: the service
 * takes these parameters from versions of the SDK, too, that have no method for them. Names: SQS
 * API reference, version 2012-11-05.
 */
final class QueryParameters {

  private static final String ENTRY = "SendMessageBatchRequestEntry.";

  private QueryParameters() {}

  static void withTrace(Request<?> request) {
    TraceContext context = Tracer.current();
    if (context != null && request != null) {
      add(request, "", context.header());
    }
  }

  static void withTraces(Request<?> request) {
    String[] headers = Buffered.headers();
    TraceContext context = Tracer.current();
    if (request == null || headers == null && context == null) {
      return;
    }
    String header = headers == null ? context.header() : null;
    for (int i = 1; request.getParameters().containsKey(ENTRY + i + ".Id"); i++) {
      if (headers != null) {
        header = i <= headers.length ? headers[i - 1] : null;
      }
      if (header != null) {
        add(request, ENTRY + i + ".", header);
      }
    }
  }

  /** Behind the application's own attributes, unless it has set this one itself. */
  private static void add(Request<?> request, String prefix, String header) {
    String attribute = prefix + "MessageSystemAttribute.";
    Map<String, List<String>> parameters = request.getParameters();
    int free = 1;
    for (List<String> name = parameters.get(attribute + free + ".Name"); name != null; ) {
      if (name.contains(Sending.ATTRIBUTE)) {
        return;
      }
      free++;
      name = parameters.get(attribute + free + ".Name");
    }
    request.addParameter(attribute + free + ".Name", Sending.ATTRIBUTE);
    request.addParameter(attribute + free + ".Value.StringValue", header);
    request.addParameter(attribute + free + ".Value.DataType", "String");
  }

  static void asking(Request<?> request) {
    if (request == null) {
      return;
    }
    Map<String, List<String>> parameters = request.getParameters();
    int free = 1;
    Collection<String> name = parameters.get("AttributeName.1");
    while (name != null) {
      if (name.contains(Sending.ATTRIBUTE) || name.contains("All")) {
        return;
      }
      free++;
      name = parameters.get("AttributeName." + free);
    }
    request.addParameter("AttributeName." + free, Sending.ATTRIBUTE);
  }
}
