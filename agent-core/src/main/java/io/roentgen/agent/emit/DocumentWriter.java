package io.roentgen.agent.emit;

import io.roentgen.trace.Database;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Fields;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import java.util.ArrayDeque;

/**
 * Writes entities as X-Ray's segment documents, none larger than X-Ray takes: what an entity itself
 * has is bounded field by field, and children that don't fit go into documents of their own.
 * Format: X-Ray developer guide, "X-Ray segment documents".
 */
final class DocumentWriter {

  /** Where documents go. */
  interface Output {
    /** Takes a document; the array is reused after the call. */
    void document(byte[] bytes, int length);
  }

  /** X-Ray's limit is 64 kB; a datagram takes 65,507 bytes with the daemon's header line. */
  static final int MAX_DOCUMENT = 63_000;

  /** For the brackets that close what is open. */
  private static final int CLOSING = 256;

  private static final int MAX_DEPTH = 100;

  /** Bytes: as many characters as {@link Names} leaves, of three bytes each. */
  private static final int MAX_NAME = 3 * Names.MAX_NAME;

  /** The schema's bound for strings without one of their own. */
  private static final int MAX_STRING = 250;

  // What one entity may take. The sum, with the exceptions, stays below a document.
  private static final int MAX_SQL = 12_000;
  private static final int MAX_AWS = 6_000;
  private static final int MAX_ANNOTATIONS = 10_000;
  private static final int MAX_METADATA = 8_000;

  private final JsonBuffer json = new JsonBuffer();
  private final ArrayDeque<Entity> waiting = new ArrayDeque<>();
  private final FieldsWriter fields = new FieldsWriter(json);
  private final ExceptionWriter exceptions;
  private final String version;
  private final String runtime;
  private final String runtimeVersion;
  private byte[] process;

  /** Most applications have one. */
  private Database lastDatabase;

  private byte[] lastDatabaseJson;

  DocumentWriter(String version, int stackFrames) {
    this.version = version;
    this.exceptions = new ExceptionWriter(json, stackFrames);
    this.runtime = System.getProperty("java.vm.name");
    this.runtimeVersion = System.getProperty("java.version");
  }

  /** Writes an entity and everything below it that has ended. */
  void write(Entity root, Output output) {
    waiting.add(root);
    try {
      for (Entity entity = waiting.poll(); entity != null; entity = waiting.poll()) {
        json.truncate(0);
        entity(entity, true);
        children(entity, 1);
        json.raw('}');
        output.document(json.bytes(), json.size());
      }
    } finally {
      waiting.clear();
    }
  }

  private void children(Entity parent, int depth) {
    Subsegment child = parent.takeChildren();
    if (child == null) {
      return;
    }
    int before = json.size();
    json.name("subsegments").raw('[');
    int empty = json.size();
    while (child != null) {
      int mark = json.size();
      if (mark > empty) {
        json.raw(',');
      }
      entity(child, false);
      if (json.size() > MAX_DOCUMENT - CLOSING || depth >= MAX_DEPTH) {
        json.truncate(mark);
        waiting.add(child);
      } else {
        children(child, depth + 1);
        json.raw('}');
      }
      child = child.next();
    }
    if (json.size() == empty) {
      json.truncate(before);
    } else {
      json.raw(']');
    }
  }

  /** Everything but children and the closing brace. */
  private void entity(Entity entity, boolean alone) {
    json.raw('{').name("name").string(Names.clean(entity.name()), MAX_NAME);
    json.name("id").id(entity.id());
    if (alone) {
      json.name("trace_id").string(entity.segment().trace().traceId(), MAX_STRING);
      if (entity.parentId() != 0) {
        json.name("parent_id").id(entity.parentId());
      }
      if (entity instanceof Subsegment) {
        json.name("type").raw("\"subsegment\"");
      }
    }
    json.name("start_time").seconds(entity.start());
    json.name("end_time").seconds(entity.end());
    flag("error", entity.error());
    flag("throttle", entity.throttle());
    flag("fault", entity.fault());
    if (entity instanceof Segment) {
      segment((Segment) entity);
    } else {
      subsegment((Subsegment) entity);
    }
    fields.annotations(entity.annotations(), MAX_ANNOTATIONS);
    metadata(entity.metadata());
    exceptions.write(entity);
  }

  private void flag(String name, boolean set) {
    if (set) {
      json.name(name).raw("true");
    }
  }

  private void segment(Segment segment) {
    json.field("user", segment.user(), MAX_STRING);
    json.field("origin", segment.origin(), MAX_STRING);
    http(segment, segment);
    if (process == null) {
      process = process();
    }
    json.raw(process);
  }

  /** What is the same in every segment of this process. */
  private byte[] process() {
    int from = json.size();
    json.name("aws").raw("{\"xray\":{\"sdk\":\"Roentgen\"");
    json.field("sdk_version", version, MAX_STRING);
    json.raw(",\"auto_instrumentation\":true}}");
    json.name("service").raw('{');
    json.field("runtime", runtime, MAX_STRING);
    json.field("runtime_version", runtimeVersion, MAX_STRING);
    json.raw('}');
    byte[] written = json.since(from);
    json.truncate(from);
    return written;
  }

  private void subsegment(Subsegment subsegment) {
    json.field("namespace", subsegment.namespace(), MAX_STRING);
    http(subsegment, null);
    Fields aws = subsegment.aws();
    if (aws != null) {
      json.name("aws").raw('{');
      fields.pairs(aws, MAX_AWS);
      json.raw('}');
    }
    if (subsegment.database() != null) {
      sql(subsegment, subsegment.database());
    }
  }

  private void http(Entity entity, Segment client) {
    boolean request = entity.method() != null || entity.url() != null;
    boolean response = entity.status() != 0 || entity.contentLength() >= 0;
    if (!request && !response) {
      return;
    }
    json.name("http").raw('{');
    if (request) {
      json.name("request").raw('{');
      json.field("method", entity.method(), MAX_STRING);
      json.field("url", entity.url(), MAX_STRING);
      if (client != null) {
        json.field("user_agent", client.userAgent(), MAX_STRING);
        json.field("client_ip", client.clientIp(), MAX_STRING);
        flag("x_forwarded_for", client.forwarded());
      }
      json.raw('}');
    }
    if (response) {
      json.name("response").raw('{');
      if (entity.status() != 0) {
        json.name("status").number(entity.status());
      }
      if (entity.contentLength() >= 0) {
        json.name("content_length").number(entity.contentLength());
      }
      json.raw('}');
    }
    json.raw('}');
  }

  private void sql(Subsegment subsegment, Database database) {
    json.name("sql").raw('{');
    if (database == lastDatabase) {
      json.raw(lastDatabaseJson);
    } else {
      int from = json.size();
      json.field("url", database.url(), MAX_STRING);
      json.field("user", database.user(), MAX_STRING);
      json.field("database_type", database.type(), MAX_STRING);
      json.field("database_version", database.version(), MAX_STRING);
      json.field("driver_version", database.driverVersion(), MAX_STRING);
      lastDatabase = database;
      lastDatabaseJson = json.since(from);
    }
    json.field("preparation", subsegment.preparation(), MAX_STRING);
    json.field("sanitized_query", FieldsWriter.text(subsegment.query()), MAX_SQL);
    json.raw('}');
  }

  private void metadata(Fields metadata) {
    if (metadata != null) {
      json.name("metadata").raw("{\"default\":{");
      fields.pairs(metadata, MAX_METADATA);
      json.raw("}}");
    }
  }
}
