package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.SegmentImpl;
import io.roentgen.testing.Recorded;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the SDK sends itself, to a daemon. */
final class EmitterTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void entitiesThatAreNotTheAgents() throws Exception {
    try (DatagramSocket daemon = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      daemon.setSoTimeout(10_000);
      String key = "com.amazonaws.xray.emitters.daemonAddress";
      System.setProperty(key, "127.0.0.1:" + daemon.getLocalPort());
      try {
        AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard().build();
        AWSXRay.setGlobalRecorder(recorder);
        AWSXRay.createSegment("the agent's", () -> {});
        // Made without a recorder, so nobody could make it the agent's.
        AWSXRay.setTraceEntity(new SegmentImpl(recorder, "the application's"));
        AWSXRay.createSubsegment("part", () -> {});
        AWSXRay.endSegment();
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        daemon.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        assertTrue(text.contains("\"name\":\"the application's\""), text);
        assertTrue(text.contains("\"name\":\"part\""), text);
      } finally {
        System.clearProperty(key);
      }
    }
    assertEquals(1, recorded.segments().size());
    assertEquals("the agent's", recorded.segments().get(0).name());
    assertEquals(List.of(), recorded.children(recorded.segments().get(0)));
  }

  @Test
  void aRecorderOpensNoSocketBeforeItHasSomethingToSend() {
    Emitter emitter = AWSXRayRecorderBuilder.standard().build().getEmitter();
    // The oldest version's can't be had without.
    assertEquals(Sdk.IS_LATEST, emitter instanceof LazyEmitter || isLazy(emitter));
  }

  /** The handlers have a loader of their own. */
  private static boolean isLazy(Emitter emitter) {
    return emitter.getClass().getName().equals(LazyEmitter.class.getName());
  }
}
