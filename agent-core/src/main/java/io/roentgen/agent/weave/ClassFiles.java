package io.roentgen.agent.weave;

/** Where the class files of handlers come from. */
public interface ClassFiles {

  /** The class file of that binary name, or null. */
  byte[] find(String name);
}
