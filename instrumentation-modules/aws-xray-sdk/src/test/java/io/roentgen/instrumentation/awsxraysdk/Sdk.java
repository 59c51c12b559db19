package io.roentgen.instrumentation.awsxraysdk;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The SDK under test, and what its oldest version does not have. */
final class Sdk {

  /** What the SDK itself wanted to send since {@link #reset()}. */
  static final List<Object> SENT = new CopyOnWriteArrayList<>();

  static final boolean IS_LATEST = !System.getProperty("tested.version").equals("2.4.0");

  private Sdk() {}

  /** A new global recorder that sends nowhere. */
  static AWSXRayRecorder reset() {
    SENT.clear();
    AWSXRayRecorder recorder = builder().build();
    AWSXRay.setGlobalRecorder(recorder);
    return recorder;
  }

  static AWSXRayRecorderBuilder builder() {
    return AWSXRayRecorderBuilder.standard().withEmitter(new Kept());
  }

  private static final class Kept extends Emitter {
    @Override
    public boolean sendSegment(Segment segment) {
      return SENT.add(segment);
    }

    @Override
    public boolean sendSubsegment(Subsegment subsegment) {
      return SENT.add(subsegment);
    }
  }

  /** Calls a method by name and number of arguments; a static one of a class. */
  static Object call(Object target, String name, Object... arguments) {
    Class<?> type = target instanceof Class<?> given ? given : target.getClass();
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == arguments.length
          && suits(method, arguments)) {
        try {
          method.setAccessible(true);
          return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no " + name + " in " + type);
  }

  private static boolean suits(Method method, Object[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (!method.getParameterTypes()[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }
}
