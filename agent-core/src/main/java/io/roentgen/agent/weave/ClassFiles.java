package io.roentgen.agent.weave;

/** Where the class files of handlers come from, and the files beside them. */
public interface ClassFiles {

  /** The file of that path from the root, {@code io/roentgen/instrumentation/..}, or null. */
  byte[] find(String path);
}
