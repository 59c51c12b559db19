package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.DummySubsegment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import io.roentgen.trace.Settings;

/** For the SDK's own instrumentation, which steps aside where the agent records the same call. */
final class Aside {

  /** Set while the next question for the current subsegment comes from who steps aside. */
  private static final ThreadLocal<Boolean> WILL_ASK = new ThreadLocal<>();

  private Aside() {}

  static void willAsk() {
    WILL_ASK.set(Boolean.TRUE);
  }

  /** What to answer if that is so, or null. */
  static Subsegment asked() {
    if (WILL_ASK.get() == null) {
      return null;
    }
    WILL_ASK.remove();
    return Recorder.NOTHING;
  }

  /** Whether the agent's own module for these calls is on. */
  static boolean isOn(String module) {
    return !"false".equalsIgnoreCase(Settings.get("instrumentation." + module + ".enabled"));
  }

  static AWSXRayRecorder recorder() {
    return Recorder.INSTANCE;
  }

  static Subsegment subsegment() {
    return Recorder.NOTHING;
  }

  /** Begins nothing, and makes nothing current. */
  @SuppressWarnings("deprecation") // the one no-op subsegment that all versions have
  private static final class Recorder extends AWSXRayRecorder {

    static final Recorder INSTANCE = new Recorder();
    static final Subsegment NOTHING =
        new DummySubsegment(INSTANCE, TraceID.fromString("1-00000000-000000000000000000000000"));

    @Override
    public Subsegment beginSubsegment(String name) {
      return NOTHING;
    }

    @Override
    public void endSubsegment() {}
  }
}
