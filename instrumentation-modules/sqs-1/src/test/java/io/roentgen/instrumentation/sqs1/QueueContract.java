package io.roentgen.instrumentation.sqs1;

import io.roentgen.testing.Recorded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that record what is done with one queue, which each class of them has anew. */
abstract class QueueContract {

  @RegisterExtension static final Recorded recorded = new Recorded();

  static Queue queue;

  @BeforeAll
  static void start() {
    queue = new Queue();
  }

  @AfterAll
  static void stop() {
    queue.close();
  }
}
