package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every function that can be given to a CompletableFuture, on whatever Java this is. */
final class StageChecks extends Checks {

  private final ExecutorService pool = daemon();

  static ExecutorService daemon() {
    return Executors.newFixedThreadPool(
        1,
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          return thread;
        });
  }

  StageChecks() {
    for (Method method : CompletableFuture.class.getMethods()) {
      if (takesFunction(method)) {
        String name = describe(method);
        all.put(name + " later", () -> stage(method, false, false));
        all.put(name + " on a failure", () -> stage(method, false, true));
        all.put(name + " done", () -> stage(method, true, false));
        all.put(name + " failed", () -> stage(method, true, true));
      }
    }
    all.put("stages outside of a request", this::outside);
    all.put("stages of two requests on one future", this::twoRequests);
    if (ScheduleChecks.find(CompletableFuture.class, "orTimeout") != null) {
      all.put("orTimeout, completeOnTimeout, delayedExecutor", this::timeouts);
    }
  }

  private static boolean takesFunction(Method method) {
    for (Class<?> type : method.getParameterTypes()) {
      if (type == Runnable.class || type.getName().startsWith("java.util.function.")) {
        return !method.isBridge();
      }
    }
    return false;
  }

  private static String describe(Method method) {
    StringBuilder out = new StringBuilder(method.getName()).append('(');
    for (Class<?> type : method.getParameterTypes()) {
      out.append(out.charAt(out.length() - 1) == '(' ? "" : ", ").append(type.getSimpleName());
    }
    return out.append(')').toString();
  }

  private static final Set<Object> NONE = Collections.singleton(null);

  /** Any function of at most one argument; notes where it runs. */
  static class One
      implements Runnable,
          Callable<Object>,
          Supplier<Object>,
          Function<Object, Object>,
          Consumer<Object> {

    final Set<Object> contexts = Collections.synchronizedSet(new HashSet<>());
    private final Object result;

    One(Object result) {
      this.result = result;
    }

    @Override
    public void run() {
      contexts.add(Tracer.current());
    }

    @Override
    public Object call() {
      run();
      return result;
    }

    @Override
    public Object get() {
      return call();
    }

    @Override
    public Object apply(Object argument) {
      return call();
    }

    @Override
    public void accept(Object argument) {
      run();
    }
  }

  /** Any function of two arguments. */
  private static final class Two
      implements BiFunction<Object, Object, Object>, BiConsumer<Object, Object> {

    private final One one;

    Two(One one) {
      this.one = one;
    }

    @Override
    public Object apply(Object first, Object second) {
      return one.call();
    }

    @Override
    public void accept(Object first, Object second) {
      one.run();
    }
  }

  private void stage(Method method, boolean done, boolean failure) throws Exception {
    CompletableFuture<Object> base = new CompletableFuture<>();
    CompletableFuture<Object> other = new CompletableFuture<>();
    boolean composes = method.getName().contains("ompose");
    One function = new One(composes ? CompletableFuture.completedFuture("result") : "result");
    if (done) {
      complete(base, failure);
      complete(other, failure);
    }
    List<Object> results = new ArrayList<>();
    TraceContext context =
        request(() -> results.add(method.invoke(base, arguments(method, other, function))));
    complete(base, failure);
    complete(other, failure);
    boolean failed = false;
    try {
      ((CompletableFuture<?>) results.get(0)).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      failed = true;
    } catch (TimeoutException e) {
      throw new AssertionError("never done");
    }
    same(null, Tracer.current(), "where it was completed");
    if (function.contexts.isEmpty()) {
      boolean forFailures = method.getName().startsWith("exceptionally");
      boolean tooLate = method.getName().startsWith("complete");
      isTrue(failure != forFailures || tooLate, "the function was not called");
      equal(failure, failed, "failure passed on");
    } else {
      equal(Collections.singleton(context), function.contexts, "contexts");
    }
    clean(pool);
  }

  private Object[] arguments(Method method, Object other, One function) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] =
          types[i] == Executor.class
              ? pool
              : types[i] == CompletionStage.class
                  ? other
                  : types[i].getSimpleName().startsWith("Bi") ? new Two(function) : function;
    }
    return arguments;
  }

  private static void complete(CompletableFuture<Object> future, boolean failure) {
    if (failure) {
      future.completeExceptionally(new IllegalStateException("wanted"));
    } else {
      future.complete("value");
    }
  }

  private void outside() throws Exception {
    CompletableFuture<Object> base = new CompletableFuture<>();
    One function = new One("result");
    CompletableFuture<?> end = base.thenApplyAsync((Function<Object, Object>) function, pool);
    CompletableFuture<?> handled = handle(base, function);
    // Who completes it is working on something; the stages are not part of that.
    request(() -> base.complete("value"));
    end.get();
    handled.get();
    isTrue(function.contexts.contains(null), "without context where a pool runs it");
    clean(pool);
  }

  private static CompletableFuture<Object> handle(CompletableFuture<Object> base, One function) {
    return base.handle((value, failure) -> function.call());
  }

  private void twoRequests() throws Exception {
    CompletableFuture<Object> base = new CompletableFuture<>();
    One one = new One("one");
    One two = new One("two");
    TraceContext first = request(() -> base.thenApply((Function<Object, Object>) one));
    TraceContext second = request(() -> base.whenComplete(new Two(two)));
    request(() -> base.complete("value"));
    equal(Collections.singleton(first), one.contexts, "of the first");
    equal(Collections.singleton(second), two.contexts, "of the second");
  }

  private void timeouts() throws Exception {
    Class<?> type = CompletableFuture.class;
    Method orTimeout = ScheduleChecks.find(type, "orTimeout");
    Method completeOnTimeout = ScheduleChecks.find(type, "completeOnTimeout");
    Method delayedExecutor =
        ScheduleChecks.find(type, "delayedExecutor", long.class, TimeUnit.class, Executor.class);
    One failed = new One("late");
    One delayed = new One("delayed");
    List<CompletableFuture<?>> ends = new ArrayList<>();
    TraceContext context =
        request(
            () -> {
              CompletableFuture<Object> never = new CompletableFuture<>();
              orTimeout.invoke(never, 1L, TimeUnit.MILLISECONDS);
              ends.add(handle(never, failed));
              CompletableFuture<Object> inTime = new CompletableFuture<>();
              orTimeout.invoke(inTime, 1L, TimeUnit.HOURS);
              inTime.complete("in time");
              CompletableFuture<Object> filled = new CompletableFuture<>();
              completeOnTimeout.invoke(filled, "filled", 1L, TimeUnit.MILLISECONDS);
              equal("filled", filled.get(30, TimeUnit.SECONDS), "on timeout");
              Executor later =
                  (Executor) delayedExecutor.invoke(null, 1L, TimeUnit.MILLISECONDS, pool);
              ends.add(CompletableFuture.supplyAsync((Supplier<Object>) delayed, later));
            });
    for (CompletableFuture<?> end : ends) {
      end.get(30, TimeUnit.SECONDS);
    }
    equal(Collections.singleton(context), failed.contexts, "after the timeout");
    equal(Collections.singleton(context), delayed.contexts, "delayed");
    CompletableFuture<Object> again = new CompletableFuture<>();
    One outside = new One("outside");
    orTimeout.invoke(again, 1L, TimeUnit.MILLISECONDS);
    handle(again, outside).get(30, TimeUnit.SECONDS);
    equal(NONE, outside.contexts, "on the timer's thread outside");
    clean(pool);
  }
}
