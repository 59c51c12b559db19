package io.roentgen.agent.weave;

import org.objectweb.asm.Type;

/** Where a handler goes: one line of the index. */
final class Place {

  final int id;
  final String module;
  final boolean boot;

  /** The handler class's binary name. */
  final String handler;

  final boolean subtypes;

  /** The internal name of the class, or of the super type, to weave. */
  final String target;

  final String[] methods;
  final HandlerMethod enter;
  final HandlerMethod assign;
  final HandlerMethod exit;
  final HandlerMethod skip;

  /** Parameter descriptors in parentheses, or null for any. */
  private final String parameters;

  private Place(int id, String[] fields) {
    this.id = id;
    module = fields[0];
    boot = !fields[1].isEmpty();
    handler = fields[2];
    subtypes = fields[3].equals("subtype");
    target = fields[4];
    methods = WeaveIndex.split(fields[5], ',');
    parameters = fields[6].equals("*") ? null : fields[6];
    enter = HandlerMethod.parse(fields[7]);
    assign = HandlerMethod.parse(fields[8]);
    exit = HandlerMethod.parse(fields[9]);
    skip = HandlerMethod.parse(fields[10]);
  }

  static Place parse(int id, String line) {
    return new Place(id, WeaveIndex.split(line, '|'));
  }

  HandlerMethod method(String name) {
    return name.startsWith("enter")
        ? enter
        : name.startsWith("assign") ? assign : name.startsWith("skip") ? skip : exit;
  }

  boolean matches(String name, String descriptor) {
    for (String method : methods) {
      if (subtypes ? isSame(method, name, descriptor) : method.equals(name)) {
        return (parameters == null || descriptor.startsWith(parameters))
            && suits(enter, descriptor)
            && suits(assign, descriptor)
            && suits(skip, descriptor)
            && suits(exit, descriptor);
      }
    }
    return false;
  }

  /**
   * Whether a method is, or overrides, one of a super type: its parameters are the same, and a
   * reference that it returns may be of a narrower type.
   */
  static boolean isSame(String inherited, String name, String descriptor) {
    int open = name.length();
    int result = inherited.lastIndexOf(')') + 1;
    int parameters = result - open;
    return inherited.length() > open
        && inherited.charAt(open) == '('
        && inherited.startsWith(name)
        && inherited.regionMatches(open, descriptor, 0, parameters)
        && isReference(inherited.charAt(result)) == isReference(descriptor.charAt(parameters))
        && (isReference(inherited.charAt(result))
            || inherited.charAt(result) == descriptor.charAt(parameters));
  }

  private static boolean isReference(char type) {
    return type == 'L' || type == '[';
  }

  /** Whether the method has what the handler asks for. */
  private static boolean suits(HandlerMethod handler, String descriptor) {
    if (handler == null) {
      return true;
    }
    Type[] wanted = Type.getArgumentTypes(handler.descriptor);
    Type[] found = Type.getArgumentTypes(descriptor);
    for (int i = 0; i < wanted.length; i++) {
      int binding = handler.bindings[i];
      if (binding >= 0 && (binding >= found.length || !accepts(wanted[i], found[binding]))) {
        return false;
      }
      if (binding == HandlerMethod.RETURN && !returns(wanted[i], Type.getReturnType(descriptor))) {
        return false;
      }
    }
    return true;
  }

  private static boolean accepts(Type wanted, Type found) {
    return wanted.equals(found)
        || wanted.getDescriptor().equals("Ljava/lang/Object;") && found.getSort() >= Type.ARRAY;
  }

  private static boolean returns(Type wanted, Type found) {
    return wanted.getSort() >= Type.ARRAY ? found.getSort() >= Type.ARRAY : wanted.equals(found);
  }
}
