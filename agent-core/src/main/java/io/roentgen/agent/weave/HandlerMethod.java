package io.roentgen.agent.weave;

/** One of a handler's methods, as the index describes it: {@code name descriptor bindings}. */
final class HandlerMethod {

  static final int THIS = -1;
  static final int ENTER = -2;
  static final int RETURN = -3;
  static final int THROWN = -4;

  final String name;
  final String descriptor;

  /** What each parameter is: one of the constants above, or the number of an argument. */
  final int[] bindings;

  /** The argument that the result replaces, or -1. */
  final int assigns;

  private HandlerMethod(String name, String descriptor, int[] bindings, int assigns) {
    this.name = name;
    this.descriptor = descriptor;
    this.bindings = bindings;
    this.assigns = assigns;
  }

  /** Null for an empty text: the handler does without this method. */
  static HandlerMethod parse(String text) {
    if (text.isEmpty()) {
      return null;
    }
    int descriptorAt = text.indexOf(' ') + 1;
    int bindingsAt = text.indexOf(' ', descriptorAt) + 1;
    String name = text.substring(0, descriptorAt - 1);
    int assigns = -1;
    int equals = name.indexOf('=');
    if (equals > 0) {
      assigns = Integer.parseInt(name.substring(equals + 1));
      name = name.substring(0, equals);
    }
    String descriptor = text.substring(descriptorAt, bindingsAt - 1);
    String bindings = text.substring(bindingsAt);
    return new HandlerMethod(name, descriptor, parseBindings(bindings), assigns);
  }

  private static int[] parseBindings(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = WeaveIndex.split(text, ',');
    int[] bindings = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bindings[i] = parseBinding(parts[i]);
    }
    return bindings;
  }

  private static int parseBinding(String text) {
    switch (text.charAt(0)) {
      case 'T':
        return THIS;
      case 'E':
        return ENTER;
      case 'R':
        return RETURN;
      case 'X':
        return THROWN;
      default:
        return Integer.parseInt(text.substring(1));
    }
  }

  boolean binds(int binding) {
    return indexOf(binding) >= 0;
  }

  /** The parameter that binds this, or -1. */
  int indexOf(int binding) {
    for (int i = 0; i < bindings.length; i++) {
      if (bindings[i] == binding) {
        return i;
      }
    }
    return -1;
  }

  /** The parameter whose value is to go on if this can't be called, or -1. */
  int replaced() {
    return assigns >= 0 ? indexOf(assigns) : isVoid() ? -1 : indexOf(RETURN);
  }

  boolean isVoid() {
    return descriptor.endsWith(")V");
  }
}
