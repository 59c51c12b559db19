package io.roentgen.agent.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to weave, by name and by super type, as written at build time next to each module. */
public final class WeaveIndex {

  private final List<Place> places = new ArrayList<>();
  private final Map<String, List<Place>> byName = new HashMap<>();
  private final Map<String, List<Place>> bySuperType = new HashMap<>();
  private final MethodNames methodsOfSubtypes = new MethodNames();

  /** Tells which modules are wanted. */
  public interface Choice {
    /** Whether to weave for that module. */
    boolean isEnabled(String module);
  }

  /** Reads the lines that the annotation processor wrote. */
  public static WeaveIndex parse(String text, Choice choice) {
    WeaveIndex index = new WeaveIndex();
    for (String line : split(text, '\n')) {
      if (!line.isEmpty() && choice.isEnabled(line.substring(0, line.indexOf('|')))) {
        index.add(Place.parse(index.places.size(), line));
      }
    }
    return index;
  }

  private void add(Place place) {
    places.add(place);
    Map<String, List<Place>> map = place.subtypes ? bySuperType : byName;
    List<Place> same = map.get(place.target);
    if (same == null) {
      same = new ArrayList<>(4);
      map.put(place.target, same);
    }
    same.add(place);
    if (place.subtypes) {
      for (String method : place.methods) {
        methodsOfSubtypes.add(method);
      }
    }
  }

  Place place(int id) {
    return places.get(id);
  }

  /** The handler classes that woven code calls directly. */
  Set<String> bootHandlers() {
    Set<String> handlers = new LinkedHashSet<>();
    for (Place place : places) {
      if (place.boot) {
        handlers.add(place.handler);
      }
    }
    return handlers;
  }

  /** Forgets where a handler goes. */
  void drop(String handler) {
    for (Place place : places) {
      if (place.handler.equals(handler)) {
        Map<String, List<Place>> map = place.subtypes ? bySuperType : byName;
        List<Place> same = map.get(place.target);
        same.remove(place);
        if (same.isEmpty()) {
          map.remove(place.target);
        }
      }
    }
  }

  /** The names of all modules that have lines in an index. */
  public static List<String> modules(String text) {
    List<String> names = new ArrayList<>();
    for (String line : split(text, '\n')) {
      int end = line.indexOf('|');
      if (end > 0 && !names.contains(line.substring(0, end))) {
        names.add(line.substring(0, end));
      }
    }
    return names;
  }

  /** Places in the class of that internal name; null if none. */
  List<Place> named(String internalName) {
    return byName.get(internalName);
  }

  /** Places in subtypes of the type of that internal name; empty if none. */
  List<Place> subtypesOf(String internalName) {
    List<Place> found = bySuperType.get(internalName);
    return found == null ? Collections.<Place>emptyList() : found;
  }

  boolean isSuperType(String internalName) {
    return bySuperType.containsKey(internalName);
  }

  boolean hasSuperTypes() {
    return !bySuperType.isEmpty();
  }

  /** What is woven in subtypes of something. */
  MethodNames methodsOfSubtypes() {
    return methodsOfSubtypes;
  }

  /** {@code String.split} without the regular expression, which costs at start-up. */
  static String[] split(String text, char at) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(at); to >= 0; to = text.indexOf(at, from)) {
      parts.add(text.substring(from, to));
      from = to + 1;
    }
    parts.add(text.substring(from));
    return parts.toArray(new String[0]);
  }
}
