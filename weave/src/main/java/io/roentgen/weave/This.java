package io.roentgen.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The object whose method is called; null in a static method. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface This {}
