package io.roentgen.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The agent's side of {@link Link}. */
public interface Linker {

  /** Finds the handler for a call in woven code; null if that fails, never throws. */
  CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int handler);

  /**
   * Calls the handler from class files older than invokedynamic; never throws.
   *
   * @param original the argument to return if that fails, or -1 for null
   */
  Object call(int site, String name, Object[] arguments, int original);
}
