package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.LambdaSegmentContext;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.SubsegmentImpl;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;

/** Segments and subsegments that the application begins. */
final class Begin {

  private Begin() {}

  /**
   * Begins one of ours in place of the segment that the SDK is about to begin.
   *
   * <p>If it names the trace of the request or message for which the agent has a segment, that is
   * the one, under the application's name: a filter of the application's own. Otherwise it is a
   * segment of its own, whatever is current, until the application ends it.
   *
   * @return null to let the SDK go on alone
   */
  static Segment segment(AWSXRayRecorder recorder, Segment wanted) {
    TraceContext outer = Tracer.current();
    if (wanted.isSampled() && SegmentView.isSameRequest(outer, wanted.getTraceId())) {
      ((io.roentgen.trace.Segment) outer).setName(wanted.getName());
      Entity view = Views.of(outer);
      Tracer.attach(null);
      return (Segment) view;
    }
    TraceHeader trace = Views.header(wanted.getTraceId(), wanted.getParentId(), null);
    TraceContext begun = Tracer.beginSegment(wanted.getName(), trace, wanted.isSampled());
    if (begun == null) {
      return null;
    }
    // Or the SDK would complain of it.
    Tracer.attach(null);
    if (begun instanceof io.roentgen.trace.Segment) {
      SegmentView view = new SegmentView(recorder, (io.roentgen.trace.Segment) begun, true);
      view.begunInside(outer);
      Views.set(begun, view);
      return view;
    }
    UnsampledView view = new UnsampledView(recorder, Views.traceId(begun), begun, true);
    Views.set(begun, view);
    return view;
  }

  /** The SDK is done with beginning it. */
  static void begunSegment(Segment segment, Throwable thrown) {
    TraceContext context = ((View) segment).context();
    if (thrown == null && Tracer.current() == context) {
      return;
    }
    // It has no context, or a listener failed.
    if (((View) segment).begunBySdk()) {
      if (context instanceof io.roentgen.trace.Segment) {
        ((io.roentgen.trace.Segment) context).discard();
      }
      Tracer.end(context);
    } else {
      Tracer.attach(context);
    }
  }

  /** Makes current again what was before the application's own segment. */
  static void endedSegment(TraceContext context) {
    Tracer.end(context);
    TraceContext outer = Tracer.current();
    if (outer != null && outer.isOver()) {
      Tracer.attach(null);
    }
  }

  /**
   * Begins one of our subsegments.
   *
   * @return null to let the SDK go on alone: outside any trace, or in one that is not sampled
   */
  static Subsegment subsegment(SegmentContext contexts, AWSXRayRecorder recorder, String name) {
    Entity parent = contexts.getTraceEntity();
    if (!(parent instanceof View) || name == null || name.trim().isEmpty()) {
      return null;
    }
    TraceContext context = ((View) parent).context();
    io.roentgen.trace.Subsegment begun =
        context instanceof io.roentgen.trace.Entity
            ? Tracer.beginSubsegment((io.roentgen.trace.Entity) context, name)
            : null;
    if (begun == null) {
      return contexts instanceof LambdaSegmentContext ? none(contexts, recorder, parent) : null;
    }
    try {
      SubsegmentView view =
          new SubsegmentView(recorder, begun, parent.getParentSegment(), parent, true);
      Views.set(begun, view);
      Tracer.attach(context);
      contexts.setTraceEntity(view);
      Listeners.beginSubsegment(recorder, view);
      return view;
    } catch (RuntimeException | Error e) {
      begun.close();
      throw e;
    }
  }

  /** There the SDK would take the parent for a subsegment of its own. */
  private static Subsegment none(SegmentContext contexts, AWSXRayRecorder recorder, Entity parent) {
    Subsegment none = new SubsegmentImpl(recorder, "unsampled", parent.getParentSegment());
    none.setParent(parent);
    contexts.setTraceEntity(none);
    return none;
  }

  /**
   * Begins a subsegment that is not recorded, nor are calls made from it.
   *
   * @return null to let the SDK go on alone
   */
  static Subsegment withoutSampling(AWSXRayRecorder recorder, String name) {
    Entity parent = recorder.getTraceEntity();
    TraceContext context = parent instanceof View ? ((View) parent).context() : null;
    if (!(context instanceof io.roentgen.trace.Entity)) {
      return null;
    }
    TraceContext unsampled = Tracer.beginSegment(name, TraceHeader.parse(context.header()), false);
    Views.set(unsampled, new UnsampledView(recorder, Views.traceId(unsampled), unsampled, true));
    Subsegment begun = recorder.beginSubsegment(name);
    begun.setParent(parent);
    return begun;
  }
}
