package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.testing.Recorded;
import io.roentgen.testing.RecordingServer;
import io.roentgen.testing.RecordingServer.Answer;
import io.roentgen.testing.RecordingServer.Sent;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Kinesis and Firehose document no place: what the application put on a stream stays as it is. */
final class StreamsTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void leavesThePayloadAlone() throws Exception {
    System.setProperty("aws.cborEnabled", "false");
    try (RecordingServer wire =
        new RecordingServer(
            request ->
                new Answer(
                    200,
                    Map.of("Content-Type", "application/x-amz-json-1.1"),
                    "{\"RecordId\":\"1\",\"ShardId\":\"s\",\"SequenceNumber\":\"1\"}"))) {
      SdkBytes data = SdkBytes.fromUtf8String("data");
      try (KinesisClient kinesis = Clients2.client(KinesisClient.builder(), wire.url());
          FirehoseClient firehose = Clients2.client(FirehoseClient.builder(), wire.url())) {
        check(
            wire,
            () -> {
              kinesis.putRecord(r -> r.streamName("s").partitionKey("k").data(data));
              firehose.putRecord(r -> r.deliveryStreamName("s").record(d -> d.data(data)));
            });
      }
    } finally {
      System.clearProperty("aws.cborEnabled");
    }
  }

  private static void check(RecordingServer wire, Recorded.Action action) throws Exception {
    action.run();
    List<String> plain = wire.sent().stream().map(Sent::body).toList();
    wire.forget();
    Segment segment = recorded.trace(action);
    List<String> traced = new ArrayList<>();
    List<Subsegment> calls = recorded.children(segment);
    for (int i = 0; i < calls.size(); i++) {
      Sent sent = wire.sent().get(i);
      traced.add(sent.body());
      assertEquals(List.of(calls.get(i).header()), sent.headers().get("X-Amzn-Trace-Id"));
    }
    assertEquals(plain, traced);
  }
}
