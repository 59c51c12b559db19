package io.roentgen.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts one handler around one method:
 *
 * <pre>
 *   saved arguments = arguments
 *   state = enter(..)
 *   if (skip(..)) { [result =] exit(state, 0, null); return result }
 *   argument n = assign(..)
 *   try {
 *     the method, where "return value" became
 *       result = value; [result =] exit(state, result, null); return result
 *   } catch (Throwable thrown) {
 *     exit(state, 0, thrown); throw thrown
 *   }
 * </pre>
 *
 * <p>What is to outlive the body sits in locals of its own, right behind the parameters; the body's
 * locals move up. The frames can then be written by hand: each of the body's gets the reserved
 * locals inserted, and the handler's has only those, as the body may have overwritten its
 * parameters. An exception from {@code exit} is impossible by construction of the call, so it does
 * not matter that the exit before a return stands outside the try.
 */
final class WovenMethod extends MovedLocals {

  private final Place place;
  private final Calls calls;
  private final String owner;
  private final boolean isStatic;
  private final boolean isConstructor;
  private final boolean hasFrames;
  private final Type[] argumentTypes;
  private final Type returnType;

  private int stateSlot = -1;
  private int thisSlot = -1;
  private final int[] savedSlots;
  private int resultSlot = -1;
  private int thrownSlot = -1;

  /** Starts and ends, alternating, of what is inside the try. */
  private final List<Label> tryRanges = new ArrayList<>();

  WovenMethod(
      MethodVisitor next,
      String owner,
      int access,
      String name,
      String descriptor,
      Place place,
      Calls calls,
      int majorVersion) {
    super(next, access, descriptor);
    this.place = place;
    this.calls = calls;
    this.owner = owner;
    isStatic = (access & Opcodes.ACC_STATIC) != 0;
    isConstructor = name.equals("<init>");
    hasFrames = majorVersion >= Opcodes.V1_6;
    argumentTypes = Type.getArgumentTypes(descriptor);
    returnType = Type.getReturnType(descriptor);
    savedSlots = new int[argumentTypes.length];
    reserve();
  }

