package io.roentgen.agent.weave;

import org.objectweb.asm.Type;

/** The classes that box primitives. */
final class Boxes {

  private Boxes() {}

  static String className(Type primitive) {
    switch (primitive.getSort()) {
      case Type.BOOLEAN:
        return "java/lang/Boolean";
      case Type.CHAR:
        return "java/lang/Character";
      case Type.BYTE:
        return "java/lang/Byte";
      case Type.SHORT:
        return "java/lang/Short";
      case Type.INT:
        return "java/lang/Integer";
      case Type.FLOAT:
        return "java/lang/Float";
      case Type.LONG:
        return "java/lang/Long";
      default:
        return "java/lang/Double";
    }
  }
}
