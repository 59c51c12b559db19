package io.roentgen.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a writer wrote, parsed by somebody else's parser and checked as a whole. */
final class Documents implements DocumentWriter.Output {

  static final String HEADER =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  /** The strictest there is: no duplicate names, nothing after the document. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1000).build());
  }

  final List<JsonNode> all = new ArrayList<>();
  final List<byte[]> bytes = new ArrayList<>();
  final Map<String, JsonNode> byId = new HashMap<>();
  private final Set<String> parents = new HashSet<>();
  private int depth;

  static Queue<Entity> record() {
    Queue<Entity> offered = new ConcurrentLinkedQueue<>();
    Tracer.install("test", (host, method, path) -> true, offered::add);
    Tracer.attach(null);
    return offered;
  }

  static Segment begin() {
    TraceContext context = Tracer.enterSegment(HEADER, "host", "GET", "/");
    return (Segment) context;
  }

  static Subsegment call(String name) {
    return Tracer.enterCall(name, Subsegment.REMOTE);
  }

  /** Writes everything and checks it. */
  static Documents of(Queue<Entity> offered) {
    DocumentWriter writer = new DocumentWriter("1.0", 50);
    Documents documents = new Documents();
    for (Entity entity = offered.poll(); entity != null; entity = offered.poll()) {
      writer.write(entity, documents);
    }
    documents.check();
    return documents;
  }

  @Override
  public void document(byte[] array, int length) {
    assertTrue(length <= 64_000, length + " bytes");
    byte[] copy = new byte[length];
    System.arraycopy(array, 0, copy, 0, length);
    add(copy);
  }

  void add(byte[] document) {
    bytes.add(document);
    try {
      JsonNode node = JSON.readTree(document);
      all.add(node);
      assertEquals("1-5759e988-bd862e3fe1be46a994272793", node.get("trace_id").asText());
      entity(node, 1);
      if (node.has("parent_id")) {
        parents.add(node.get("parent_id").asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(new String(document, StandardCharsets.UTF_8), e);
    }
  }

  private void entity(JsonNode node, int level) {
    depth = Math.max(depth, level);
    String id = node.get("id").asText();
    assertTrue(id.matches("[0-9a-f]{16}"), id);
    assertEquals(null, byId.put(id, node), id + " twice");
    assertTrue(node.get("name").asText().length() <= 200);
    assertTrue(node.get("start_time").asDouble() > 1e9);
    assertTrue(
        node.has("in_progress")
            || node.get("end_time").asDouble() >= node.get("start_time").asDouble());
    if (node.has("subsegments")) {
      assertTrue(node.get("subsegments").size() > 0);
      for (JsonNode child : node.get("subsegments")) {
        entity(child, level + 1);
      }
    }
  }

  /** Every parent exists, but for the caller's. */
  void check() {
    for (String parent : parents) {
      assertTrue(byId.containsKey(parent) || parent.equals("53995c3f42cd8ad8"), parent);
    }
  }

  int depth() {
    return depth;
  }

  JsonNode find(Entity entity) {
    JsonNode node = byId.get(TraceHeader.id(entity.id()));
    assertTrue(node != null, entity.name() + " is missing");
    return node;
  }
}
