package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;

/**
 * What is current, for the SDK: the agent's contexts take the place of its thread-local.
 *
 * <p>Each context has one view for each loader that has the SDK, so that the application gets the
 * same object every time. In the SDK's own thread-local remain only entities that are not the
 * agent's: those of requests that are not sampled, and what an application made without a recorder.
 */
final class Views {

  /** One for each loader of handlers, and with it one for each copy of the SDK. */
  private static final Object KEY = new Object();

  private static final int ROOT = "Root=".length();
  private static final int TRACE_ID = 35;

  private Views() {}

  /**
   * The current entity.
   *
   * @param local what the SDK's thread-local holds, or null
   */
  static Entity current(Entity local) {
    TraceContext context = Tracer.current();
    if (local != null) {
      Segment segment = local.getParentSegment();
      if (!(segment instanceof View) || isOf(((View) segment).context(), context)) {
        return local;
      }
      // Left on this thread by an earlier request.
    }
    return context == null ? null : of(context);
  }

  private static boolean isOf(TraceContext request, TraceContext context) {
    return context == request
        || context instanceof io.roentgen.trace.Entity
            && ((io.roentgen.trace.Entity) context).segment() == request;
  }

  /**
   * Makes an entity current.
   *
   * @return what goes into the SDK's thread-local: null for a view
   */
  static Entity attach(Entity entity) {
    if (entity == null || entity instanceof View) {
      Tracer.attach(entity == null ? null : ((View) entity).context());
      return null;
    }
    Segment segment = entity.getParentSegment();
    if (segment instanceof View) {
      Tracer.attach(((View) segment).context());
    }
    return entity;
  }

  /** The view of a context; null while the SDK's class AWSXRay is being initialized. */
  static Entity of(TraceContext context) {
    Object known = context.view(KEY);
    return known != null ? (Entity) known : create(context);
  }

  /** The view of a context if it has one. */
  static View known(TraceContext context) {
    return context == null ? null : (View) context.view(KEY);
  }

  private static Entity create(TraceContext context) {
    AWSXRayRecorder recorder = AWSXRay.getGlobalRecorder();
    if (recorder == null) {
      return null;
    }
    synchronized (context) {
      Object known = context.view(KEY);
      if (known != null) {
        return (Entity) known;
      }
      Entity view;
      if (context instanceof io.roentgen.trace.Segment) {
        view = new SegmentView(recorder, (io.roentgen.trace.Segment) context, false);
      } else if (context instanceof Subsegment) {
        Subsegment subsegment = (Subsegment) context;
        view =
            new SubsegmentView(
                recorder,
                subsegment,
                (Segment) of(subsegment.segment()),
                of(subsegment.parent()),
                false);
      } else {
        view = new UnsampledView(recorder, traceId(context), context, false);
      }
      context.setView(KEY, view);
      return view;
    }
  }

  static void set(TraceContext context, Entity view) {
    context.setView(KEY, view);
  }

  static TraceID traceId(TraceContext context) {
    return TraceID.fromString(context.header().substring(ROOT, ROOT + TRACE_ID));
  }

  /** Whether the agent, not the SDK, began a context, and will end it. */
  static boolean isAgents(TraceContext context) {
    View view = known(context);
    return context != null && (view == null || !view.begunBySdk());
  }

  /** Whether the thread is inside a call of that namespace which the agent records itself. */
  static boolean isInCall(String namespace) {
    TraceContext context = Tracer.current();
    return context instanceof Subsegment
        && namespace.equals(((Subsegment) context).namespace())
        && !((Subsegment) context).hasEnded()
        && isAgents(context);
  }

  /** Whether the thread works on a request that is not sampled. */
  static boolean isUnsampled() {
    TraceContext context = Tracer.current();
    return context instanceof io.roentgen.trace.Entity
        ? ((io.roentgen.trace.Entity) context).segment().isDiscarded()
        : context != null;
  }

  /** A header for the trace of the SDK's entity; null where a new trace has to begin. */
  static TraceHeader header(TraceID trace, String parentId, String extra) {
    StringBuilder text = new StringBuilder(100).append("Root=").append(trace);
    if (parentId != null && !parentId.isEmpty()) {
      text.append(";Parent=").append(parentId);
    }
    if (extra != null) {
      text.append(';').append(extra);
    }
    String root = text.toString();
    // The SDK's id for no trace at all.
    return root.startsWith("Root=1-00000000-") ? null : TraceHeader.parse(root);
  }
}
