package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.sampling.DefaultSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import io.roentgen.trace.Entity;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Weave;

/**
 * The SDK's servlet filters, javax and jakarta. The agent has a segment for the request already;
 * the filter names it, as the application told it to, and decides on it if the application brought
 * a sampling strategy.
 */
@Instrumentation(name = "aws-xray-sdk", since = "2.4.0")
final class ServletFilters {

  private static final String JAVAX = "com.amazonaws.xray.javax.servlet.AWSXRayServletFilter";
  private static final String JAKARTA = "com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter";

  private ServletFilters() {}

  @Weave(
      type = {JAVAX, JAKARTA},
      method = "preFilter")
  static final class PreFilter {
    static Segment enter(@This Object filter, @Argument(0) Object request) {
      TraceContext context = ofRequest();
      return context == null ? null : adopt(context, FilterMethods.of(filter), filter, request);
    }

    static boolean skip(@Enter Segment ours) {
      return ours != null;
    }

    static Segment exit(@Enter Segment ours, @Return Segment returned) {
      return ours != null ? ours : returned;
    }
  }

  @Weave(
      type = {JAVAX, JAKARTA},
      method = "postFilter")
  static final class PostFilter {
    static boolean skip() {
      return ofRequest() != null;
    }
  }

  /** The request's segment if the agent began it, or null. */
  private static TraceContext ofRequest() {
    TraceContext current = Tracer.current();
    TraceContext request = current instanceof Entity ? ((Entity) current).segment() : current;
    return Views.isAgents(request) ? request : null;
  }

  private static Segment adopt(
      TraceContext context, FilterMethods methods, Object filter, Object request) {
    AWSXRayRecorder recorder = methods.recorder(filter);
    boolean asks = recorder.getSamplingStrategy().getClass() != DefaultSamplingStrategy.class;
    if (!(context instanceof io.roentgen.trace.Segment)) {
      // It may want what the agent's sampler did not; then it begins a segment itself.
      return asks && !methods.isDecided(filter, request) ? null : (Segment) Views.of(context);
    }
    io.roentgen.trace.Segment segment = (io.roentgen.trace.Segment) context;
    if (asks && !segment.trace().isDecided()) {
      SamplingResponse decision = methods.sample(filter, request);
      if (decision != null && !decision.isSampled()) {
        segment.discard();
      }
    }
    String name = methods.name(filter, request);
    if (name != null) {
      segment.setName(name);
    }
    SegmentView view = (SegmentView) Views.of(segment);
    view.tellOnce(recorder);
    return view;
  }
}
