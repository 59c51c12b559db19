package com.example.xrayboot;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.listeners.SegmentListener;

/** Writes on every segment which version of the application recorded it. */
final class Version implements SegmentListener {

  @Override
  public void onBeginSegment(Segment segment) {
    segment.putAnnotation("version", "1.2");
  }
}
