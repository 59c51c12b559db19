package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.sampling.DefaultSamplingStrategy;
import io.roentgen.trace.Sampler;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;

/**
 * Amazon's X-Ray SDK for Java in the application: it shows the agent's trace and writes into it.
 *
 * <p>The SDK keeps its current entity in one thread-local, whatever recorder and context; here that
 * is the agent's current context, of which an application gets a view ({@link Views}). The rest of
 * the SDK, with its listeners and strategies, runs as ever; only where it would make an entity of
 * its own, one of the agent's is begun.
 */
@Instrumentation(name = "aws-xray-sdk", since = "2.4.0")
final class AwsXraySdk {

  private static final String LOCAL = "com.amazonaws.xray.ThreadLocalStorage";
  private static final String RECORDER = "com.amazonaws.xray.AWSXRayRecorder";
  private static final String THREAD_CONTEXT =
      "com.amazonaws.xray.contexts.ThreadLocalSegmentContext";
  private static final String LAMBDA_CONTEXT = "com.amazonaws.xray.contexts.LambdaSegmentContext";

  private static final String EMITTER = "com.amazonaws.xray.emitters.Emitter";

  private AwsXraySdk() {}

  @Weave(type = LOCAL, method = "get")
  static final class Get {
    static Entity exit(@Return Entity local) {
      return Views.current(local);
    }
  }

  @Weave(type = LOCAL, method = "set")
  static final class Set {
    @AssignArgument(0)
    static Entity assign(@Argument(0) Entity entity) {
      return Views.attach(entity);
    }
  }

  @Weave(type = LOCAL, method = "clear")
  static final class Clear {
    static void enter() {
      Tracer.attach(null);
    }
  }

  @Weave(
      type = RECORDER,
      method = "beginSegment",
      parameters = "com.amazonaws.xray.entities.Segment")
  static final class BeginSegment {
    static Segment enter(@This AWSXRayRecorder recorder, @Argument(0) Segment wanted) {
      return Begin.segment(recorder, wanted);
    }

    @AssignArgument(0)
    static Segment assign(@Enter Segment ours, @Argument(0) Segment wanted) {
      return ours != null ? ours : wanted;
    }

    static void exit(@Enter Segment ours, @Thrown Throwable thrown) {
      if (ours != null) {
        Begin.begunSegment(ours, thrown);
      }
    }
  }

  /** The agent's sampler decides, unless the application brought a strategy. */
  @Weave(type = RECORDER, method = "beginSegmentWithSampling")
  static final class BeginSegmentWithSampling {
    @SuppressWarnings("deprecation") // under the name that all versions have
    static Segment enter(@This AWSXRayRecorder recorder, @Argument(0) String name) {
      Sampler sampler = Tracer.sampler();
      if (sampler == null || recorder.getSamplingStrategy().getClass() != SDK_SAMPLING) {
        return null;
      }
      String rule = sampler.sampledBy(name, null, null, null);
      if (rule == null) {
        return recorder.beginDummySegment();
      }
      Segment begun = recorder.beginSegment(name);
      TraceContext context = begun instanceof View ? ((View) begun).context() : null;
      if (context instanceof io.roentgen.trace.Segment) {
        ((io.roentgen.trace.Segment) context).setRule(rule);
      }
      return begun;
    }

    static boolean skip(@Enter Segment begun) {
      return begun != null;
    }

    static Segment exit(@Enter Segment begun, @Return Segment returned) {
      return begun != null ? begun : returned;
    }
  }

  private static final Class<?> SDK_SAMPLING = DefaultSamplingStrategy.class;

  /** What the agent began is the agent's to end. */
  @Weave(type = RECORDER, method = "endSegment")
  static final class EndSegment {
    static TraceContext enter(@This AWSXRayRecorder recorder) {
      Entity entity = recorder.getTraceEntity();
      Segment segment = entity == null ? null : entity.getParentSegment();
      return segment instanceof View ? ((View) segment).context() : null;
    }

    static boolean skip(@Enter TraceContext context) {
      return context != null && Views.isAgents(context);
    }

    static void exit(@Enter TraceContext context) {
      if (context != null && !Views.isAgents(context)) {
        Begin.endedSegment(context);
      }
    }
  }

  @Weave(
      type = {THREAD_CONTEXT, LAMBDA_CONTEXT},
      method = "beginSubsegment")
  static final class BeginSubsegment {
    static Subsegment enter(
        @This SegmentContext contexts,
        @Argument(0) AWSXRayRecorder recorder,
        @Argument(1) String name) {
      return Begin.subsegment(contexts, recorder, name);
    }

    static boolean skip(@Enter Subsegment begun) {
      return begun != null;
    }

    static Subsegment exit(@Enter Subsegment begun, @Return Subsegment returned) {
      return begun != null ? begun : returned;
    }
  }

  @Weave(type = RECORDER, method = "beginSubsegmentWithoutSampling")
  static final class BeginSubsegmentWithoutSampling {
    static Subsegment enter(@This AWSXRayRecorder recorder, @Argument(0) String name) {
      return Begin.withoutSampling(recorder, name);
    }

    static boolean skip(@Enter Subsegment begun) {
      return begun != null;
    }

    static Subsegment exit(@Enter Subsegment begun, @Return Subsegment returned) {
      return begun != null ? begun : returned;
    }
  }

  /** A call that the agent records must not be ended by who believes to be outside of it. */
  @Weave(
      type = {THREAD_CONTEXT, LAMBDA_CONTEXT},
      method = "endSubsegment")
  static final class EndSubsegment {
    static boolean skip() {
      TraceContext context = Tracer.current();
      return context instanceof io.roentgen.trace.Subsegment && Views.isAgents(context);
    }
  }

  @Weave(
      type = RECORDER,
      method = {"addSegmentListener", "addAllSegmentListeners"})
  static final class AddListener {
    static void exit(@This AWSXRayRecorder recorder) {
      SegmentBegun.listen(recorder);
    }
  }

  /** Whatever the reason, the SDK sends nothing of what the agent sends. */
  @Weave(subtypeOf = EMITTER, method = "sendSegment")
  static final class SendSegment {
    static boolean skip(@Argument(0) Segment segment) {
      return segment instanceof View;
    }
  }

  @Weave(subtypeOf = EMITTER, method = "sendSubsegment")
  static final class SendSubsegment {
    static boolean skip(@Argument(0) Subsegment subsegment) {
      return subsegment instanceof View;
    }
  }

  @Weave(
      type = EMITTER,
      method = "create",
      parameters = {})
  static final class CreateEmitter {
    static boolean skip() {
      return true;
    }

    static Emitter exit(@Return Emitter none) {
      return new LazyEmitter();
    }
  }

  /** A log line for each call outside a request, where nobody would see a trace either. */
  @Weave(
      type = "com.amazonaws.xray.strategy.LogErrorContextMissingStrategy",
      method = "contextMissing")
  static final class ContextMissing {
    static boolean skip() {
      return true;
    }
  }
}
