package io.roentgen.instrumentation.awssdk1;

import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.handlers.TracingHandler;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roentgen.testing.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is sent for a call: by Amazon's handler, and by us. */
final class Documents {

  static final ObjectMapper JSON = new ObjectMapper();

  /** Different in every document. */
  private static final Set<String> UNIQUE = Set.of("id", "start_time", "end_time");

  private final Recorded recorded;
  private final Path file;
  private final io.roentgen.agent.emit.Emitter emitter;

  Documents(Recorded recorded, Path file) {
    this.recorded = recorded;
    this.file = file;
    this.emitter = io.roentgen.agent.emit.Emitter.file(file.toString(), "1", 50);
  }

  /** A call with a client that has Amazon's handler. */
  interface Theirs {
    void run(RequestHandler2 handler) throws Exception;
  }

  /** What Amazon's handler sends. */
  Map<String, String> theirs(Theirs call) throws Exception {
    List<Segment> sent = new ArrayList<>();
    AWSXRayRecorder recorder =
        AWSXRayRecorderBuilder.standard()
            .withSamplingStrategy(new AllSamplingStrategy())
            .withEmitter(
                new Emitter() {
                  @Override
                  public boolean sendSegment(Segment segment) {
                    return sent.add(segment);
                  }

                  @Override
                  public boolean sendSubsegment(Subsegment subsegment) {
                    return true;
                  }
                })
            .build();
    recorder.beginSegment("test");
    call.run(new TracingHandler(recorder));
    recorder.endSegment();
    return fields(sent.get(0).serialize());
  }

  /** What we send. */
  Map<String, String> ours(Recorded.Action call) throws Exception {
    emitter.offer(recorded.trace(call));
    emitter.flush(10_000);
    List<String> lines = Files.readAllLines(file);
    return fields(lines.get(lines.size() - 1));
  }

  /** Of the only subsegment, by their paths; of causes the first one's. */
  private static Map<String, String> fields(String document) throws IOException {
    JsonNode calls = JSON.readTree(document).path("subsegments");
    if (calls.size() != 1) {
      throw new AssertionError("not one subsegment: " + document);
    }
    Map<String, String> fields = new TreeMap<>();
    Iterator<Map.Entry<String, JsonNode>> all = calls.get(0).fields();
    while (all.hasNext()) {
      Map.Entry<String, JsonNode> field = all.next();
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (name.equals("cause")) {
        JsonNode first = value.path("exceptions").path(0);
        put(fields, "cause.message", value.path("message"));
        put(fields, "exception.type", first.path("type"));
        put(fields, "exception.message", first.path("message"));
        put(fields, "exception.remote", first.path("remote"));
      } else if (name.equals("http")) {
        putAll(fields, "http.", value.path("response"));
      } else if (name.equals("aws")) {
        putAll(fields, "aws.", value);
      } else if (!UNIQUE.contains(name)) {
        put(fields, name, value);
      }
    }
    return fields;
  }

  private static void putAll(Map<String, String> fields, String prefix, JsonNode values) {
    values.fields().forEachRemaining(v -> put(fields, prefix + v.getKey(), v.getValue()));
  }

  private static void put(Map<String, String> fields, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      fields.put(name, sorted(value));
    }
  }

  private static String sorted(JsonNode value) {
    try {
      return value.isObject()
          ? JSON.writeValueAsString(new TreeMap<>(JSON.convertValue(value, Map.class)))
          : value.toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
