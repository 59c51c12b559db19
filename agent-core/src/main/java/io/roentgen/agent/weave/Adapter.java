package io.roentgen.agent.weave;

import java.lang.invoke.MethodType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class that stands between a call site and its handler, in the handler's package:
 *
 * <pre>
 *   public static Function site;
 *
 *   public static Object call(Object a, int b) {
 *     try {
 *       return Handler.enter((Request) a, b);
 *     } catch (Throwable t) {
 *       return site.apply(new Object[] {t, state, original});
 *     }
 *   }
 * </pre>
 *
 * <p>The same out of combined method handles takes the JVM several times as long to link: it has to
 * generate a class for nearly every step.
 */
final class Adapter {

  static final String CALL = "call";
  static final String SITE = "site";
  private static final String FUNCTION = "java/util/function/Function";
  private static final String THROWABLE = "java/lang/Throwable";

  private final String name;
  private final HandlerMethod method;
  private final Type[] parameters;
  private final Type result;

  private Adapter(String name, HandlerMethod method, Type descriptor) {
    this.name = name.replace('.', '/');
    this.method = method;
    parameters = descriptor.getArgumentTypes();
    result = descriptor.getReturnType();
  }

  /**
   * The class file.
   *
   * @param name of the class, in the handler's package
   * @param handler the name of the handler's class
   * @param exit whether what enter returned is among the arguments, to be ended when exit fails
   */
  static byte[] write(
      String name, String handler, HandlerMethod method, MethodType type, boolean exit) {
    Adapter adapter =
        new Adapter(name, method, Type.getMethodType(type.toMethodDescriptorString()));
    return adapter.write(handler.replace('.', '/'), exit);
  }

  private byte[] write(String handler, boolean exit) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    writer.visit(
        Opcodes.V1_8,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        null);
    writer.visitField(access, SITE, "L" + FUNCTION + ";", null, null).visitEnd();
    MethodVisitor code =
        writer.visitMethod(access, CALL, Type.getMethodDescriptor(result, parameters), null, null);
    Label start = new Label();
    Label end = new Label();
    Label failed = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, end, failed, THROWABLE);
    code.visitLabel(start);
    call(code, handler);
    code.visitLabel(end);
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    code.visitLabel(failed);
    code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
    failed(code, exit);
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void call(MethodVisitor code, String handler) {
    Type[] wanted = Type.getArgumentTypes(method.descriptor);
    for (int i = 0; i < parameters.length; i++) {
      code.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), local(i));
      convert(code, parameters[i], wanted[i]);
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, handler, method.name, method.descriptor, false);
    Type returned = Type.getReturnType(method.descriptor);
    if (returned == Type.VOID_TYPE && result != Type.VOID_TYPE) {
      code.visitInsn(Boxes.zero(result));
    } else if (returned != Type.VOID_TYPE) {
      convert(code, returned, result);
    }
  }

  /** Old class files pass and take primitives in their boxes. */
  private static void convert(MethodVisitor code, Type from, Type to) {
    boolean boxed = from.getSort() >= Type.ARRAY;
    if (to.getSort() < Type.ARRAY) {
      if (boxed) {
        Boxes.unbox(code, to);
      }
    } else if (!boxed) {
      Boxes.box(code, from);
    } else if (!to.equals(Calls.OBJECT)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  private void failed(MethodVisitor code, boolean exit) {
    int thrown = local(parameters.length);
    code.visitVarInsn(Opcodes.ASTORE, thrown);
    code.visitFieldInsn(Opcodes.GETSTATIC, name, SITE, "L" + FUNCTION + ";");
    code.visitInsn(Opcodes.ICONST_3);
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    element(code, 0, Calls.OBJECT, thrown);
    int state = exit ? method.indexOf(HandlerMethod.ENTER) : -1;
    if (state >= 0) {
      element(code, 1, parameters[state], local(state));
    }
    int original = method.replaced();
    if (original >= 0) {
      element(code, 2, parameters[original], local(original));
    }
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, FUNCTION, "apply", "(Ljava/lang/Object;)Ljava/lang/Object;", true);
    if (result == Type.VOID_TYPE) {
      code.visitInsn(Opcodes.POP);
    } else if (result.getSort() < Type.ARRAY) {
      Boxes.unbox(code, result);
    }
  }

  private static void element(MethodVisitor code, int index, Type type, int local) {
    code.visitInsn(Opcodes.DUP);
    code.visitInsn(Opcodes.ICONST_0 + index);
    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
    if (type.getSort() < Type.ARRAY) {
      Boxes.box(code, type);
    }
    code.visitInsn(Opcodes.AASTORE);
  }

  /** The variable that holds a parameter; of what comes after the last, the first free one. */
  private int local(int parameter) {
    int local = 0;
    for (int i = 0; i < parameter; i++) {
      local += parameters[i].getSize();
    }
    return local;
  }
}
