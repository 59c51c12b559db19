package io.roentgen.agent.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The classes that box primitives, and zeros. */
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

  static void box(MethodVisitor code, Type primitive) {
    String box = className(primitive);
    String descriptor = "(" + primitive.getDescriptor() + ")L" + box + ";";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
  }

  static void unbox(MethodVisitor code, Type primitive) {
    String box = className(primitive);
    code.visitTypeInsn(Opcodes.CHECKCAST, box);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        box,
        primitive.getClassName() + "Value",
        "()" + primitive.getDescriptor(),
        false);
  }

  /** The instruction that loads zero, or null. */
  static int zero(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LCONST_0;
      case Type.DOUBLE:
        return Opcodes.DCONST_0;
      case Type.FLOAT:
        return Opcodes.FCONST_0;
      case Type.ARRAY:
      case Type.OBJECT:
        return Opcodes.ACONST_NULL;
      default:
        return Opcodes.ICONST_0;
    }
  }
}
