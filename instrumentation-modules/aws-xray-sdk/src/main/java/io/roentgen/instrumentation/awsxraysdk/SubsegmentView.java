package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.SubsegmentImpl;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;

/** One of our subsegments. What the application writes on it is copied when it ends. */
final class SubsegmentView extends SubsegmentImpl implements View, Runnable {

  private final Subsegment subsegment;
  private final boolean begunBySdk;

  SubsegmentView(
      AWSXRayRecorder recorder,
      Subsegment subsegment,
      Segment segment,
      Entity parent,
      boolean begunBySdk) {
    super(recorder, SegmentView.nameOf(subsegment), segment);
    this.subsegment = subsegment;
    this.begunBySdk = begunBySdk;
    super.setId(TraceHeader.id(subsegment.id()));
    super.setStartTime(SegmentView.seconds(subsegment.start()));
    super.setNamespace(subsegment.namespace());
    super.setParent(parent);
    parent.addSubsegment(this);
  }

  @Override
  public TraceContext context() {
    return subsegment;
  }

  @Override
  public boolean begunBySdk() {
    return begunBySdk;
  }

  @Override
  public void run() {
    super.setInProgress(false);
    super.setEndTime(SegmentView.seconds(subsegment.end()));
    Copy.all(this, subsegment);
  }

  /** The agent sends it: nothing is ever ready for the SDK to send. */
  @Override
  public boolean end() {
    if (begunBySdk) {
      SegmentView.finish(subsegment, getEndTime());
    }
    return false;
  }

  @Override
  public String getName() {
    String name = subsegment == null ? null : subsegment.name();
    return name == null ? super.getName() : name;
  }

  /** The id is on its way in headers already. */
  @Override
  public void setId(String id) {}

  @Override
  public void setStartTime(double seconds) {
    super.setStartTime(seconds);
    subsegment.setStart(SegmentView.micros(seconds));
  }

  @Override
  public void setNamespace(String namespace) {
    super.setNamespace(namespace);
    subsegment.setNamespace(namespace);
  }

  @Override
  public void addException(Throwable thrown) {
    super.setFault(true);
    subsegment.setException(thrown);
  }

  @Override
  public void addSubsegment(com.amazonaws.xray.entities.Subsegment child) {
    if (getSubsegments().size() < SegmentView.MAX_CHILDREN) {
      super.addSubsegment(child);
    }
  }

  @Override
  public boolean isEmitted() {
    return subsegment.hasEnded();
  }

  @Override
  public String serialize() {
    return ViewJson.of(this);
  }

  @Override
  public String prettySerialize() {
    return ViewJson.pretty(this);
  }

  @Override
  public String streamSerialize() {
    return ViewJson.alone(this);
  }

  @Override
  public String prettyStreamSerialize() {
    return ViewJson.prettyAlone(this);
  }
}
