package io.roentgen.agent.weave;

import java.util.ArrayList;
import java.util.List;

/**
 * The methods that are woven in subtypes, found from the bytes of a class file: of the hundred
 * thousand methods that pass at a start, hardly one becomes a String.
 */
final class MethodNames {

  private static final int MAX_LENGTH = 64;

  /** By length of the name, as only names of the same length need a look. */
  private final List<List<String>> byLength = new ArrayList<>(MAX_LENGTH);

  MethodNames() {
    for (int i = 0; i < MAX_LENGTH; i++) {
      byLength.add(null);
    }
  }

  /** Adds {@code name(parameters)result}. */
  void add(String method) {
    int length = method.indexOf('(');
    List<String> same = byLength.get(length);
    if (same == null) {
      same = new ArrayList<>();
      byLength.set(length, same);
    }
    if (!same.contains(method)) {
      same.add(method);
    }
  }

  /** Whether the bytes are the name of any of the methods. */
  boolean hasName(byte[] bytes, int at, int length) {
    List<String> same = length < MAX_LENGTH ? byLength.get(length) : null;
    if (same == null) {
      return false;
    }
    for (int i = 0; i < same.size(); i++) {
      if (isName(same.get(i), bytes, at, length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isName(String method, byte[] bytes, int at, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != method.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a method is one of them, or overrides one. */
  boolean has(String name, String descriptor) {
    List<String> same = byLength.get(name.length());
    for (int i = 0; i < same.size(); i++) {
      if (Place.isSame(same.get(i), name, descriptor)) {
        return true;
      }
    }
    return false;
  }
}
