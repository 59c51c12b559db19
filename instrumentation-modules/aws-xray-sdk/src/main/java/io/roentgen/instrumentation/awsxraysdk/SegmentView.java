package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.SegmentImpl;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Segment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import java.util.concurrent.atomic.LongAdder;

/**
 * One of our segments. What the application writes on it is copied when it ends; what changes where
 * calls made from it belong, at once.
 */
final class SegmentView extends SegmentImpl implements View, Runnable {

  /** The SDK holds all; a batch job's are not worth the memory. */
  static final int MAX_CHILDREN = 100;

  private static final double MICROS = 1_000_000d;

  private Segment segment;
  private boolean begunBySdk;

  /** What was current when the application began this. */
  private TraceContext outer;

  /** Whose listeners were told that it began, and are to be told that it ends; or null. */
  private AWSXRayRecorder told;

  SegmentView(AWSXRayRecorder recorder, Segment segment, boolean begunBySdk) {
    super(recorder, nameOf(segment), Views.traceId(segment));
    this.segment = segment;
    this.begunBySdk = begunBySdk;
    super.setId(TraceHeader.id(segment.id()));
    super.setStartTime(seconds(segment.start()));
    if (segment.parentId() != 0) {
      super.setParentId(TraceHeader.id(segment.parentId()));
    }
  }

  static String nameOf(Entity entity) {
    String name = entity.name();
    return name == null || name.trim().isEmpty() ? "unknown" : name;
  }

  static double seconds(long micros) {
    return micros / MICROS;
  }

  static long micros(double seconds) {
    return Math.round(seconds * MICROS);
  }

  static void finish(Entity entity, double end) {
    if (end > 0) {
      entity.finishAt(micros(end));
    } else {
      entity.finish();
    }
  }

  static ObjectMapper mapper() {
    return mapper;
  }

  @Override
  public TraceContext context() {
    return segment;
  }

  @Override
  public boolean begunBySdk() {
    return begunBySdk;
  }

  void begunInside(TraceContext outer) {
    this.outer = outer;
  }

  /** Tells a recorder's listeners of a segment the agent began; only the first time. */
  void tellOnce(AWSXRayRecorder recorder) {
    if (told == null) {
      told = recorder;
      TraceContext current = Tracer.attach(null);
      try {
        recorder.setTraceEntity(this);
        Listeners.beginSegment(recorder, this);
      } finally {
        Tracer.restore(current);
      }
    }
  }

  private void tellOfEnd() {
    Listeners.afterEndSegment(told, this);
    TraceContext current = Tracer.attach(segment);
    try {
      told.clearTraceEntity();
    } finally {
      Tracer.restore(current);
    }
  }

  @Override
  public void run() {
    if (told != null) {
      Listeners.beforeEndSegment(told, this);
    }
    super.setInProgress(false);
    super.setEndTime(seconds(segment.end()));
    Copy.all(this, segment);
    Copy.segment(this, segment);
    if (told != null) {
      tellOfEnd();
    }
  }

  /** The agent sends it: nothing is ever ready for the SDK to send. */
  @Override
  public boolean end() {
    if (begunBySdk) {
      finish(segment, getEndTime());
    }
    return false;
  }

  @Override
  public String getName() {
    String name = segment == null ? null : segment.name();
    return name == null ? super.getName() : name;
  }

  /** The id is on its way in headers already. */
  @Override
  public void setId(String id) {}

  @Override
  public void setStartTime(double seconds) {
    super.setStartTime(seconds);
    segment.setStart(micros(seconds));
  }

  @Override
  public void setTraceId(TraceID trace) {
    super.setTraceId(trace);
    if (segment != null && trace != null) {
      move(trace, getParentId());
    }
  }

  @Override
  public void setParentId(String parentId) {
    super.setParentId(parentId);
    move(getTraceId(), parentId);
  }

  private void move(TraceID trace, String parentId) {
    if (begunBySdk && isSameRequest(outer, trace)) {
      join((Segment) outer);
      return;
    }
    TraceHeader header = Views.header(trace, parentId, segment.trace().extra());
    if (header != null) {
      segment.setTrace(header);
    }
  }

  /** Whether the agent has a segment already for what the application turns out to work on. */
  static boolean isSameRequest(TraceContext context, TraceID trace) {
    return context instanceof Segment
        && !context.isOver()
        && Views.isAgents(context)
        && ((Segment) context).trace().traceId().equals(trace.toString());
  }

  /** One segment is enough: from now on this is the agent's. */
  private void join(Segment agents) {
    agents.setName(segment.name());
    segment.discard();
    segment.leave();
    View other = Views.known(agents);
    if (other instanceof SegmentView) {
      Copy.all((SegmentView) other, agents);
    }
    segment = agents;
    begunBySdk = false;
    outer = null;
    super.setId(TraceHeader.id(agents.id()));
    Views.set(agents, this);
    Tracer.attach(agents);
  }

  @Override
  public void setSampled(boolean sampled) {
    super.setSampled(sampled);
    if (!sampled) {
      segment.discard();
    }
  }

  @Override
  public boolean isSampled() {
    return !segment.isDiscarded();
  }

  /** From 2.8 on; not sampled, the SDK makes no-op subsegments below. */
  public boolean isRecording() {
    return !segment.isDiscarded();
  }

  @Override
  public void addException(Throwable thrown) {
    super.setFault(true);
    segment.setException(thrown);
  }

  @Override
  public void addSubsegment(Subsegment child) {
    if (getSubsegments().size() < MAX_CHILDREN) {
      super.addSubsegment(child);
    }
  }

  @Override
  public boolean isEmitted() {
    return segment.hasEnded();
  }

  // The SDK counts what is still open, to send all together; the agent sends what has ended.

  @Override
  public void incrementReferenceCount() {}

  @Override
  public boolean decrementReferenceCount() {
    return false;
  }

  @Override
  public LongAdder getTotalSize() {
    return new LongAdder();
  }

  @Override
  public String serialize() {
    return ViewJson.of(this);
  }

  @Override
  public String prettySerialize() {
    return ViewJson.pretty(this);
  }
}
