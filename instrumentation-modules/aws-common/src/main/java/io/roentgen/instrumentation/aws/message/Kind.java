package io.roentgen.instrumentation.aws.message;

/** How a message was reached. */
enum Kind {
  /** By a loop, which goes on to the next: whoever reads the body there processes it. */
  LOOP,
  /** By a stream: reading the body may have been a filter's business. */
  STREAM,
  /** By reading its body, outside of loops and streams. */
  READ,
  /** By asking for the next one, which is nothing but processing it. */
  RECEIVED,
  /** It was given to code whose only purpose is to process it. */
  LISTENER
}
