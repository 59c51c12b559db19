package io.roentgen.console.trace;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads segment documents. Takes what the format names, wherever the rest is odd: a field of the
 * wrong type counts as missing. Not for use by several threads.
 */
public final class DocumentParser {

  /** Objects and lists in each other; deeper is refused, as reading recurses. */
  private static final int NESTING = 1_000;

  private final Blocks blocks = new Blocks();
  private String traceId;
  private int entities;

  /**
   * Reads one document; nothing but white space may surround it.
   *
   * @throws BadDocument if it is no JSON, or lacks id, name, start time or trace id
   */
  public Document parse(byte[] bytes, int offset, int length) throws BadDocument {
    traceId = null;
    entities = 0;
    JsonReader in =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(bytes, offset, length), StandardCharsets.UTF_8));
    in.setNestingLimit(NESTING);
    // The bytes are handed on as JSON: nothing may pass that a browser would not read.
    in.setStrictness(Strictness.STRICT);
    Entity entity;
    try {
      if (in.peek() != JsonToken.BEGIN_OBJECT) {
        throw new BadDocument("no JSON object");
      }
      entity = entity(in, true);
      // In strict mode it is an exception that something follows.
      in.peek();
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new BadDocument("no JSON");
    }
    if (traceId == null || traceId.isEmpty()) {
      throw new BadDocument("no trace_id");
    }
    if (entity == null) {
      throw new BadDocument("no id, name or start_time");
    }
    return new Document(line(bytes, offset, length), traceId, entity, entities);
  }

  /** White space around goes; line breaks in JSON are white space too, as strings have none. */
  private static byte[] line(byte[] bytes, int offset, int length) {
    int from = offset;
    int to = offset + length;
    while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
      to--;
    }
    while (from < to && bytes[from] != '{') {
      from++;
    }
    byte[] line = new byte[to - from];
    System.arraycopy(bytes, from, line, 0, line.length);
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    return line;
  }

  /** Null if it lacks what each must have. */
  private Entity entity(JsonReader in, boolean top) throws IOException {
    entities++;
    Entity entity = new Entity();
    entity.segment = top;
    double start = Double.NaN;
    double end = Double.NaN;
    boolean inProgress = false;
    String id = null;
    List<Entity> children = null;
    in.beginObject();
    while (in.hasNext()) {
      switch (in.nextName()) {
        case "id":
          id = blocks.text(in);
          break;
        case "trace_id":
          String trace = blocks.text(in);
          traceId = top ? trace : traceId;
          break;
        case "parent_id":
          String above = blocks.text(in);
          entity.parentId = top && above != null ? id(above) : 0;
          break;
        case "type":
          entity.segment = !"subsegment".equals(blocks.text(in)) && top;
          break;
        case "name":
          entity.name = blocks.text(in);
          break;
        case "origin":
          entity.origin = blocks.text(in);
          break;
        case "namespace":
          entity.namespace = blocks.text(in);
          break;
        case "start_time":
          start = Blocks.number(in);
          break;
        case "end_time":
          end = Blocks.number(in);
          break;
        case "in_progress":
          inProgress = Blocks.is(in);
          break;
        case "error":
          entity.flags |= Blocks.is(in) ? Entity.ERROR : 0;
          break;
        case "throttle":
          entity.flags |= Blocks.is(in) ? Entity.THROTTLE : 0;
          break;
        case "fault":
          entity.flags |= Blocks.is(in) ? Entity.FAULT : 0;
          break;
        case "user":
          entity.user = blocks.text(in);
          break;
        case "resource_arn":
          entity.resourceArn = blocks.text(in);
          break;
        case "http":
          entity.http = blocks.http(in);
          break;
        case "aws":
          entity.aws = blocks.aws(in);
          break;
        case "sql":
          entity.sql = blocks.sql(in);
          break;
        case "annotations":
          entity.annotations = blocks.annotations(in);
          break;
        case "cause":
          entity.failures = blocks.cause(in);
          break;
        case "links":
          entity.links = blocks.links(in);
          break;
        case "subsegments":
          children = subsegments(in);
          break;
        default:
          in.skipValue();
      }
    }
    in.endObject();
    if (id == null || id.isEmpty() || entity.name == null || Double.isNaN(start)) {
      return null;
    }
    entity.id = id(id);
    entity.start = start;
    if (Double.isNaN(end) || inProgress) {
      entity.flags |= Entity.IN_PROGRESS;
    }
    entity.end = Double.isNaN(end) ? start : end;
    if (children != null) {
      for (Entity child : children) {
        child.parentId = entity.id;
      }
      entity.children = children.toArray(Entity.NONE);
    }
    return entity;
  }

  private List<Entity> subsegments(JsonReader in) throws IOException {
    List<Entity> children = new ArrayList<>();
    if (in.peek() != JsonToken.BEGIN_ARRAY) {
      in.skipValue();
      return children;
    }
    in.beginArray();
    while (in.hasNext()) {
      if (in.peek() != JsonToken.BEGIN_OBJECT) {
        in.skipValue();
        continue;
      }
      Entity child = entity(in, false);
      if (child != null) {
        children.add(child);
      }
    }
    in.endArray();
    return children;
  }

  /** An id of a document as the number that stands for it here; never 0. */
  public static long id(String text) {
    long id = 0;
    boolean hex = text.length() == 16;
    for (int i = 0; hex && i < 16; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      hex = digit >= 0;
      id = id << 4 | digit;
    }
    if (!hex) {
      // FNV-1a, 64 bits.
      id = 0xcbf29ce484222325L;
      for (int i = 0; i < text.length(); i++) {
        id = (id ^ text.charAt(i)) * 0x100000001b3L;
      }
    }
    return id == 0 ? 1 : id;
  }
}
