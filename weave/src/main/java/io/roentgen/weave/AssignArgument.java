package io.roentgen.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On {@code assign}: its result replaces an argument, which it must also take as a parameter. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface AssignArgument {

  /** Which one, from 0. */
  int value();
}
