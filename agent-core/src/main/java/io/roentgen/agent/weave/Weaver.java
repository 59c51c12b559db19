package io.roentgen.agent.weave;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the calls to handlers into a class. Methods that are not woven are copied byte for byte;
 * no class but the one being woven is looked at, and none is loaded.
 */
final class Weaver {

  /** Gives class files older than invokedynamic a number for each place. */
  interface OldSites {
    /** The number to pass to {@code Link.call}. */
    int site(ClassLoader loader, Place place);
  }

  private final OldSites oldSites;
  private final int dynamicSince;

  Weaver(OldSites oldSites) {
    this(oldSites, Opcodes.V1_7);
  }

  /** Tests also weave newer class files the old way. */
  Weaver(OldSites oldSites, int dynamicSince) {
    this.oldSites = oldSites;
    this.dynamicSince = dynamicSince;
  }

  /**
   * Weaves a class.
   *
   * @return the new class file, or null if no method matched
   * @throws RuntimeException if the class can't be woven
   */
  byte[] weave(byte[] bytes, ClassLoader loader, List<Place> places) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Visitor visitor = new Visitor(writer, loader, places);
    reader.accept(visitor, ClassReader.EXPAND_FRAMES);
    return visitor.woven ? writer.toByteArray() : null;
  }

  private final class Visitor extends ClassVisitor {

    private final ClassLoader loader;
    private final List<Place> places;
    private int majorVersion;
    private String owner;
    private boolean woven;

    Visitor(ClassVisitor next, ClassLoader loader, List<Place> places) {
      super(Opcodes.ASM9, next);
      this.loader = loader;
      this.places = places;
    }

    @Override
    public void visit(
        int version, int access, String name, String sign, String superName, String[] interfaces) {
      majorVersion = version & 0xffff;
      owner = name;
      super.visit(version, access, name, sign, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      // A bridge only calls the method that is woven anyway.
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) != 0) {
        return method;
      }
      for (Place place : places) {
        if (place.matches(name, descriptor)) {
          Calls calls = calls(place);
          method =
              new WovenMethod(method, owner, access, name, descriptor, place, calls, majorVersion);
          woven = true;
        }
      }
      return method;
    }

    private Calls calls(Place place) {
      if (place.boot) {
        return new Calls.Direct(place);
      }
      return majorVersion >= dynamicSince
          ? new Calls.Dynamic(place)
          : new Calls.Old(oldSites.site(loader, place));
    }
  }
}
