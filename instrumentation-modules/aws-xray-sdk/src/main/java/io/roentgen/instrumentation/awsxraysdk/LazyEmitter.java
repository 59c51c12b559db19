package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.emitters.UDPEmitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import java.io.IOException;

/**
 * In place of the SDK's default: every recorder opens a socket, which it needs only for entities
 * that are not the agent's.
 */
final class LazyEmitter extends Emitter {

  private Emitter emitter;

  @Override
  public boolean sendSegment(Segment segment) {
    Emitter to = emitter();
    return to != null && to.sendSegment(segment);
  }

  @Override
  public boolean sendSubsegment(Subsegment subsegment) {
    Emitter to = emitter();
    return to != null && to.sendSubsegment(subsegment);
  }

  private synchronized Emitter emitter() {
    if (emitter == null) {
      try {
        emitter = new UDPEmitter();
      } catch (IOException e) {
        // Tried again with the next.
        return null;
      }
    }
    return emitter;
  }
}
