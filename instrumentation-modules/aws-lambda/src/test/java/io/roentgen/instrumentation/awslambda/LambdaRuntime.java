package io.roentgen.instrumentation.awslambda;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/**
 * A handler as the runtime interface client loads and calls it, of whichever version is on the
 * class path: the request's class has moved between them.
 */
final class LambdaRuntime {

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";

  private final Object handler;
  private final Method call;

  LambdaRuntime(String name) throws Exception {
    Class<?> info = Class.forName(CLIENT + "HandlerInfo");
    Object parsed =
        info.getMethod("fromString", String.class, ClassLoader.class)
            .invoke(null, name, LambdaRuntime.class.getClassLoader());
    Method load =
        Class.forName(CLIENT + "EventHandlerLoader").getDeclaredMethod("loadEventHandler", info);
    load.setAccessible(true);
    handler = load.invoke(null, parsed);
    call = calling(Class.forName(CLIENT + "LambdaRequestHandler"));
  }

  private static Method calling(Class<?> type) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals("call")) {
        return method;
      }
    }
    throw new IllegalStateException(type + " has no such method");
  }

  /** What the function answers to an event that came with a trace header, null for none. */
  String invoke(String header, String payload) throws Exception {
    return invoke(header, null, payload);
  }

  /** The same with a client context. */
  String invoke(String header, String clientContext, String payload) throws Exception {
    Class<?> type = call.getParameterTypes()[0];
    Object request = type.getConstructor().newInstance();
    set(request, "setId", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    set(request, "setXrayTraceId", header);
    set(request, "setClientContext", clientContext);
    set(request, "setInvokedFunctionArn", "arn:aws:lambda:us-east-1:123456789012:function:f");
    type.getMethod("setContent", byte[].class)
        .invoke(request, (Object) payload.getBytes(StandardCharsets.UTF_8));
    try {
      call.setAccessible(true);
      return ((ByteArrayOutputStream) call.invoke(handler, request)).toString("UTF-8");
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static void set(Object request, String setter, String value) throws Exception {
    request.getClass().getMethod(setter, String.class).invoke(request, value);
  }
}
