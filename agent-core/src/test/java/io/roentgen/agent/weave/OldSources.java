package io.roentgen.agent.weave;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files such as today's compiler does not make any more, and some that none ever did. */
final class OldSources implements Opcodes {

  private static final String SOURCE =
      """
      public class OldSubject {
        private int field = 1;
        public OldSubject(int a, long b, String c) {
          if (b == 13) throw new IllegalStateException(c);
          field += a;
        }
        public int ints(int a) { return a + field; }
        public long longs(long a, double b) { return a + (long) b; }
        public double doubles(float a, byte b, char c, short d, boolean e) {
          return e ? a + b : c + d;
        }
        public static boolean statics(String a) { return a == null; }
        public char[] arrays(char[] a) { return a == null ? new char[1] : a; }
        public void nothing() { field++; }
        public int loops(int n) {
          int sum = 0;
          for (int i = 0; i < n && i < 50; i++) {
            long square = (long) i * i;
            double half = square / 2.0;
            sum += (int) (half + square % 3);
          }
          return sum;
        }
        public int tries(String a) {
          int step = 0;
          try {
            step = 1;
            return Integer.parseInt(a) + a.length();
          } catch (NumberFormatException e) {
            step = 10;
          } catch (RuntimeException e) {
            return -step;
          } finally {
            field += step;
          }
          return step + field;
        }
        public String reassigns(String a, long b) {
          if (a == null) a = "none"; else a = a.trim();
          b = a.length();
          Object o = a;
          return o + "," + b;
        }
        public synchronized int monitors(int a) {
          synchronized (this) {
            if (a == 3) throw new IllegalArgumentException("three");
            return a + field;
          }
        }
        public void fails(Object a) { throw new UnsupportedOperationException("always"); }
      }
      """;

  private OldSources() {}

