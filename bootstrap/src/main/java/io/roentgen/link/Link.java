package io.roentgen.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The two methods that woven code names. An {@code invokedynamic} instruction is linked once, by
 * {@link #bootstrap}, to a handler in a loader that sees both the agent and the caller's library;
 * from then on it is a direct call that the JIT inlines.
 */
public final class Link {

  private static volatile Linker linker;

  private Link() {}

  /** Installs the agent's side. */
  public static void install(Linker linker) {
    Link.linker = linker;
  }

  /** Whether an agent is installed in this JVM. */
  public static boolean isInstalled() {
    return linker != null;
  }

  /** The bootstrap method of woven {@code invokedynamic} instructions. */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, int handler) {
    Linker to = linker;
    return to != null ? to.link(caller, name, type, handler) : new ConstantCallSite(nothing(type));
  }

  /** What class files before Java 7 call instead. */
  public static Object call(Object[] arguments, int site, String name) {
    Linker to = linker;
    return to != null ? to.call(site, name, arguments) : null;
  }

  /** Takes whatever the type says and returns null, or nothing. */
  public static MethodHandle nothing(MethodType type) {
    MethodHandle constant =
        type.returnType() == void.class
            ? MethodHandles.constant(Object.class, null).asType(MethodType.methodType(void.class))
            : MethodHandles.constant(type.returnType(), null);
    return MethodHandles.dropArguments(constant, 0, type.parameterList());
  }
}
