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
import java.util.function.Function;

/**
 * One linked call. Whatever the handler throws ends here: the application gets null, or the value
 * that was to be replaced.
 */
final class Site extends MutableCallSite implements Function<Object[], Object> {

  /** A handler that fails this often at one place is of no use there. */
  private static final int MAX_FAILURES = 100;

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

  /**
   * Calls the handler from now on.
   *
   * @param loader of the handler
   * @throws ReflectiveOperationException when there is no such class
   */
  void plug(HandlerLoader loader) throws ReflectiveOperationException {
    Class.forName(place.handler, true, loader);
    Class<?> adapter = loader.adapter(place.handler, method, type(), method == place.exit);
    adapter.getField(Adapter.SITE).set(null, this);
    setTarget(MethodHandles.lookup().findStatic(adapter, Adapter.CALL, type()));
  }

  /** Takes the place of the handler for good. */
  void unplug(Throwable reason) {
    setTarget(fallback());
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

  /** Takes all arguments and calls {@link #unplugged} with those of them it wants. */
  private MethodHandle fallback() {
    MethodType two = MethodType.methodType(Object.class, Object.class, Object.class);
    MethodHandle unplugged;
    try {
      unplugged = MethodHandles.lookup().bind(this, "unplugged", two);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    // One more than there are, for what there is none of.
    int none = type().parameterCount();
    int state = method == place.exit ? method.indexOf(HandlerMethod.ENTER) : -1;
    int replaced = method.replaced();
    MethodHandle all =
        MethodHandles.permuteArguments(
            unplugged,
            MethodType.genericMethodType(none + 1),
            state < 0 ? none : state,
            replaced < 0 ? none : replaced);
    return MethodHandles.insertArguments(all, none, (Object) null).asType(type());
  }

  private Object unplugged(Object state, Object original) {
    return failed(null, state, original);
  }

  /** The handler threw: what, the state to end, and the value it was to replace. */
  @Override
  public Object apply(Object[] what) {
    return failed((Throwable) what[0], what[1], what[2]);
  }

  /** The handler threw, or there is none: null for the throwable. */
  private Object failed(Throwable thrown, Object state, Object original) {
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
    return method == place.skip ? Boolean.FALSE : original;
  }
}
