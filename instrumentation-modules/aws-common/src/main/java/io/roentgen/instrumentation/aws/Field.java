package io.roentgen.instrumentation.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A field of the {@code aws} block, and where in a request or answer its value is. */
final class Field {

  /** What is taken of what the path leads to. */
  enum Kind {
    VALUE,
    COUNT,
    KEYS,
    TABLE,
    STRUCTURE
  }

  /** Elements looked at; a transaction has 100 at most, a batch 500. */
  private static final int MAX_SCANNED = 500;

  private static final int MAX_STRUCTURES = 25;

  final String name;
  private final Kind kind;

  /** The members to follow, at each step the first that has a value. */
  private final String[][] path;

  /** Of a structure: the members, and in the same order their names in the block. */
  private final String[] members;

  private final String[] memberNames;

  Field(String name, Kind kind, String[][] path, String[] members) {
    this.name = name;
    this.kind = kind;
    this.path = path;
    this.members = members;
    this.memberNames = new String[members.length];
    for (int i = 0; i < members.length; i++) {
      memberNames[i] = Names.snakeCase(members[i]);
    }
  }

  /**
   * Its value, which is not the application's to change any more; null if there is none.
   *
   * @throws Throwable what the request's own code throws
   */
  Object read(Members reader, Object owner) throws Throwable {
    Object value = owner;
    for (int step = 0; step < path.length; step++) {
      value = first(reader, value, path[step]);
      if (value == null) {
        return null;
      }
      if (value instanceof Collection && step < path.length - 1) {
        List<Object> each = new ArrayList<>();
        collect(reader, (Collection<?>) value, step + 1, each);
        return each.isEmpty() ? null : each;
      }
    }
    return take(reader, value);
  }

  private static Object first(Members reader, Object owner, String[] alternatives)
      throws Throwable {
    Object empty = null;
    for (String member : alternatives) {
      Object value = reader.get(owner, member);
      if (value != null && !isEmpty(value)) {
        return value;
      }
      empty = empty == null ? value : empty;
    }
    // Which still has a size.
    return empty;
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Collection && ((Collection<?>) value).isEmpty();
  }

  private void collect(Members reader, Collection<?> elements, int step, List<Object> into)
      throws Throwable {
    int scanned = 0;
    for (Object element : elements) {
      if (scanned++ == MAX_SCANNED) {
        return;
      }
      Object value = element;
      for (int i = step; i < path.length && value != null; i++) {
        value = first(reader, value, path[i]);
      }
      Object kept = value == null ? null : take(reader, value);
      if (kept != null && into.size() < Values.MAX_ELEMENTS && !into.contains(kept)) {
        into.add(kept);
      }
    }
  }

  private Object take(Members reader, Object value) throws Throwable {
    switch (kind) {
      case COUNT:
        return Values.size(value);
      case KEYS:
        return value instanceof Map ? Values.keep(((Map<?, ?>) value).keySet()) : null;
      case TABLE:
        return value instanceof String ? PartiQl.table((String) value) : null;
      case STRUCTURE:
        return structures(reader, value);
      default:
        return Values.keep(value);
    }
  }

  private Object structures(Members reader, Object value) throws Throwable {
    if (!(value instanceof Collection)) {
      return structure(reader, value);
    }
    List<Object> each = new ArrayList<>();
    for (Object element : (Collection<?>) value) {
      Object kept = element == null ? null : structure(reader, element);
      if (kept != null) {
        each.add(kept);
      }
      if (each.size() == MAX_STRUCTURES) {
        break;
      }
    }
    return each.isEmpty() ? null : each;
  }

  private Map<String, Object> structure(Members reader, Object value) throws Throwable {
    Map<String, Object> fields = new LinkedHashMap<>(2 * members.length);
    for (int i = 0; i < members.length; i++) {
      Object kept = Values.keep(reader.get(value, members[i]));
      if (kept != null) {
        fields.put(memberNames[i], kept);
      }
    }
    return fields.isEmpty() ? null : fields;
  }
}
