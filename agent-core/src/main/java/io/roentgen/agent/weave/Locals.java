package io.roentgen.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The local variables of a woven method: its parameters, then ours, then its own, moved up. And the
 * frames that say so, in ASM's form.
 */
final class Locals {

  private final int parameterSlots;

  /** What frames say of ours. */
  private final List<Object> reserved = new ArrayList<>();

  private int reservedSlots;

  Locals(int parameterSlots) {
    this.parameterSlots = parameterSlots;
  }

  /** A local that is set before the body begins. */
  int reserve(Type type) {
    int slot = parameterSlots + reservedSlots;
    reserved.add(frameType(type));
    reservedSlots += type.getSize();
    return slot;
  }

  /** A local whose value doesn't outlive the few instructions where it is needed. */
  int reserveScratch(int slots) {
    int slot = parameterSlots + reservedSlots;
    for (int i = 0; i < slots; i++) {
      reserved.add(Opcodes.TOP);
    }
    reservedSlots += slots;
    return slot;
  }

  /** What a frame says of a value. */
  private static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return "java/lang/Object";
      default:
        return Opcodes.INTEGER;
    }
  }

  /** Where a local of the body is now. */
  int moved(int slot) {
    return slot < parameterSlots ? slot : slot + reservedSlots;
  }

  /**
   * For a long or double that the body stores.
   *
   * @throws IllegalArgumentException if ours would have to be inside it
   */
  void checkWide(int slot) {
    if (slot == parameterSlots - 1) {
      throw new IllegalArgumentException("a local overlaps the last parameter");
    }
  }

  /** A frame of the body, with ours inserted. */
  Object[] frame(int count, Object[] local) {
    Object[] frame = new Object[count + parameterSlots + reserved.size()];
    int size = 0;
    int slot = 0;
    int from = 0;
    while (slot < parameterSlots && from < count) {
      Object parameter = local[from++];
      frame[size++] = parameter;
      slot += parameter == Opcodes.LONG || parameter == Opcodes.DOUBLE ? 2 : 1;
    }
    for (; slot < parameterSlots; slot++) {
      frame[size++] = Opcodes.TOP;
    }
    for (Object type : reserved) {
      frame[size++] = type;
    }
    while (from < count) {
      frame[size++] = local[from++];
    }
    return trimmed(frame, size);
  }

  /** Or a frame might be larger than the locals of a method that doesn't use the last of them. */
  private static Object[] trimmed(Object[] frame, int size) {
    while (size > 0 && frame[size - 1] == Opcodes.TOP) {
      size--;
    }
    return Arrays.copyOf(frame, size);
  }

  /**
   * Before the body has begun.
   *
   * @param self the internal name of the class; null in a static method
   */
  Object[] frameOfStart(String self, Type[] parameters) {
    List<Object> frame = new ArrayList<>();
    if (self != null) {
      frame.add(self);
    }
    for (Type parameter : parameters) {
      boolean reference = parameter.getSort() >= Type.ARRAY;
      frame.add(reference ? parameter.getInternalName() : frameType(parameter));
    }
    frame.addAll(reserved);
    return trimmed(frame.toArray(), frame.size());
  }

  /** Where an exception is caught: of the parameters, which the body may have reused, nothing. */
  Object[] frameOfHandler() {
    Object[] frame = new Object[parameterSlots + reserved.size()];
    Arrays.fill(frame, 0, parameterSlots, Opcodes.TOP);
    for (int i = 0; i < reserved.size(); i++) {
      frame[parameterSlots + i] = reserved.get(i);
    }
    return frame;
  }
}
