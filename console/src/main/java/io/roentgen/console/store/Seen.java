package io.roentgen.console.store;

import io.roentgen.console.trace.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Annotations and other values that documents had, so many of each, the first that came. */
public final class Seen {

  private static final int KEYS = 500;
  private static final int VALUES = 50;

  private final Set<String> users = new LinkedHashSet<>();
  private final Set<String> urls = new LinkedHashSet<>();
  private final Map<String, Set<Object>> annotations = new LinkedHashMap<>();

  Seen() {}

  synchronized void add(Entity entity) {
    if (entity.isSegment()) {
      put(users, entity.user(), VALUES);
      put(urls, entity.http() == null ? null : entity.http().url(), VALUES);
    }
    if (entity.annotations() != null) {
      for (Map.Entry<String, Object> annotation : entity.annotations().entrySet()) {
        Set<Object> values = annotations.get(annotation.getKey());
        if (values == null && annotations.size() < KEYS) {
          values = new LinkedHashSet<>();
          annotations.put(annotation.getKey(), values);
        }
        if (values != null) {
          put(values, annotation.getValue(), VALUES);
        }
      }
    }
    for (Entity child : entity.children()) {
      add(child);
    }
  }

  private static <T> void put(Set<T> into, T value, int most) {
    if (value != null && into.size() < most) {
      into.add(value);
    }
  }

  /** Of requests. */
  public synchronized List<String> users() {
    return new ArrayList<>(users);
  }

  /** Of requests that were served. */
  public synchronized List<String> urls() {
    return new ArrayList<>(urls);
  }

  /** The keys of annotations. */
  public synchronized List<String> annotations() {
    return new ArrayList<>(annotations.keySet());
  }

  /** Strings, Doubles and Booleans that an annotation had. */
  public synchronized List<Object> values(String annotation) {
    Set<Object> values = annotations.get(annotation);
    return values == null ? new ArrayList<>() : new ArrayList<>(values);
  }
}
