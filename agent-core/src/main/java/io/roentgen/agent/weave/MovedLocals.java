package io.roentgen.agent.weave;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/** Moves the locals of a method's body up, behind those reserved for us. */
abstract class MovedLocals extends MethodVisitor {

  final Locals locals;

  MovedLocals(MethodVisitor next, int access, String descriptor) {
    super(Opcodes.ASM9, next);
    int parameters = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    locals = new Locals((access & Opcodes.ACC_STATIC) != 0 ? parameters - 1 : parameters);
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    if (opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE) {
      locals.checkWide(slot);
    }
    super.visitVarInsn(opcode, locals.moved(slot));
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    super.visitIincInsn(locals.moved(slot), increment);
  }

  @Override
  public void visitLocalVariable(
      String name, String descriptor, String signature, Label start, Label end, int slot) {
    super.visitLocalVariable(name, descriptor, signature, start, end, locals.moved(slot));
  }

  @Override
  public AnnotationVisitor visitLocalVariableAnnotation(
      int type,
      TypePath path,
      Label[] start,
      Label[] end,
      int[] slots,
      String descriptor,
      boolean visible) {
    int[] moved = new int[slots.length];
    for (int i = 0; i < slots.length; i++) {
      moved[i] = locals.moved(slots[i]);
    }
    return super.visitLocalVariableAnnotation(type, path, start, end, moved, descriptor, visible);
  }

  @Override
  public void visitFrame(int type, int localCount, Object[] local, int stackCount, Object[] stack) {
    Object[] frame = locals.frame(localCount, local);
    super.visitFrame(type, frame.length, frame, stackCount, stack);
  }
}