  private void reserve() {
    if (place.enter != null && !place.enter.isVoid()) {
      stateSlot = locals.reserve(Calls.OBJECT);
    }
    if (place.exit == null) {
      return;
    }
    for (int binding : place.exit.bindings) {
      if (binding == HandlerMethod.THIS && !isStatic && !isConstructor) {
        thisSlot = locals.reserve(Calls.OBJECT);
      } else if (binding >= 0) {
        savedSlots[binding] = locals.reserve(argumentTypes[binding]);
      }
    }
    if (returnType != Type.VOID_TYPE) {
      // Live only between a store and a load next to it, so no frame need know its type.
      resultSlot = locals.reserveScratch(returnType.getSize());
    }
    thrownSlot = locals.reserveScratch(1);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    saveForExit();
    if (place.enter != null) {
      call(place.enter, false, place.enter.isVoid() ? Type.VOID_TYPE : Calls.OBJECT);
      if (stateSlot >= 0) {
        mv.visitVarInsn(Opcodes.ASTORE, stateSlot);
      }
    }
    // Nor could a constructor leave out its super constructor.
    if (place.skip != null && !isConstructor) {
      skip();
    }
    if (place.assign != null) {
      int argument = place.assign.assigns;
      Type type = argumentTypes[argument];
      call(place.assign, false, Calls.erased(type));
      castTo(type);
      mv.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slotOf(argument));
    }
    if (place.exit != null) {
      beginTry();
    }
  }

  private void skip() {
    Label body = new Label();
    call(place.skip, false, Type.BOOLEAN_TYPE);
    mv.visitJumpInsn(Opcodes.IFEQ, body);
    if (returnType != Type.VOID_TYPE) {
      mv.visitInsn(Boxes.zero(returnType));
    }
    if (place.exit != null) {
      exit();
    }
    mv.visitInsn(returnType.getOpcode(Opcodes.IRETURN));
    mv.visitLabel(body);
    if (hasFrames) {
      Object[] frame = locals.frameOfStart(isStatic ? null : owner, argumentTypes);
      mv.visitFrame(Opcodes.F_NEW, frame.length, frame, 0, new Object[0]);
    }
    // The body may begin with a frame of its own.
    mv.visitInsn(Opcodes.NOP);
  }

  private void saveForExit() {
    if (thisSlot >= 0) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitVarInsn(Opcodes.ASTORE, thisSlot);
    }
    for (int i = 0; i < savedSlots.length; i++) {
      if (savedSlots[i] != 0) {
        mv.visitVarInsn(argumentTypes[i].getOpcode(Opcodes.ILOAD), slotOf(i));
        mv.visitVarInsn(argumentTypes[i].getOpcode(Opcodes.ISTORE), savedSlots[i]);
      }
    }
  }

  private int slotOf(int argument) {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < argument; i++) {
      slot += argumentTypes[i].getSize();
    }
    return slot;
  }

  private void beginTry() {
    Label start = new Label();
    tryRanges.add(start);
    mv.visitLabel(start);
  }

  private void endTry() {
    Label end = new Label();
    tryRanges.add(end);
    mv.visitLabel(end);
  }

  @Override
  public void visitInsn(int opcode) {
    if (place.exit == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    endTry();
    exit();
    super.visitInsn(opcode);
    beginTry();
  }

  /** With the result on the stack before and after. */
  private void exit() {
    if (resultSlot >= 0) {
      mv.visitVarInsn(returnType.getOpcode(Opcodes.ISTORE), resultSlot);
    }
    if (place.exit.isVoid()) {
      call(place.exit, false, Type.VOID_TYPE);
      loadResult();
    } else {
      call(place.exit, false, Calls.erased(returnType));
      castTo(returnType);
    }
  }

  private void loadResult() {
    if (resultSlot >= 0) {
      mv.visitVarInsn(returnType.getOpcode(Opcodes.ILOAD), resultSlot);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (place.exit != null) {
      endTry();
      // A constructor's this is not yet an object where the handler would begin.
      if (!isConstructor) {
        catchThrown();
      }
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void catchThrown() {
    Label handler = new Label();
    boolean any = false;
    for (int i = 0; i < tryRanges.size(); i += 2) {
      if (tryRanges.get(i).getOffset() < tryRanges.get(i + 1).getOffset()) {
        // Last in the table: the body's own handlers come first.
        mv.visitTryCatchBlock(tryRanges.get(i), tryRanges.get(i + 1), handler, null);
        any = true;
      }
    }
    if (!any) {
      return;
    }
    mv.visitLabel(handler);
    if (hasFrames) {
      Object[] frame = locals.frameOfHandler();
      mv.visitFrame(Opcodes.F_NEW, frame.length, frame, 1, new Object[] {"java/lang/Throwable"});
    }
    mv.visitVarInsn(Opcodes.ASTORE, thrownSlot);
    call(place.exit, true, place.exit.isVoid() ? Type.VOID_TYPE : Calls.erased(returnType));
    if (!place.exit.isVoid()) {
      mv.visitInsn(returnType.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
    mv.visitVarInsn(Opcodes.ALOAD, thrownSlot);
    mv.visitInsn(Opcodes.ATHROW);
  }

  private void call(HandlerMethod method, boolean thrown, Type result) {
    int[] bindings = method.bindings;
    Type[] types = new Type[bindings.length];
    calls.begin(mv, bindings.length);
    for (int i = 0; i < bindings.length; i++) {
      calls.beforeArgument(mv, i);
      types[i] = load(bindings[i], method == place.exit, thrown);
      calls.afterArgument(mv, method, i, types[i]);
    }
    calls.invoke(mv, method, types, result);
  }

  private Type load(int binding, boolean exit, boolean thrown) {
    switch (binding) {
      case HandlerMethod.THIS:
        return loadReference(isStatic ? -1 : exit && !isConstructor ? thisSlot : 0);
      case HandlerMethod.ENTER:
        return loadReference(stateSlot);
      case HandlerMethod.THROWN:
        return loadReference(thrown ? thrownSlot : -1);
      case HandlerMethod.RETURN:
        if (thrown) {
          mv.visitInsn(Boxes.zero(returnType));
        } else {
          loadResult();
        }
        return Calls.erased(returnType);
      default:
        Type type = argumentTypes[binding];
        mv.visitVarInsn(
            type.getOpcode(Opcodes.ILOAD), exit ? savedSlots[binding] : slotOf(binding));
        return Calls.erased(type);
    }
  }

  private Type loadReference(int slot) {
    if (slot < 0) {
      mv.visitInsn(Opcodes.ACONST_NULL);
    } else {
      mv.visitVarInsn(Opcodes.ALOAD, slot);
    }
    return Calls.OBJECT;
  }

  private void castTo(Type type) {
    if (type.getSort() >= Type.ARRAY && !type.equals(Calls.OBJECT)) {
      mv.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
  }
}
