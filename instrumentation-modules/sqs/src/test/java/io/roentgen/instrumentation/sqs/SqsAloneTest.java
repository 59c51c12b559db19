package io.roentgen.instrumentation.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.Message;

/** With aws-sdk-2 turned off a message's parent is the segment that sent it. */
@Tag("alone")
final class SqsAloneTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void carriesTheTraceWithoutASubsegment() throws Exception {
    try (Queue queue = new Queue()) {
      Segment sender =
          recorded.trace(
              () -> queue.client.sendMessage(r -> r.queueUrl(queue.url).messageBody("a")));
      assertTrue(recorded.children(sender).isEmpty());
      for (Message message : queue.client.receiveMessage(r -> r.queueUrl(queue.url)).messages()) {
        assertEquals("a", message.body());
      }
      assertEquals(2, recorded.segments().size());
      assertEquals(sender.id(), recorded.segments().get(1).parentId());
    }
  }
}
