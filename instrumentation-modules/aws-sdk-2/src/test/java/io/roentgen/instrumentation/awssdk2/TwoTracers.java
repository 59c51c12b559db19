package io.roentgen.instrumentation.awssdk2;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.interceptors.TracingInterceptor;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roentgen.testing.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The documents that Amazon's interceptor and we send for the same call. */
final class TwoTracers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Recorded recorded;
  private final Path file;
  private final io.roentgen.agent.emit.Emitter ours;
  private final Segment[] sent = new Segment[1];
  private final AWSXRayRecorder theirs =
      AWSXRayRecorderBuilder.standard()
          .withSamplingStrategy(new AllSamplingStrategy())
          .withEmitter(new Keep())
          .build();

  private final class Keep extends Emitter {
    @Override
    public boolean sendSegment(Segment segment) {
      sent[0] = segment;
      return true;
    }

    @Override
    public boolean sendSubsegment(Subsegment subsegment) {
      return true;
    }
  }

  /** Writes our documents to a file. */
  TwoTracers(Recorded recorded, Path file) {
    this.recorded = recorded;
    this.file = file;
    this.ours = io.roentgen.agent.emit.Emitter.file(file.toString(), "1.0", 50);
  }

  ExecutionInterceptor interceptor() {
    return new TracingInterceptor(theirs, null, null);
  }

  /** The call's subsegment as Amazon's recorder serializes it. */
  JsonNode theirs(Recorded.Action call) throws Exception {
    theirs.beginSegment("test");
    try {
      call.run();
    } finally {
      theirs.endSegment();
    }
    return only(JSON.readTree(sent[0].serialize()));
  }

  /** The call's subsegment as we send it. */
  JsonNode ours(Recorded.Action call) throws Exception {
    ours.offer(recorded.trace(call));
    ours.flush(30_000);
    try {
      List<String> lines = Files.readAllLines(file);
      return only(JSON.readTree(lines.get(lines.size() - 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document with its members in alphabetical order. */
  static String sorted(JsonNode document) throws IOException {
    Object value = JSON.treeToValue(document, Object.class);
    return JSON.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).writeValueAsString(value);
  }

  private static JsonNode only(JsonNode segment) {
    JsonNode all = segment.path("subsegments");
    if (all.size() != 1) {
      throw new AssertionError("wanted one subsegment: " + segment);
    }
    ObjectNode one = (ObjectNode) all.get(0);
    one.remove(List.of("id", "start_time", "end_time"));
    JsonNode exceptions = one.path("cause").path("exceptions");
    if (exceptions instanceof ArrayNode) {
      one.put("exception", exceptions.path(0).path("type").asText());
      one.put("remote", exceptions.path(0).path("remote").asBoolean());
    }
    one.remove("cause");
    return one;
  }
}
