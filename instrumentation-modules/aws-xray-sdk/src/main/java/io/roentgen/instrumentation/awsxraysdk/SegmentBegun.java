package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Tracer;
import java.util.function.Consumer;

/**
 * Tells an application's listeners of segments that the agent begins, before the application sees
 * them: what writes the trace's id into logs has to know it from the first line on. Of several
 * applications it is that whose loader the thread has for its context loader.
 */
final class SegmentBegun implements Consumer<Segment> {

  /** Held here, with the application. */
  private static SegmentBegun registered;

  private SegmentBegun() {}

  static synchronized void listen(AWSXRayRecorder recorder) {
    if (registered == null && !recorder.getSegmentListeners().isEmpty()) {
      registered = new SegmentBegun();
      Tracer.addListener(registered);
    }
  }

  @Override
  public void accept(Segment segment) {
    if (isOfThisApplication()) {
      AWSXRayRecorder recorder = AWSXRay.getGlobalRecorder();
      if (recorder != null && !recorder.getSegmentListeners().isEmpty()) {
        ((SegmentView) Views.of(segment)).tellOnce(recorder);
      }
    }
  }

  private static boolean isOfThisApplication() {
    ClassLoader own = AWSXRayRecorder.class.getClassLoader();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    while (loader != null && loader != own) {
      loader = loader.getParent();
    }
    return loader == own;
  }
}
