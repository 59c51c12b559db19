package io.roentgen.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The agent's side of {@link Link}. */
public interface Linker {

  /** Finds the handler for a call in woven code; never throws. */
  CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int handler);

  /** Finds the handler for a call in class files older than invokedynamic; never throws. */
  Object call(int site, String name, Object[] arguments);
}
