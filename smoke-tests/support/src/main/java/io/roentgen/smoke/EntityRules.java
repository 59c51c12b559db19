package io.roentgen.smoke;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What X-Ray's documentation demands of one segment or subsegment, and what we promise on top: no
 * query strings, no passwords, no SQL literals. Source: "X-Ray segment documents", AWS X-Ray
 * developer guide.
 */
final class EntityRules {
  private static final Set<String> BOTH =
      Set.of(
          "id",
          "name",
          "start_time",
          "end_time",
          "in_progress",
          "trace_id",
          "parent_id",
          "http",
          "aws",
          "error",
          "throttle",
          "fault",
          "cause",
          "annotations",
          "metadata",
          "subsegments");
  private static final Set<String> SEGMENT_ONLY =
      Set.of("service", "user", "origin", "resource_arn", "links");
  private static final Set<String> SUBSEGMENT_ONLY =
      Set.of("namespace", "type", "sql", "precursor_ids", "traced");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern TRACE_ID = Pattern.compile("1-[0-9a-f]{8}-[0-9a-f]{24}");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{Z}_.:/%&#=+\\\\@-]{1,200}");
  private static final Pattern LITERAL = Pattern.compile("'[^']*'");
  private static final double YEAR_2100 = 4_102_444_800.0;
  private static final int LONGEST = 250;

  private final Entity entity;
  private final Consumer<String> violations;

  private EntityRules(Entity entity, Consumer<String> violations) {
    this.entity = entity;
    this.violations = violations;
  }

  static void check(Entity entity, Consumer<String> violations) {
    EntityRules rules = new EntityRules(entity, violations);
    rules.identity();
    rules.times();
    rules.http();
    rules.flags();
    rules.sql();
    rules.aws();
  }

  private void demand(boolean holds, String otherwise) {
    if (!holds) {
      violations.accept(otherwise);
    }
  }

  private void identity() {
    for (String field : entity.json().keySet()) {
      Set<String> own = entity.isSegment() ? SEGMENT_ONLY : SUBSEGMENT_ONLY;
      demand(BOTH.contains(field) || own.contains(field), "has the unknown field " + field);
    }
    demand(entity.id() != null && ID.matcher(entity.id()).matches(), "has no proper id");
    String trace = entity.text("trace_id");
    demand(trace == null || TRACE_ID.matcher(trace).matches(), "has the odd trace_id " + trace);
    demand(!entity.isSegment() || trace != null, "has no trace_id");
    String parent = entity.text("parent_id");
    demand(parent == null || ID.matcher(parent).matches(), "has the odd parent_id " + parent);
    String name = entity.name();
    demand(name != null && NAME.matcher(name).matches(), "has a name that X-Ray refuses");
    String namespace = entity.text("namespace");
    demand(
        namespace == null || namespace.equals("aws") || namespace.equals("remote"),
        "has the odd namespace " + namespace);
  }

  private void times() {
    demand(
        entity.start() > 0 && entity.start() < YEAR_2100,
        "starts at " + entity.start() + ", which is no time in seconds");
    boolean ended = entity.json().has("end_time");
    demand(ended != entity.is("in_progress"), "has to have either ended or be in progress");
    demand(entity.end() >= entity.start(), "ends before it starts");
  }

  private void http() {
    String url = entity.text("http", "request", "url");
    if (url != null) {
      demand(url.indexOf('?') < 0 && url.indexOf('#') < 0, "has a query in its URL");
      demand(!url.matches("[a-z]+://[^/]*@.*"), "has credentials in its URL");
      demand(url.length() <= LONGEST, "has a URL of " + url.length() + " characters");
    }
    String method = entity.text("http", "request", "method");
    demand(method == null || method.matches("[A-Z]+"), "has the odd method " + method);
    String length = entity.text("http", "response", "content_length");
    demand(length == null || Long.parseLong(length) >= -1, "has the content_length " + length);
  }

  /** 4xx is an error and nothing else is, 429 is throttled as well, 5xx is a fault. */
  private void flags() {
    for (String flag : new String[] {"error", "throttle", "fault"}) {
      JsonElement value = entity.json().get(flag);
      demand(
          value == null || value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean(),
          "has a flag " + flag + " that is neither true nor false");
    }
    String text = entity.text("http", "response", "status");
    if (text != null) {
      int status = Integer.parseInt(text);
      demand(status >= 100 && status <= 599, "has the status " + status);
      demand(status < 500 || entity.is("fault"), "has the status " + status + " and no fault");
      boolean error = status >= 400 && status < 500;
      demand(!error || entity.is("error"), "has the status " + status + " and no error");
      demand(status != 429 || entity.is("throttle"), "has the status 429 and no throttle");
    }
    boolean flagged = entity.is("error") || entity.is("throttle") || entity.is("fault");
    demand(!entity.is("error") || !entity.is("fault"), "is both error and fault");
    demand(!entity.json().has("cause") || flagged, "has a cause and no flag");
  }

  private void sql() {
    JsonElement sql = entity.json().get("sql");
    if (sql == null) {
      return;
    }
    demand("remote".equals(entity.text("namespace")), "is SQL and not remote");
    for (String field : sql.getAsJsonObject().keySet()) {
      String value = entity.text("sql", field);
      demand(value != null, "has no text in sql." + field);
      demand(
          value == null || !value.toLowerCase(java.util.Locale.ROOT).contains("password="),
          "has a password in sql." + field);
    }
    String query = entity.text("sql", "sanitized_query");
    demand(query == null || !LITERAL.matcher(query).find(), "has a literal in its SQL: " + query);
  }

  private void aws() {
    if ("aws".equals(entity.text("namespace"))) {
      demand(entity.text("aws", "operation") != null, "is a call to AWS without an operation");
    }
    JsonElement annotations = entity.json().get("annotations");
    if (annotations != null) {
      JsonObject pairs = annotations.getAsJsonObject();
      for (String key : pairs.keySet()) {
        demand(key.matches("[A-Za-z0-9_]{1,500}"), "has the odd annotation " + key);
        demand(pairs.get(key).isJsonPrimitive(), "has an annotation that is no value: " + key);
      }
    }
  }
}
