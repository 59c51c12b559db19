package io.roentgen.agent.weave;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes index lines that match every method of a class. */
final class Places {

  private static final String HANDLER = "io.roentgen.instrumentation.weavetest.Recorder";

  private Places() {}

  /** The least a handler can ask for: a line for the class. */
  static String small(byte[] bytes) {
    Set<String> names = new LinkedHashSet<>();
    for (String[] method : methods(bytes)) {
      names.add(method[0]);
    }
    names.remove("<clinit>");
    return names.isEmpty()
        ? ""
        : line(bytes, String.join(",", names), "*", "enter ()Ljava/lang/Object; ", "")
            + "exit (Ljava/lang/Object;Ljava/lang/Throwable;)V E,X|\n";
  }

  /**
   * The most: enter, skip, assign and exit take every argument; assign replaces the last, exit what
   * is returned. A line for each method.
   */
  static String large(byte[] bytes) {
    StringBuilder lines = new StringBuilder();
    for (String[] method : methods(bytes)) {
      if (!method[0].equals("<clinit>")) {
        lines.append(large(bytes, method[0], method[1]));
      }
    }
    return lines.toString();
  }

  private static String large(byte[] bytes, String name, String descriptor) {
    boolean constructor = name.equals("<init>");
    Type result = Type.getReturnType(descriptor);
    List<Type> types = new ArrayList<>();
    List<String> bindings = new ArrayList<>();
    if (!constructor) {
      types.add(Calls.OBJECT);
      bindings.add("T");
    }
    Type[] arguments = Type.getArgumentTypes(descriptor);
    for (int i = 0; i < arguments.length; i++) {
      types.add(arguments[i]);
      bindings.add("A" + i);
    }
    String enter = "enter " + descriptor(Calls.OBJECT, types) + " " + String.join(",", bindings);
    types.add(Calls.OBJECT);
    bindings.add("E");
    String skip = "skip " + descriptor(Type.BOOLEAN_TYPE, types) + " " + String.join(",", bindings);
    int last = arguments.length - 1;
    String assign =
        last < 0
            ? ""
            : "assign="
                + last
                + " "
                + descriptor(arguments[last], types)
                + " "
                + String.join(",", bindings);
    if (constructor) {
      types.add(Calls.OBJECT);
      bindings.add("T");
    }
    types.add(Type.getObjectType("java/lang/Throwable"));
    bindings.add("X");
    if (result != Type.VOID_TYPE) {
      types.add(result);
      bindings.add("R");
    }
    String exit = "exit " + descriptor(result, types) + " " + String.join(",", bindings);
    String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
    return line(bytes, name, parameters, enter, assign) + exit + "|" + skip + "\n";
  }

  private static String descriptor(Type result, List<Type> types) {
    return Type.getMethodDescriptor(result, types.toArray(new Type[0]));
  }

  private static String line(
      byte[] bytes, String methods, String parameters, String enter, String assign) {
    String target = new ClassReader(bytes).getClassName();
    return String.join(
        "|", "bulk", "", HANDLER, "type", target, methods, parameters, enter, assign, "");
  }

  private static List<String[]> methods(byte[] bytes) {
    List<String[]> methods = new ArrayList<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String sign, String[] exceptions) {
                methods.add(new String[] {name, descriptor});
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return methods;
  }
}
