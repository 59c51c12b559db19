package io.roentgen.smoke;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** A segment or subsegment at its place in the tree of a trace. */
public final class Entity {
  static final Comparator<Entity> BY_START = Comparator.comparingDouble(Entity::start);

  private final JsonObject json;
  private final boolean segment;
  private final String parentId;
  private final List<Entity> children = new ArrayList<>();
  private Entity parent;

  Entity(JsonObject json, boolean segment, String parentId) {
    this.json = json;
    this.segment = segment;
    this.parentId = parentId;
  }

  void adopt(Entity child) {
    child.parent = this;
    children.add(child);
    children.sort(BY_START);
  }

  /** As it came, the subsegments inside it included. */
  public JsonObject json() {
    return json;
  }

  /** Whether it is a segment: the work of one service. */
  public boolean isSegment() {
    return segment;
  }

  /** The segment or subsegment it belongs below; null at the root and where that never came. */
  public Entity parent() {
    return parent;
  }

  /** The id of its parent, whether that came or not; null at the root. */
  public String parentId() {
    return parentId;
  }

  /** What it caused, also in other services, in the order of the start. */
  public List<Entity> children() {
    return Collections.unmodifiableList(children);
  }

  /** Sixteen hexadecimal digits. */
  public String id() {
    return text("id");
  }

  /** The service, or what was called. */
  public String name() {
    return text("name");
  }

  /** Seconds since 1970. */
  public double start() {
    return json.has("start_time") ? json.get("start_time").getAsDouble() : 0;
  }

  /** Seconds since 1970; what is in progress ends when it starts. */
  public double end() {
    return json.has("end_time") ? json.get("end_time").getAsDouble() : start();
  }

  /** Whether a field is there and {@code true}: {@code error}, {@code fault}, {@code throttle}. */
  public boolean is(String flag) {
    JsonElement value = json.get(flag);
    return value != null && value.isJsonPrimitive() && value.getAsBoolean();
  }

  /**
   * A field as text.
   *
   * @param path the names from the outside in: {@code "http", "request", "url"}
   * @return null where there is none
   */
  public String text(String... path) {
    JsonElement value = json;
    for (String name : path) {
      value = value != null && value.isJsonObject() ? value.getAsJsonObject().get(name) : null;
    }
    return value == null || !value.isJsonPrimitive() ? null : value.getAsString();
  }

  /** This and all below it, parents first. */
  public void walk(Consumer<Entity> visitor) {
    visitor.accept(this);
    children.forEach(child -> child.walk(visitor));
  }
}
