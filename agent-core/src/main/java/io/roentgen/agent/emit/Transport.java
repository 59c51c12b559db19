package io.roentgen.agent.emit;

import java.io.IOException;

/** Carries documents out of the process. Used by one thread. */
interface Transport {

  /**
   * Sends one document; may wait to keep a pace.
   *
   * @throws IOException if it was not sent
   */
  void send(byte[] document, int length) throws IOException;

  /** Called when there is nothing more to send for now. */
  void flush() throws IOException;
}
