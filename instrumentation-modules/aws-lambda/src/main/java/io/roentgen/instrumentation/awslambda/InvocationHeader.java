package io.roentgen.instrumentation.awslambda;

import io.roentgen.trace.TraceHeader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Finds the trace header of an invocation. The request that the runtime fetched has it; from there
 * the runtime copies it to wherever functions look for it (a system property, or a thread-local
 * when invocations are concurrent), so those add nothing. The others are for runtimes whose request
 * is not known: the system property, then the environment variable. An invoker without tracing may
 * still have put one into the client context.
 */
final class InvocationHeader {

  private static final String PROPERTY = "com.amazonaws.xray.traceHeader";
  private static final String VARIABLE = "_X_AMZN_TRACE_ID";
  private static final Object[] NONE = {};

  private InvocationHeader() {}

  /** The header as it came, or null. */
  static String of(Object request) {
    String header = ask(request, "getXrayTraceId");
    if (isMissing(header)) {
      header = System.getProperty(PROPERTY);
    }
    if (isMissing(header)) {
      header = System.getenv(VARIABLE);
    }
    if (isMissing(header)) {
      header = inClientContext(ask(request, "getClientContext"));
    }
    return header;
  }

  private static boolean isMissing(String header) {
    return header == null || header.isEmpty();
  }

  /** The request's class is {@code InvocationRequest}, in a package that depends on the version. */
  private static String ask(Object request, String getter) {
    if (request == null) {
      return null;
    }
    try {
      Method method = request.getClass().getMethod(getter);
      return (String) method.invoke(request, NONE);
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | ClassCastException e) {
      return null;
    }
  }

  /**
   * The value of {@code "X-Amzn-Trace-Id"} in the JSON of a client context, where SDKs put it into
   * {@code custom}. The header's characters need no escape; a value with one is none.
   */
  static String inClientContext(String json) {
    int name = json == null ? -1 : indexOfName(json);
    if (name < 0) {
      return null;
    }
    int colon = skipSpace(json, name + TraceHeader.NAME.length() + 2);
    if (colon >= json.length() || json.charAt(colon) != ':') {
      return null;
    }
    int quote = skipSpace(json, colon + 1);
    if (quote >= json.length() || json.charAt(quote) != '"') {
      return null;
    }
    int end = json.indexOf('"', quote + 1);
    return end < 0 ? null : json.substring(quote + 1, end);
  }

  private static int indexOfName(String json) {
    String name = '"' + TraceHeader.NAME + '"';
    for (int at = json.indexOf('"'); at >= 0; at = json.indexOf('"', at + 1)) {
      if (json.regionMatches(true, at, name, 0, name.length())) {
        return at;
      }
    }
    return -1;
  }

  private static int skipSpace(String json, int at) {
    while (at < json.length() && json.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }
}
