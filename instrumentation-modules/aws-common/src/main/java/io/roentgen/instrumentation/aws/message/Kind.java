package io.roentgen.instrumentation.aws.message;

/** How a message was reached. */
enum Kind {
  /**
   * By a loop, which goes on to the next: whoever reads the body there processes it. No message
   * stays invisible to others for longer than 12 hours.
   */
  LOOP(12 * 60),

  /** By a stream: reading the body may have been a filter's business. */
  STREAM(12 * 60),

  /** By reading its body, outside of loops and streams. */
  READ(15),

  /** By asking for the next one, which is nothing but processing it. */
  RECEIVED(15),

  /** It was given to code whose only purpose is to process it, and which says when it is done. */
  LISTENER(0);

  /** Microseconds without anything happening after which nobody is expected to end it. */
  final long patience;

  Kind(long minutes) {
    patience = minutes * 60 * 1_000_000;
  }
}
