package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Tells an application's listeners what the SDK would tell them. */
final class Listeners {

  /** Listeners of the oldest versions are told of segments only. */
  private static final Method BEGIN_SUBSEGMENT = find();

  private Listeners() {}

  private static Method find() {
    try {
      return SegmentListener.class.getMethod("onBeginSubsegment", Subsegment.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  static void beginSegment(AWSXRayRecorder recorder, Segment segment) {
    for (SegmentListener listener : recorder.getSegmentListeners()) {
      if (listener != null) {
        listener.onBeginSegment(segment);
      }
    }
  }

  static void beforeEndSegment(AWSXRayRecorder recorder, Segment segment) {
    for (SegmentListener listener : recorder.getSegmentListeners()) {
      if (listener != null) {
        listener.beforeEndSegment(segment);
      }
    }
  }

  static void afterEndSegment(AWSXRayRecorder recorder, Segment segment) {
    for (SegmentListener listener : recorder.getSegmentListeners()) {
      if (listener != null) {
        listener.afterEndSegment(segment);
      }
    }
  }

  static void beginSubsegment(AWSXRayRecorder recorder, Subsegment subsegment) {
    if (BEGIN_SUBSEGMENT == null) {
      return;
    }
    for (SegmentListener listener : recorder.getSegmentListeners()) {
      if (listener != null) {
        call(listener, subsegment);
      }
    }
  }

  private static void call(SegmentListener listener, Subsegment subsegment) {
    try {
      BEGIN_SUBSEGMENT.invoke(listener, subsegment);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
