package io.roentgen.agent.weave;

import io.roentgen.link.Linker;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Stands for every handler there could be: takes what woven code passes, of whatever types, and
 * checks that each exit gets what its enter got.
 */
final class CheckingLinker implements Linker, Weaver.OldSites {

  private static final MethodHandle HANDLE;

  static {
    try {
      HANDLE =
          MethodHandles.lookup()
              .findVirtual(
                  CheckingLinker.class,
                  "handle",
                  MethodType.methodType(
                      Object.class, Place.class, HandlerMethod.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final WeaveIndex index;
  private final List<Place> oldSites = new ArrayList<>();
  private final Deque<State> open = new ArrayDeque<>();
  final List<String> mistakes = new ArrayList<>();
  int enters;
  int exits;
  int skips;

  CheckingLinker(WeaveIndex index) {
    this.index = index;
  }

  private static final class State {
    final Object[] seen;

    State(Object[] seen) {
      this.seen = seen;
    }
  }

  @Override
  public CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int handler) {
    Place place = index.place(handler);
    MethodHandle bound = MethodHandles.insertArguments(HANDLE, 0, this, place, place.method(name));
    return new ConstantCallSite(
        bound.asCollector(Object[].class, type.parameterCount()).asType(type));
  }

  @Override
  public int site(ClassLoader loader, Place place) {
    oldSites.add(place);
    return oldSites.size() - 1;
  }

  @Override
  public Object call(int site, String name, Object[] arguments, int original) {
    Place place = oldSites.get(site);
    return handle(place, place.method(name), arguments);
  }

  Object handle(Place place, HandlerMethod method, Object[] arguments) {
    if (method == place.enter) {
      enters++;
      State state = new State(arguments);
      open.push(state);
      return state;
    }
    State entered = (State) arguments[method.indexOf(HandlerMethod.ENTER)];
    Object[] seen = Arrays.copyOf(arguments, entered.seen.length);
    if (!Arrays.equals(entered.seen, seen)) {
      mistakes.add(
          place.methods[0]
              + "."
              + method.name
              + ": "
              + Arrays.toString(entered.seen)
              + " became "
              + Arrays.toString(seen));
    }
    if (method == place.assign) {
      return arguments[method.indexOf(method.assigns)];
    }
    if (method == place.skip) {
      skips++;
      return false;
    }
    exits++;
    while (!open.isEmpty() && open.peek() != entered) {
      // A constructor that threw has no exit.
      open.pop();
    }
    if (open.isEmpty() || open.pop() != entered) {
      mistakes.add(place.methods[0] + ": exit with the state of another call");
    }
    int thrown = method.indexOf(HandlerMethod.THROWN);
    int result = method.indexOf(HandlerMethod.RETURN);
    if (thrown >= 0 && arguments[thrown] != null && result >= 0 && !isZero(arguments[result])) {
      mistakes.add(place.methods[0] + ": threw and returned " + arguments[result]);
    }
    return result < 0 ? null : arguments[result];
  }

  private static boolean isZero(Object value) {
    return value == null
        || Boolean.FALSE.equals(value)
        || value instanceof Character && (Character) value == 0
        || value instanceof Number && ((Number) value).doubleValue() == 0;
  }
}
