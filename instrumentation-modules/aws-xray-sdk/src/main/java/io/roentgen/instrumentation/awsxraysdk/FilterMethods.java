package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import java.lang.reflect.Method;
import java.util.Optional;

/** What a servlet filter of the SDK knows and keeps to itself; both filters have the same. */
final class FilterMethods {

  /** An application has one of the two classes. */
  private static volatile FilterMethods last;

  private final Class<?> type;
  private final Method recorder;
  private final Method name;
  private final Method sample;
  private final Method header;

  private FilterMethods(Class<?> type) {
    this.type = type;
    recorder = find(type, "getRecorder");
    name = find(type, "getSegmentName");
    sample = find(type, "fromSamplingStrategy");
    header = find(type, "getTraceHeader");
  }

  static FilterMethods of(Object filter) {
    Class<?> type = filter.getClass();
    while (!type.getName().endsWith(".servlet.AWSXRayServletFilter")) {
      type = type.getSuperclass();
    }
    FilterMethods known = last;
    if (known == null || known.type != type) {
      known = new FilterMethods(type);
      last = known;
    }
    return known;
  }

  private static Method find(Class<?> type, String name) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        method.setAccessible(true);
        return method;
      }
    }
    throw new NoSuchMethodError(type.getName() + "." + name);
  }

  AWSXRayRecorder recorder(Object filter) {
    return (AWSXRayRecorder) call(recorder, filter);
  }

  /** The name that the filter's strategy has for a request, or null. */
  String name(Object filter, Object request) {
    return (String) call(name, filter, request);
  }

  /** What the recorder's strategy decides on a request, or null. */
  SamplingResponse sample(Object filter, Object request) {
    return (SamplingResponse) call(sample, filter, request);
  }

  /** Whether the caller has decided. */
  boolean isDecided(Object filter, Object request) {
    Object found = call(header, filter, request);
    if (!(found instanceof Optional) || !((Optional<?>) found).isPresent()) {
      return false;
    }
    TraceHeader.SampleDecision decision = ((TraceHeader) ((Optional<?>) found).get()).getSampled();
    return decision == TraceHeader.SampleDecision.SAMPLED
        || decision == TraceHeader.SampleDecision.NOT_SAMPLED;
  }

  /** Null if it throws: the filter was not told a name, or a strategy fails. */
  private static Object call(Method method, Object filter, Object... arguments) {
    try {
      return method.invoke(filter, arguments);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