  /** Compiled for Java 8: nothing in it that 1.3 did not have but the version and the frames. */
  static byte[] compiled() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JavaFileManager files =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {
              @Override
              public OutputStream openOutputStream() {
                return out;
              }
            };
          }
        };
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("memory:///OldSubject.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return SOURCE;
          }
        };
    List<String> options = List.of("--release", "8", "-proc:none", "-Xlint:-options");
    if (!compiler.getTask(null, files, null, options, null, List.of(source)).call()) {
      throw new AssertionError("does not compile");
    }
    return out.toByteArray();
  }

  /** The class as a compiler of that time might have made it, if it uses nothing newer. */
  static byte[] withVersion(byte[] bytes, int version) {
    return withVersion(bytes, version, version >= V1_6);
  }

  /** The same; Java 6 takes classes without frames as well. */
  static byte[] withoutFrames(byte[] bytes, int version) {
    return withVersion(bytes, version, false);
  }

  private static byte[] withVersion(byte[] bytes, int version, boolean frames) {
    ClassWriter out = new ClassWriter(0);
    ClassVisitor older =
        new ClassVisitor(ASM9, out) {
          @Override
          public void visit(int v, int access, String n, String s, String above, String[] is) {
            super.visit(version, access, n, s, above, is);
          }

          @Override
          public void visitNestMember(String member) {}
        };
    new ClassReader(bytes).accept(older, frames ? 0 : ClassReader.SKIP_FRAMES);
    return out.toByteArray();
  }

  private static ClassWriter begin(int version, String name, int flags) {
    ClassWriter out = new ClassWriter(flags);
    out.visit(version, ACC_PUBLIC | ACC_SUPER, name, null, "java/lang/Object", null);
    MethodVisitor init = out.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    init.visitCode();
    init.visitVarInsn(ALOAD, 0);
    init.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    init.visitInsn(RETURN);
    init.visitMaxs(1, 1);
    init.visitEnd();
    return out;
  }

  /** {@code finally} as compilers wrote it before 1.4.2: a subroutine, called from two places. */
  static byte[] subroutines(int version) {
    ClassWriter out = begin(version, "Subroutines", ClassWriter.COMPUTE_MAXS);
    MethodVisitor code = out.visitMethod(ACC_PUBLIC, "divides", "(II)I", null, null);
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label subroutine = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, end, handler, null);
    code.visitInsn(ICONST_0);
    code.visitVarInsn(ISTORE, 3);
    code.visitLabel(start);
    code.visitVarInsn(ILOAD, 1);
    code.visitVarInsn(ILOAD, 2);
    code.visitInsn(IDIV);
    code.visitVarInsn(ISTORE, 4);
    code.visitLabel(end);
    code.visitJumpInsn(JSR, subroutine);
    code.visitVarInsn(ILOAD, 4);
    code.visitVarInsn(ILOAD, 3);
    code.visitInsn(IADD);
    code.visitInsn(IRETURN);
    code.visitLabel(handler);
    code.visitVarInsn(ASTORE, 5);
    code.visitJumpInsn(JSR, subroutine);
    code.visitVarInsn(ALOAD, 5);
    code.visitInsn(ATHROW);
    code.visitLabel(subroutine);
    code.visitVarInsn(ASTORE, 6);
    code.visitIincInsn(3, 7);
    code.visitVarInsn(RET, 6);
    code.visitMaxs(0, 0);
    code.visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }

  /** Parameters reused for other types, a loop back to the first instruction, no return at all. */
  static byte[] odd() {
    ClassWriter out = begin(V1_8, "Odd", ClassWriter.COMPUTE_FRAMES);
    MethodVisitor reused =
        out.visitMethod(ACC_PUBLIC | ACC_STATIC, "reuses", "(JLjava/lang/String;)I", null, null);
    reused.visitCode();
    reused.visitVarInsn(LLOAD, 0);
    reused.visitInsn(L2I);
    reused.visitVarInsn(ISTORE, 1);
    reused.visitLdcInsn(2.5f);
    reused.visitVarInsn(FSTORE, 0);
    reused.visitLdcInsn(7);
    reused.visitVarInsn(ISTORE, 2);
    Label positive = new Label();
    reused.visitVarInsn(ILOAD, 1);
    reused.visitJumpInsn(IFGT, positive);
    reused.visitVarInsn(ILOAD, 2);
    reused.visitInsn(IRETURN);
    reused.visitLabel(positive);
    reused.visitVarInsn(FLOAD, 0);
    reused.visitInsn(F2I);
    reused.visitVarInsn(ILOAD, 1);
    reused.visitInsn(IADD);
    reused.visitInsn(IRETURN);
    reused.visitMaxs(0, 0);
    reused.visitEnd();

    MethodVisitor loops = out.visitMethod(ACC_PUBLIC, "loopsToStart", "(I)I", null, null);
    loops.visitCode();
    Label first = new Label();
    Label done = new Label();
    loops.visitLabel(first);
    loops.visitVarInsn(ILOAD, 1);
    loops.visitIntInsn(BIPUSH, 10);
    loops.visitJumpInsn(IF_ICMPGT, done);
    loops.visitIincInsn(1, 3);
    loops.visitJumpInsn(GOTO, first);
    loops.visitLabel(done);
    loops.visitVarInsn(ILOAD, 1);
    loops.visitInsn(IRETURN);
    loops.visitMaxs(0, 0);
    loops.visitEnd();

    MethodVisitor leftOnStack = out.visitMethod(ACC_PUBLIC, "leavesStack", "(J)J", null, null);
    leftOnStack.visitCode();
    leftOnStack.visitLdcInsn("left");
    leftOnStack.visitLdcInsn(1.5);
    leftOnStack.visitVarInsn(LLOAD, 1);
    leftOnStack.visitInsn(LRETURN);
    leftOnStack.visitMaxs(0, 0);
    leftOnStack.visitEnd();

    MethodVisitor never = out.visitMethod(ACC_PUBLIC, "neverReturns", "(I)V", null, null);
    never.visitCode();
    never.visitTypeInsn(NEW, "java/lang/IllegalStateException");
    never.visitInsn(DUP);
    never.visitMethodInsn(INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    never.visitInsn(ATHROW);
    never.visitMaxs(0, 0);
    never.visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }

  /** A long whose first half is the last parameter's slot. */
  static byte[] overlapping() {
    ClassWriter out = begin(V1_8, "Overlapping", ClassWriter.COMPUTE_MAXS);
    MethodVisitor code = out.visitMethod(ACC_PUBLIC, "overlaps", "(I)I", null, null);
    code.visitCode();
    code.visitLdcInsn(41L);
    code.visitVarInsn(LSTORE, 1);
    code.visitVarInsn(LLOAD, 1);
    code.visitInsn(L2I);
    code.visitInsn(ICONST_1);
    code.visitInsn(IADD);
    code.visitInsn(IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }

  /** As much code as a method may have, but for a few bytes. */
  static byte[] nearlyTooLarge() {
    ClassWriter out = begin(V1_8, "Large", ClassWriter.COMPUTE_MAXS);
    MethodVisitor code = out.visitMethod(ACC_PUBLIC, "counts", "(I)I", null, null);
    code.visitCode();
    code.visitVarInsn(ILOAD, 1);
    for (int i = 0; i < 32_764; i++) {
      code.visitInsn(ICONST_1);
      code.visitInsn(IADD);
    }
    code.visitInsn(IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }
}
