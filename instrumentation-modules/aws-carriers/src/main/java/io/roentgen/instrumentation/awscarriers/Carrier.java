package io.roentgen.instrumentation.awscarriers;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;

/** What the handlers for both SDKs share: it uses neither, as applications seldom have both. */
final class Carrier {

  private Carrier() {}

  /** The header a request sent now has to carry; null outside of a trace. */
  static String header() {
    TraceContext context = Tracer.current();
    return context == null ? null : context.header();
  }

  static boolean isEmpty(String value) {
    return value == null || value.isEmpty();
  }

  /** Whether this version of SDK 1 knows the place. */
  static boolean has(Class<?> model, String setter) {
    try {
      model.getMethod(setter, String.class);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
