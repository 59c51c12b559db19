package io.roentgen.agent.weave;

import io.roentgen.agent.Log;
import io.roentgen.trace.Entity;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One linked call. Whatever the handler throws ends here: the application gets null, or the value
 * that was to be replaced.
 */
final class Site extends MutableCallSite {

  /** A handler that fails this often at one place is of no use there. */
  private static final int MAX_FAILURES = 100;

  private static final MethodHandle FAILED;

  static {
    try {
      FAILED =
          MethodHandles.lookup()
              .findVirtual(
                  Site.class,
                  "failed",
                  MethodType.methodType(Object.class, Throwable.class, Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private final Place place;
  private final HandlerMethod method;
  private final String woven;
  private final AtomicInteger failures = new AtomicInteger();

  Site(MethodType type, Place place, HandlerMethod method, String woven) {
    super(type);
    this.place = place;
    this.method = method;
    this.woven = woven;
  }

  void plug(MethodHandle handler) {
    MethodHandle typed = handler.asType(type());
    setTarget(MethodHandles.catchException(typed, Throwable.class, fallback()));
  }

  /** Takes the place of the handler for good. */
  void unplug(Throwable reason) {
    MethodHandle fallback = fallback();
    setTarget(MethodHandles.insertArguments(fallback, 0, (Object) null));
    Log.warn(
        "roentgen.instrumentation."
            + place.module
            + ": this version of the library does not fit, "
            + woven
            + " is not traced ("
            + reason
            + ")");
    Log.debug("unplugged " + place.handler + "." + method.name, reason);
  }

  /** Takes a Throwable and all arguments; calls {@link #failed} with those of them it wants. */
  private MethodHandle fallback() {
    int replaced = method.replaced();
    int state = method == place.exit ? method.indexOf(HandlerMethod.ENTER) : -1;
    if (replaced < 0 && state < 0) {
      return report();
    }
    MethodHandle failed = FAILED.bindTo(this);
    Class<?> result = type().returnType();
    Class<?> original = replaced < 0 ? Object.class : type().parameterType(replaced);
    failed = failed.asType(MethodType.methodType(result, Throwable.class, Object.class, original));
    if (replaced < 0) {
      failed = MethodHandles.insertArguments(failed, 2, nothing());
    }
    if (state < 0) {
      failed = MethodHandles.insertArguments(failed, 1, (Object) null);
    }
    MethodType all = type().insertParameterTypes(0, Throwable.class);
    int[] order = new int[1 + (state < 0 ? 0 : 1) + (replaced < 0 ? 0 : 1)];
    int at = 1;
    if (state >= 0) {
      order[at++] = state + 1;
    }
    if (replaced >= 0) {
      order[at] = replaced + 1;
    }
    return MethodHandles.permuteArguments(failed, all, order);
  }

  private MethodHandle report() {
    MethodHandle failed = MethodHandles.insertArguments(FAILED.bindTo(this), 1, null, nothing());
    MethodHandle typed = failed.asType(MethodType.methodType(type().returnType(), Throwable.class));
    return MethodHandles.dropArguments(typed, 1, type().parameterList());
  }

  /** What a handler that can't be called answers. */
  private Object nothing() {
    return method == place.skip ? Boolean.FALSE : null;
  }

  /** The handler threw, or there is none: null for the throwable. */
  Object failed(Throwable thrown, Object state, Object original) {
    if (thrown != null) {
      if (thrown instanceof LinkageError || failures.incrementAndGet() > MAX_FAILURES) {
        unplug(thrown);
      } else {
        Log.warn(place.handler + "." + method.name + " failed at " + woven, thrown);
      }
    }
    if (state instanceof Entity) {
      ((Entity) state).close();
    } else if (state instanceof TraceContext) {
      Tracer.end((TraceContext) state);
    }
    return original;
  }
}
