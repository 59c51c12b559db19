package io.roentgen.agent.weave;

import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The three ways from woven code to a handler. Each first gets {@link #begin}, then for every
 * argument {@link #beforeArgument}, the load instruction and {@link #afterArgument}, then {@link
 * #invoke}.
 */
abstract class Calls {

  static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final String LINK = "io/roentgen/link/Link";

  /** The type as woven code passes it. */
  static Type erased(Type type) {
    return type.getSort() >= Type.ARRAY ? OBJECT : type;
  }

  void begin(MethodVisitor code, int arguments) {}

  void beforeArgument(MethodVisitor code, int index) {}

  /** The value just loaded has type {@code type}, erased to Object if it is a reference. */
  void afterArgument(MethodVisitor code, HandlerMethod method, int index, Type type) {}

  /** Calls; what is left on the stack has type {@code result}, or is an Object for a reference. */
  abstract void invoke(MethodVisitor code, HandlerMethod method, Type[] arguments, Type result);

  /**
   * The usual way. Only Object and primitives appear in the descriptor: linking then never resolves
   * a type for the application which it had not resolved itself.
   */
  static final class Dynamic extends Calls {

    private static final Handle BOOTSTRAP =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            LINK,
            "bootstrap",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;II)Ljava/lang/invoke/CallSite;",
            false);

    private final Place place;

    Dynamic(Place place) {
      this.place = place;
    }

    @Override
    void invoke(MethodVisitor code, HandlerMethod method, Type[] arguments, Type result) {
      String descriptor = Type.getMethodDescriptor(result, arguments);
      code.visitInvokeDynamicInsn(method.name, descriptor, BOOTSTRAP, place.id, method.replaced());
    }
  }

  /** For class files that can't have invokedynamic: arguments in an array. */
  static final class Old extends Calls {

    private final int site;

    Old(int site) {
      this.site = site;
    }

    @Override
    void begin(MethodVisitor code, int arguments) {
      code.visitIntInsn(Opcodes.BIPUSH, arguments);
      code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    }

    @Override
    void beforeArgument(MethodVisitor code, int index) {
      code.visitInsn(Opcodes.DUP);
      code.visitIntInsn(Opcodes.BIPUSH, index);
    }

    @Override
    void afterArgument(MethodVisitor code, HandlerMethod method, int index, Type type) {
      if (type.getSort() < Type.ARRAY) {
        Boxes.box(code, type);
      }
      code.visitInsn(Opcodes.AASTORE);
    }

    @Override
    void invoke(MethodVisitor code, HandlerMethod method, Type[] arguments, Type result) {
      code.visitLdcInsn(site);
      code.visitLdcInsn(method.name);
      code.visitLdcInsn(method.replaced());
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          LINK,
          "call",
          "([Ljava/lang/Object;ILjava/lang/String;I)Ljava/lang/Object;",
          false);
      if (result == Type.VOID_TYPE) {
        code.visitInsn(Opcodes.POP);
      } else if (result == Type.BOOLEAN_TYPE && method.replaced() < 0) {
        // Null, if there was nothing to call, is no.
        code.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/Boolean", "TRUE", "Ljava/lang/Boolean;");
        code.visitInsn(Opcodes.SWAP);
        code.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, "java/lang/Boolean", "equals", "(Ljava/lang/Object;)Z", false);
      } else if (result.getSort() < Type.ARRAY) {
        Boxes.unbox(code, result);
      }
    }
  }

  /** For classes of the JDK on hot paths, whose handlers are on the bootstrap class path. */
  static final class Direct extends Calls {

    private final Place place;

    Direct(Place place) {
      this.place = place;
    }

    @Override
    void afterArgument(MethodVisitor code, HandlerMethod method, int index, Type type) {
      Type wanted = Type.getArgumentTypes(method.descriptor)[index];
      if (wanted.getSort() >= Type.ARRAY && !wanted.equals(OBJECT)) {
        code.visitTypeInsn(Opcodes.CHECKCAST, wanted.getInternalName());
      }
    }

    @Override
    void invoke(MethodVisitor code, HandlerMethod method, Type[] arguments, Type result) {
      String owner = place.handler.replace('.', '/');
      code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method.name, method.descriptor, false);
    }
  }
}
