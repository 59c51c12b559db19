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

  /**
   * The bootstrap method of woven {@code invokedynamic} instructions.
   *
   * @param handler the number of the place
   * @param original the parameter to return where no handler can be linked, or -1
   */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, int handler, int original) {
    Linker to = linker;
    CallSite site = to == null ? null : to.link(caller, name, type, handler);
    return site != null ? site : new ConstantCallSite(passing(type, original));
  }

  /** What class files before Java 7 call instead; {@code original} as above. */
  public static Object call(Object[] arguments, int site, String name, int original) {
    Linker to = linker;
    if (to != null) {
      return to.call(site, name, arguments, original);
    }
    return original < 0 ? null : arguments[original];
  }

  /** Takes whatever the type says and returns one of that, or null. */
  private static MethodHandle passing(MethodType type, int original) {
    if (original >= 0) {
      MethodHandle identity = MethodHandles.identity(type.parameterType(original));
      return MethodHandles.permuteArguments(identity, type, original);
    }
    MethodHandle nothing = MethodHandles.constant(Object.class, null);
    // Zero, where null can't be.
    nothing =
        MethodHandles.explicitCastArguments(nothing, MethodType.methodType(type.returnType()));
    return MethodHandles.dropArguments(nothing, 0, type.parameterList());
  }
}
