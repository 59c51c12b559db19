package io.roentgen.instrumentation.awscarriers;

import com.amazonaws.services.eventbridge.model.PutEventsRequestEntry;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Weave;
import software.amazon.awssdk.core.SdkPojo;

/**
 * EventBridge takes the trace of an event from {@code TraceHeader} of its entry, which does not
 * count against its size, or else from HTTP. It is not part of the event that targets get: an SQS
 * queue gets it as AWSTraceHeader, a function from Lambda. Source: EventBridge user guide,
 * "EventBridge integration with AWS X-Ray".
 */
@Instrumentation(name = "eventbridge", since = "2.20.0")
final class EventBridge {

  private EventBridge() {}

  /** SDK 2, under the service's newer and its older name. */
  @Weave(
      type = {
        "software.amazon.awssdk.services.eventbridge.transform.PutEventsRequestMarshaller",
        "software.amazon.awssdk.services.cloudwatchevents.transform.PutEventsRequestMarshaller"
      },
      method = "marshall")
  static final class Put {
    @AssignArgument(0)
    static Object assign(@Argument(0) Object request) {
      String header = Carrier.header();
      return header == null || request == null
          ? request
          : Copies.filledInside((SdkPojo) request, "Entries", "TraceHeader", header);
    }
  }

  @Weave(
      type = "com.amazonaws.services.eventbridge.model.transform.PutEventsRequestEntryMarshaller",
      method = "marshall")
  static final class Put1 {

    private static final boolean HAS = Carrier.has(PutEventsRequestEntry.class, "setTraceHeader");

    @AssignArgument(0)
    static PutEventsRequestEntry assign(@Argument(0) PutEventsRequestEntry entry) {
      String header = HAS ? Carrier.header() : null;
      if (header == null || entry == null || !Carrier.isEmpty(entry.getTraceHeader())) {
        return entry;
      }
      PutEventsRequestEntry sent = entry.clone();
      sent.setTraceHeader(header);
      return sent;
    }
  }
}
