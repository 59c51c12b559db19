package io.roentgen.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The handlers of one library family: a class whose nested classes carry {@link Weave}.
 *
 * <p>If its package is {@code io.roentgen.instrumentation.javax.x}, its handlers are written
 * against {@code javax.x} and go to the same places of {@code jakarta.x} as well.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Instrumentation {

  /** The module's name, as in {@code roentgen.instrumentation.<name>.enabled}. */
  String name();

  /** The oldest version of the library that is supported and tested. */
  String since();

  /**
   * Whether the handlers are called directly instead of through {@code invokedynamic}. Only for
   * classes of the JDK on the hottest paths: such a module lives on the bootstrap class path, sees
   * nothing but the JDK and the tracer, and must not throw.
   */
  boolean boot() default false;
}
