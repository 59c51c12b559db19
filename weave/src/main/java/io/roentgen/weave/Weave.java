package io.roentgen.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where a handler goes. The class it sits on is the handler; of its static methods
 *
 * <ul>
 *   <li>{@code enter} runs before the method; what it returns is kept for the others,
 *   <li>{@code skip}, if there is one, runs next; where it says true, the method's own body does
 *       not, and it returns null or 0, or what {@code exit} returns (not in constructors),
 *   <li>{@code assign}, if there is one, runs next; what it returns replaces the argument named by
 *       {@link AssignArgument},
 *   <li>{@code exit} runs when the method returns or throws; if it is not {@code void} what it
 *       returns replaces the method's return value.
 * </ul>
 *
 * <p>Parameters are bound by {@link This}, {@link Argument}, {@link Enter}, {@link Return} and
 * {@link Thrown}. A target's overload is woven if it has the arguments that the handler asks for,
 * of exactly the type asked for or of any reference type where the handler says Object.
 *
 * <p>Handlers may throw: it is reported, and the application does not notice. A {@link
 * LinkageError}, from a library version we don't know, unplugs the call site.
 *
 * <p>Where classes are dear, on the bootstrap class path, one class can hold several handlers. The
 * annotation then sits on a method, and what follows {@code enter}, {@code assign} or {@code exit}
 * in its name tells which methods are a handler: {@code enterStart}, {@code exitStart}. It is
 * enough to annotate one of them.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.CLASS)
@Repeatable(Weave.All.class)
public @interface Weave {

  /** Names of classes, exactly. */
  String[] type() default {};

  /** Names of types; every class that is one, however indirectly, and declares the method. */
  String[] subtypeOf() default {};

  /** Names of methods; {@code <init>} for constructors, where enter and assign have no this. */
  String[] method();

  /**
   * Types of all parameters, as in source ({@code java.lang.String}, {@code int[]}), if it matters.
   */
  String[] parameters() default {"*"};

  /** Several places for one handler. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.CLASS)
  @interface All {
    /** The places. */
    Weave[] value();
  }
}
