package io.roentgen.console.trace;

import java.util.Map;

/**
 * A segment or a subsegment: what maps, filters and lists need of it. Its SQL, stacks and metadata
 * stay in the bytes of its document. Source of the fields: "X-Ray segment documents", AWS X-Ray
 * developer guide. Immutable once it is read.
 */
public final class Entity {

  /** What annotations and exceptions are where there are none. */
  static final Entity[] NONE = {};

  /** The caller's mistake: 4xx. */
  public static final int ERROR = 1;

  /** Too many requests: 429. */
  public static final int THROTTLE = 2;

  /** The failure of what is recorded: 5xx, exceptions. */
  public static final int FAULT = 4;

  /** Has begun, and not ended yet as far as is known. */
  public static final int IN_PROGRESS = 8;

  /** X-Ray keeps traces for thirty days; nothing that takes longer is a request. */
  static final double LONGEST = 30 * 24 * 3_600;

  long id;
  long parentId;
  boolean segment;
  String name;
  String origin;
  String namespace;
  double start;
  double end;
  int flags;
  String user;
  String resourceArn;
  Http http;

  /** Keys and values in turn. */
  String[] aws;

  String sql;
  Map<String, Object> annotations;
  Failure[] failures = Failure.NONE;
  Entity[] children = NONE;
  Link[] links = Link.NONE;

  Entity() {}

  /** 16 hexadecimal digits as a number; a hash, should an id be something else. */
  public long id() {
    return id;
  }

  /** The entity above, 0 if none is known. */
  public long parentId() {
    return parentId;
  }

  /** Whether it is a segment, that is, what a service says of itself. */
  public boolean isSegment() {
    return segment;
  }

  /** The service or what it called; never null. */
  public String name() {
    return name;
  }

  /** What kind of thing runs the service, like AWS::ECS::Container; null if that isn't said. */
  public String origin() {
    return origin;
  }

  /** {@code aws} or {@code remote} for a call out of the service; null for its own work. */
  public String namespace() {
    return namespace;
  }

  /** Seconds since 1970. */
  public double start() {
    return start;
  }

  /** Seconds since 1970; the start, while it is in progress. */
  public double end() {
    return end;
  }

  /** How long it took, in seconds: 0 to thirty days, whatever its times say. */
  public double seconds() {
    return Math.min(LONGEST, Math.max(0, end - start));
  }

  /** {@link #ERROR}, {@link #THROTTLE}, {@link #FAULT}, {@link #IN_PROGRESS}, added up. */
  public int flags() {
    return flags;
  }

  /** Whether a flag is set. */
  public boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** Who made the request; null if that isn't said. */
  public String user() {
    return user;
  }

  /** The AWS resource that runs the service; null if that isn't said. */
  public String resourceArn() {
    return resourceArn;
  }

  /** The HTTP request and its answer; null if it is none. */
  public Http http() {
    return http;
  }

  /**
   * A string or number of the block {@code aws}, of its inner blocks as {@code ec2.instance_id};
   * null if there is none.
   */
  public String aws(String key) {
    for (int i = 0; aws != null && i < aws.length; i += 2) {
      if (aws[i].equals(key)) {
        return aws[i + 1];
      }
    }
    return null;
  }

  /** Whether it is a call to an SQL database. */
  public boolean isSql() {
    return sql != null;
  }

  /** The beginning of its query, empty if that isn't said; null if it is no call of that kind. */
  public String sql() {
    return sql;
  }

  /** Strings, Doubles and Booleans by key; null if there are none. */
  public Map<String, Object> annotations() {
    return annotations;
  }

  /** The exceptions it names, the outermost first. */
  public Failure[] failures() {
    return failures;
  }

  /** The subsegments inside it. */
  public Entity[] children() {
    return children;
  }

  /** The traces it continues or belongs to. */
  public Link[] links() {
    return links;
  }

  /** A request as one side of it saw it. Strings are null and numbers 0 where nothing is said. */
  public static final class Http {
    String method;
    String url;
    String userAgent;
    String clientIp;
    int status;

    Http() {}

    /** As it was sent. */
    public String method() {
      return method;
    }

    /** As it was recorded. */
    public String url() {
      return url;
    }

    /** What called. */
    public String userAgent() {
      return userAgent;
    }

    /** Where it came from. */
    public String clientIp() {
      return clientIp;
    }

    /** The answer's. */
    public int status() {
      return status;
    }
  }

  /** An exception. */
  public static final class Failure {
    static final Failure[] NONE = {};

    final String type;
    final String message;
    final boolean remote;

    Failure(String type, String message, boolean remote) {
      this.type = type;
      this.message = message;
      this.remote = remote;
    }

    /** Its class; empty if unknown. */
    public String type() {
      return type;
    }

    /** Its message's beginning; empty if there is none. */
    public String message() {
      return message;
    }

    /** Whether it was thrown on the other side of the call. */
    public boolean isRemote() {
      return remote;
    }
  }

  /** A segment of another trace. */
  public static final class Link {
    static final Link[] NONE = {};

    final String traceId;
    final long id;

    Link(String traceId, long id) {
      this.traceId = traceId;
      this.id = id;
    }

    /** The other trace. */
    public String traceId() {
      return traceId;
    }

    /** The entity in it; 0 if that isn't said. */
    public long id() {
      return id;
    }
  }
}
