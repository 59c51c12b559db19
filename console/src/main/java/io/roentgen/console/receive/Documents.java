package io.roentgen.console.receive;

/** Where received documents go. Called by several threads at once. */
public interface Documents {

  /**
   * Takes one segment document. The bytes are good until it returns, and must not be changed.
   *
   * @return null if it was kept, else why not, in a few words: they are counted by it
   */
  String accept(byte[] bytes, int offset, int length);
}
