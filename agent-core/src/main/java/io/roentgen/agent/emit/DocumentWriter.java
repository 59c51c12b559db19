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
  private static final int MAX_EXTRAS = 3_000;

  private static final String[] NONE = {};
  private static final String[] AGENT_FIELDS = {"xray"};
  private static final String[] RUNTIME_FIELDS = {"runtime", "runtime_version"};
  private static final String[] SQL_FIELDS = {
    "url",
    "user",
    "database_type",
    "database_version",
    "driver_version",
    "preparation",
    "sanitized_query"
  };

  private final JsonBuffer json = new JsonBuffer();
  private final ArrayDeque<Entity> waiting = new ArrayDeque<>();
  private final FieldsWriter fields = new FieldsWriter(json);
  private final ExceptionWriter exceptions;
  private final String version;
  private final String runtime;
  private final String runtimeVersion;
  private byte[] agentJson;
  private byte[] runtimeJson;

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
    Subsegment child = Subsegment.takeChildren(parent);
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
    if (entity.hasEnded()) {
      json.name("end_time").seconds(entity.end());
    } else {
      json.name("in_progress").raw("true");
    }
    flag("error", entity.error());
    flag("throttle", entity.throttle());
    flag("fault", entity.fault());
    if (entity instanceof Segment) {
      segment((Segment) entity);
    } else {
      subsegment((Subsegment) entity);
    }
    fields.annotations(entity.annotations(), MAX_ANNOTATIONS);
    metadata(entity.metadataByNamespace());
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
    if (agentJson == null) {
      describeProcess();
    }
    json.raw(agentJson);
    json.field("rule_name", segment.rule(), MAX_STRING).raw('}');
    extras(segment, "aws", AGENT_FIELDS);
    json.raw(runtimeJson);
    extras(segment, "service", RUNTIME_FIELDS);
  }

  /** What is the same in every segment of this process. */
  private void describeProcess() {
    int from = json.size();
    json.name("aws").raw("{\"xray\":{\"sdk\":\"Roentgen\"");
    json.field("sdk_version", version, MAX_STRING);
    json.raw(",\"auto_instrumentation\":true");
    agentJson = json.since(from);
    json.raw('}').name("service").raw('{');
    json.field("runtime", runtime, MAX_STRING);
    json.field("runtime_version", runtimeVersion, MAX_STRING);
    runtimeJson = json.since(from + agentJson.length + 1);
    json.truncate(from);
  }

  /** Fields the application added to a block, but for those named; and the end of the block. */
  private void extras(Entity entity, String block, String[] written) {
    Fields extras = entity.extras(block);
    if (extras != null) {
      fields.pairs(extras, MAX_EXTRAS, written);
    }
    json.raw('}');
  }

  private void subsegment(Subsegment subsegment) {
    json.field("namespace", subsegment.namespace(), MAX_STRING);
    http(subsegment, null);
    Fields aws = subsegment.aws();
    if (aws != null || subsegment.extras("aws") != null) {
      json.name("aws").raw('{');
      if (aws != null) {
        fields.pairs(aws, MAX_AWS);
      }
      extras(
          subsegment, "aws", aws == null || subsegment.extras("aws") == null ? NONE : aws.names());
    }
    if (subsegment.database() != null) {
      sql(subsegment, subsegment.database());
    } else if (subsegment.extras("sql") != null) {
      json.name("sql").raw('{');
      extras(subsegment, "sql", NONE);
    }
  }

  private void http(Entity entity, Segment client) {
    boolean request = entity.method() != null || entity.url() != null;
    boolean response = entity.status() != 0 || entity.contentLength() >= 0;
    if (!request && !response && entity.extras("http") == null) {
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
    String[] written =
        entity.extras("http") == null
            ? NONE
            : new String[] {request ? "request" : "", response ? "response" : ""};
    extras(entity, "http", written);
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
    extras(subsegment, "sql", SQL_FIELDS);
  }

  private void metadata(Fields metadata) {
    if (metadata != null) {
      json.name("metadata").raw('{');
      fields.pairs(metadata, MAX_METADATA);
      json.raw('}');
    }
  }
}
