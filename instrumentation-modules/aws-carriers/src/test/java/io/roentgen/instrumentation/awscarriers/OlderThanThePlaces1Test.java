package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.amazonaws.services.cloudwatchevents.AmazonCloudWatchEventsClient;
import com.amazonaws.services.cloudwatchevents.model.PutEventsRequest;
import com.amazonaws.services.cloudwatchevents.model.PutEventsRequestEntry;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.RecordingServer;
import io.roentgen.testing.RecordingServer.Answer;
import io.roentgen.testing.RecordingServer.Sent;
import io.roentgen.trace.Segment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Versions that do not know the place yet carry the trace on HTTP alone. */
final class OlderThanThePlaces1Test {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  @SuppressWarnings("deprecation") // the oldest version has no builders
  void carryTheHeaderOnHttp() throws Exception {
    try (RecordingServer wire =
        new RecordingServer(
            request -> new Answer(200, Map.of(), "{\"FailedEntryCount\":0,\"Entries\":[]}"))) {
      AmazonCloudWatchEventsClient client = new AmazonCloudWatchEventsClient(Clients1.KEYS);
      client.setEndpoint(wire.url());
      PutEventsRequestEntry entry = new PutEventsRequestEntry().withSource("shop");
      Segment segment =
          recorded.trace(() -> client.putEvents(new PutEventsRequest().withEntries(entry)));
      Sent sent = wire.only("PutEvents");
      assertEquals(List.of(recorded.only(segment).header()), sent.headers().get("X-Amzn-Trace-Id"));
      assertFalse(sent.body().contains("TraceHeader"), sent.body());
      client.shutdown();
    }
  }
}
