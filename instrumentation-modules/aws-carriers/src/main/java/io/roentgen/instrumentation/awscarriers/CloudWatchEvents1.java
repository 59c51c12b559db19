package io.roentgen.instrumentation.awscarriers;

import com.amazonaws.services.cloudwatchevents.model.PutEventsRequestEntry;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Weave;

/** {@link EventBridge} under its older name, as many applications on SDK 1 know it. */
@Instrumentation(name = "eventbridge", since = "1.11.0")
final class CloudWatchEvents1 {

  private CloudWatchEvents1() {}

  @Weave(
      type =
          "com.amazonaws.services.cloudwatchevents.model.transform.PutEventsRequestEntryMarshaller",
      method = "marshall")
  static final class Put {

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
