package io.roentgen.smoke;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds for the documents of any run, whatever the application did: each is valid and small
 * enough, each trace has one root, every parent is there, no id is used twice, nothing stays in
 * progress, a child lies inside its parent's time, and a cause that is referred to exists.
 */
public final class Invariants {
  private static final int LARGEST_DOCUMENT = 64 * 1024;

  /** X-Ray's times have six decimals, and a double of today's seconds no more than that. */
  private static final double MICROSECOND = 0.000_001_5;

  /** Each process has a clock of its own, with steps of a millisecond on Java 8. */
  private static final double BETWEEN_CLOCKS = 0.025;

  private final List<String> violations = new ArrayList<>();

  private Invariants() {}

  /**
   * What is wrong with a run; empty if nothing is.
   *
   * @param processes those that were traced, to look for what the agent complained of
   */
  public static List<String> broken(DocumentCollector collector, List<JvmProcess> processes) {
    List<String> broken = new ArrayList<>(collector.malformed());
    broken.addAll(violations(collector.documents()));
    for (JvmProcess process : processes) {
      for (String line : process.output()) {
        if (line.startsWith("[roentgen] WARN") || line.startsWith("[roentgen] ERROR")) {
          broken.add(process.name() + ": " + line);
        }
      }
    }
    return broken;
  }

  /**
   * Checks all that was received.
   *
   * @return a line for each violation; none if all is well
   */
  public static List<String> violations(List<JsonObject> documents) {
    Invariants invariants = new Invariants();
    Set<String> finished = new HashSet<>();
    for (JsonObject document : documents) {
      invariants.document(document, finished);
    }
    for (Trace trace : Traces.of(documents).all()) {
      invariants.trace(trace);
    }
    return invariants.violations;
  }

  private void document(JsonObject document, Set<String> finished) {
    int size = document.toString().getBytes(StandardCharsets.UTF_8).length;
    if (size > LARGEST_DOCUMENT) {
      violations.add("A document of " + size + " bytes: " + document.get("name"));
    }
    if (!document.has("trace_id")) {
      violations.add("A document without trace_id: " + document.get("name"));
    }
    ids(document, finished);
  }

  private void ids(JsonObject json, Set<String> finished) {
    if (json.has("id") && json.has("end_time") && !finished.add(json.get("id").getAsString())) {
      violations.add("Sent twice: " + json.get("id") + " " + json.get("name"));
    }
    if (json.has("subsegments")) {
      for (JsonElement child : json.getAsJsonArray("subsegments")) {
        ids(child.getAsJsonObject(), finished);
      }
    }
  }

  private void trace(Trace trace) {
    if (trace.roots().size() != 1) {
      violations.add(trace.id() + " has " + trace.roots().size() + " roots:\n" + Shape.of(trace));
    }
    Set<String> exceptions = new HashSet<>();
    for (Entity entity : trace.entities()) {
      exceptions(entity, exceptions);
    }
    for (Entity entity : trace.entities()) {
      EntityRules.check(entity, what -> complain(trace, entity, what));
      place(trace, entity);
      JsonElement cause = entity.json().get("cause");
      if (cause != null && cause.isJsonPrimitive() && !exceptions.contains(cause.getAsString())) {
        complain(trace, entity, "refers to an exception that never came");
      }
      if (entity.is("in_progress")) {
        complain(trace, entity, "never ended");
      }
    }
  }

  private static void exceptions(Entity entity, Set<String> ids) {
    JsonElement cause = entity.json().get("cause");
    if (cause != null && cause.isJsonObject() && cause.getAsJsonObject().has("exceptions")) {
      for (JsonElement exception : cause.getAsJsonObject().getAsJsonArray("exceptions")) {
        ids.add(exception.getAsJsonObject().get("id").getAsString());
      }
    }
  }

  private void place(Trace trace, Entity entity) {
    Entity parent = entity.parent();
    if (parent == null) {
      if (entity.parentId() != null) {
        complain(trace, entity, "has a parent that never came: " + entity.parentId());
      } else if (!entity.isSegment()) {
        complain(trace, entity, "is a subsegment without a parent");
      }
      return;
    }
    // Lambda sends two for each invocation, the service's and below it the function's.
    if (entity.isSegment() && parent.isSegment() && !isFunction(entity)) {
      complain(trace, entity, "is a segment right below another one");
    }
    boolean otherClock = entity.isSegment() || isFunction(parent);
    double tolerance = otherClock ? BETWEEN_CLOCKS : MICROSECOND;
    if (entity.start() < parent.start() - tolerance) {
      complain(trace, entity, "starts before its parent " + parent.name());
    }
    // What a queue or another thread does may go on when its parent has ended; then it came alone.
    // Lambda's answer to an event comes before the function runs.
    boolean inside =
        !entity.isSegment()
            && !entity.json().has("type")
            && !"AWS::Lambda".equals(parent.text("origin"));
    if (inside && entity.end() > parent.end() + MICROSECOND) {
      complain(trace, entity, "ends after its parent " + parent.name());
    }
  }

  /** What is below a function's segment comes from the function, the segment from Lambda. */
  private static boolean isFunction(Entity entity) {
    return "AWS::Lambda::Function".equals(entity.text("origin"));
  }

  private void complain(Trace trace, Entity entity, String what) {
    violations.add(trace.id() + " " + entity.id() + " " + entity.name() + " " + what);
  }
}
