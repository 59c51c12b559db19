package io.roentgen.instrumentation.sqsjms;

import io.roentgen.instrumentation.aws.message.Processing;
import io.roentgen.instrumentation.aws.message.Received;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Calls a listener while its message is processed. A proxy, as the listener may be a lambda, which
 * can't be woven, and its interface has two names.
 */
final class TracedListener implements InvocationHandler {

  /** What the session's thread processes, from the listener's call until it is acknowledged. */
  private static final ThreadLocal<Processing> PROCESSING = new ThreadLocal<>();

  private final Object listener;

  private TracedListener(Object listener) {
    this.listener = listener;
  }

  static Object of(Object listener) {
    Class<?> type = listener == null ? null : listenerType(listener.getClass());
    return type == null
        ? listener
        : Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new TracedListener(listener));
  }

  private static Class<?> listenerType(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> implemented : at.getInterfaces()) {
        Class<?> found = isListener(implemented) ? implemented : listenerType(implemented);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean isListener(Class<?> type) {
    String name = type.getName();
    return name.equals("javax.jms.MessageListener") || name.equals("jakarta.jms.MessageListener");
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Processing processing = null;
    if (method.getName().equals("onMessage")) {
      processing = begin(arguments[0]);
    }
    try {
      return method.invoke(listener, arguments);
    } catch (InvocationTargetException e) {
      if (processing != null) {
        processing.failed(e.getCause());
      }
      throw e.getCause();
    }
  }

  private static Processing begin(Object message) {
    try {
      Processing processing = Received.begin(message);
      if (processing != null) {
        processing.setScoped();
        PROCESSING.set(processing);
      }
      return processing;
    } catch (Throwable broken) {
      return null;
    }
  }

  static void finished() {
    Processing processing = PROCESSING.get();
    if (processing != null) {
      PROCESSING.remove();
      processing.end();
    }
  }
}
