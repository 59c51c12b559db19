package io.roentgen.smoke;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that came of one trace, put together by ids: subsegments may arrive on their own. */
public final class Trace {
  private final String id;
  private final Map<String, Entity> entities;
  private final List<Entity> roots = new ArrayList<>();

  private Trace(String id, Map<String, Entity> entities) {
    this.id = id;
    this.entities = entities;
    for (Entity entity : entities.values()) {
      Entity parent = entity.parentId() == null ? null : entities.get(entity.parentId());
      if (parent == null || isBelow(parent, entity)) {
        roots.add(entity);
      } else {
        parent.adopt(entity);
      }
    }
    roots.sort(Entity.BY_START);
  }

  static Trace of(String id, List<JsonObject> documents) {
    Map<String, Entity> entities = new LinkedHashMap<>();
    for (JsonObject document : documents) {
      boolean subsegment =
          document.has("type") && "subsegment".equals(document.get("type").getAsString());
      JsonElement parent = document.get("parent_id");
      collect(document, !subsegment, parent == null ? null : parent.getAsString(), entities);
    }
    return new Trace(id, entities);
  }

  private static void collect(
      JsonObject json, boolean segment, String parent, Map<String, Entity> entities) {
    Entity entity = new Entity(json, segment, parent);
    Entity known = entities.get(entity.id());
    // The finished form counts, in whichever order the two came.
    if (known == null || known.is("in_progress")) {
      entities.put(entity.id(), entity);
    }
    if (json.has("subsegments")) {
      for (JsonElement child : json.getAsJsonArray("subsegments")) {
        collect(child.getAsJsonObject(), false, entity.id(), entities);
      }
    }
  }

  /** Whether {@code parent} hangs below {@code entity}: ids that form a circle. */
  private boolean isBelow(Entity parent, Entity entity) {
    Set<Entity> seen = new HashSet<>();
    for (Entity at = parent; at != null && seen.add(at); at = at.parent()) {
      if (at == entity) {
        return true;
      }
    }
    return false;
  }

  /** {@code 1-xxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx}. */
  public String id() {
    return id;
  }

  /** What has no parent here, in the order of the start; a complete trace has one. */
  public List<Entity> roots() {
    return List.copyOf(roots);
  }

  /** Every segment and subsegment, in the order in which they came. */
  public Collection<Entity> entities() {
    return List.copyOf(entities.values());
  }

  /** The segments. */
  public List<Entity> segments() {
    return entities.values().stream().filter(Entity::isSegment).toList();
  }

  /** Seconds since 1970. */
  public double start() {
    return entities.values().stream().mapToDouble(Entity::start).min().orElse(0);
  }

  /** Seconds since 1970. */
  public double end() {
    return entities.values().stream().mapToDouble(Entity::end).max().orElse(0);
  }
}
