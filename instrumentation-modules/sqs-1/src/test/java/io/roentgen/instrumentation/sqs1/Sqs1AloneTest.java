package io.roentgen.instrumentation.sqs1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.sqs.model.Message;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With aws-sdk-1 turned off a message's parent is the segment that sent it. */
@Tag("alone")
final class Sqs1AloneTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void carriesTheTraceWithoutASubsegment() throws Exception {
    try (Queue queue = new Queue()) {
      Segment sender = recorded.trace(() -> queue.send("a"));
      assertTrue(recorded.children(sender).isEmpty());
      for (Message message : queue.client.receiveMessage(queue.url).getMessages()) {
        assertEquals("a", message.getBody());
      }
      assertEquals(2, recorded.segments().size());
      assertEquals(sender.id(), recorded.segments().get(1).parentId());
    }
  }
}
