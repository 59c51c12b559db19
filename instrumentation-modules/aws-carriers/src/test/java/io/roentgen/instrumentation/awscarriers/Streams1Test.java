package io.roentgen.instrumentation.awscarriers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.kinesis.AmazonKinesisClient;
import com.amazonaws.services.kinesis.model.PutRecordRequest;
import com.amazonaws.services.kinesisfirehose.AmazonKinesisFirehoseClient;
import com.amazonaws.services.kinesisfirehose.model.Record;
import io.roentgen.testing.Recorded;
import io.roentgen.testing.RecordingServer;
import io.roentgen.testing.RecordingServer.Answer;
import io.roentgen.testing.RecordingServer.Sent;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kinesis and Firehose document no place: what the application put on a stream stays as it is. */
final class Streams1Test {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  @SuppressWarnings("deprecation") // the oldest version has no builders
  void leavesThePayloadAlone() throws Exception {
    System.setProperty("com.amazonaws.sdk.disableCbor", "true");
    try (RecordingServer wire =
        new RecordingServer(
            request ->
                new Answer(
                    200,
                    Map.of("Content-Type", "application/x-amz-json-1.1"),
                    "{\"RecordId\":\"1\",\"ShardId\":\"s\",\"SequenceNumber\":\"1\"}"))) {
      AmazonKinesisClient kinesis = new AmazonKinesisClient(Clients1.KEYS);
      kinesis.setEndpoint(wire.url());
      AmazonKinesisFirehoseClient firehose = new AmazonKinesisFirehoseClient(Clients1.KEYS);
      firehose.setEndpoint(wire.url());
      byte[] data = "data".getBytes(StandardCharsets.UTF_8);
      check(
          wire,
          () -> {
            kinesis.putRecord(
                new PutRecordRequest()
                    .withStreamName("s")
                    .withPartitionKey("k")
                    .withData(ByteBuffer.wrap(data)));
            firehose.putRecord(
                new com.amazonaws.services.kinesisfirehose.model.PutRecordRequest()
                    .withDeliveryStreamName("s")
                    .withRecord(new Record().withData(ByteBuffer.wrap(data))));
          });
      kinesis.shutdown();
      firehose.shutdown();
    } finally {
      System.clearProperty("com.amazonaws.sdk.disableCbor");
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
