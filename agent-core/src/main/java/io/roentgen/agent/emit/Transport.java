package io.roentgen.agent.emit;

import java.io.IOException;

/** Carries documents out of the process. Used by one thread. */
interface Transport {

  /**
   * Sends one document; may wait to keep a pace.
   *
   * @throws IOException if documents were lost: this one, or some that were taken before it
   */
  void send(byte[] document, int length) throws IOException;

  /**
   * Called when there is nothing more to send for now.
   *
   * @throws IOException if documents that were taken are lost
   */
  void flush() throws IOException;

  /** Lets go of connections; the next document makes new ones. */
  void reopen();

  /** Where documents go, for people. */
  String target();

  /** How many documents the last exception cost. */
  int lost();

  /** The agent has started. Nothing may wait here. */
  default void begin() {}
}
