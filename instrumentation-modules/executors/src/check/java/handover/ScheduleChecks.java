package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** That a delayed task belongs to the request that scheduled it, and a periodic one to nobody. */
final class ScheduleChecks extends Checks {

  ScheduleChecks() {
    all.put("schedule Runnable and Callable", this::schedule);
    all.put("execute and submit of a scheduled pool", this::executeAndSubmit);
    all.put("scheduleAtFixedRate does not carry", () -> periodic(true));
    all.put("scheduleWithFixedDelay does not carry", () -> periodic(false));
    all.put("cancelled delayed task is removed", this::cancelled);
    all.put("Timer thread does not inherit", this::timer);
    if (find(ForkJoinPool.class, "schedule") != null) {
      all.put("ForkJoinPool.schedule", this::forkJoinSchedule);
    }
  }

  private void schedule() throws Exception {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    Seen runnable = new Seen();
    Seen callable = new Seen();
    List<Future<Thread>> results = new ArrayList<>();
    TraceContext context =
        request(
            () -> {
              pool.schedule((Runnable) runnable, 5, TimeUnit.MILLISECONDS);
              results.add(pool.schedule((Callable<Thread>) callable, 1, TimeUnit.MILLISECONDS));
            });
    same(context, runnable.context(), "in the Runnable");
    same(context, callable.context(), "in the Callable");
    same(callable.thread(), results.get(0).get(), "result");
    clean(pool);
    stop(pool);
  }

  private void executeAndSubmit() throws Exception {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    Seen executed = new Seen();
    Seen submitted = new Seen();
    TraceContext context =
        request(
            () -> {
              pool.execute(executed);
              pool.submit((Runnable) submitted);
            });
    same(context, executed.context(), "in the executed task");
    same(context, submitted.context(), "in the submitted task");
    clean(pool);
    stop(pool);
  }

  private void periodic(boolean rate) throws Exception {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    CountDownLatch runs = new CountDownLatch(3);
    List<TraceContext> seen = Collections.synchronizedList(new ArrayList<>());
    Runnable task =
        () -> {
          if (Tracer.current() != null) {
            seen.add(Tracer.current());
          }
          runs.countDown();
        };
    List<ScheduledFuture<?>> scheduled = new ArrayList<>();
    request(
        () ->
            scheduled.add(
                rate
                    ? pool.scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS)
                    : pool.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MILLISECONDS)));
    await(runs);
    scheduled.get(0).cancel(false);
    equal(Collections.emptyList(), seen, "contexts in the periodic task");
    clean(pool);
    stop(pool);
  }

  private void cancelled() throws Exception {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    List<ScheduledFuture<?>> scheduled = new ArrayList<>();
    request(() -> scheduled.add(pool.schedule(() -> {}, 1, TimeUnit.HOURS)));
    scheduled.get(0).cancel(true);
    isTrue(pool.remove((Runnable) scheduled.get(0)), "removed");
    clean(pool);
    stop(pool);
  }

  private void timer() throws Exception {
    Timer[] timer = new Timer[1];
    request(() -> timer[0] = new Timer(true));
    Seen seen = new Seen();
    timer[0].schedule(
        new TimerTask() {
          @Override
          public void run() {
            seen.run();
          }
        },
        0);
    same(null, seen.context(), "in the timer's task");
    timer[0].cancel();
  }

  /** A public method by name and parameter types, or null. */
  static Method find(Class<?> type, String name, Class<?>... parameters) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && (parameters.length == 0
              || java.util.Arrays.equals(parameters, method.getParameterTypes()))) {
        return method;
      }
    }
    return null;
  }

  private void forkJoinSchedule() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    Class<?> type = ForkJoinPool.class;
    Method runnable = find(type, "schedule", Runnable.class, long.class, TimeUnit.class);
    Method callable = find(type, "schedule", Callable.class, long.class, TimeUnit.class);
    Method periodic =
        find(type, "scheduleAtFixedRate", Runnable.class, long.class, long.class, TimeUnit.class);
    Seen one = new Seen();
    Seen two = new Seen();
    Seen never = new Seen();
    Method timed =
        find(
            type,
            "submitWithTimeout",
            Callable.class,
            long.class,
            TimeUnit.class,
            java.util.function.Consumer.class);
    Seen three = new Seen();
    TraceContext context =
        request(
            () -> {
              runnable.invoke(pool, one, 1L, TimeUnit.MILLISECONDS);
              callable.invoke(pool, two, 1L, TimeUnit.MILLISECONDS);
              timed.invoke(pool, three, 1L, TimeUnit.HOURS, null);
              periodic.invoke(pool, never, 1L, 1L, TimeUnit.HOURS.MILLISECONDS);
            });
    same(context, one.context(), "in the Runnable");
    same(context, two.context(), "in the Callable");
    same(context, three.context(), "in the Callable with a timeout");
    same(null, never.context(), "in the periodic task");
    clean(pool);
    stop(pool);
  }
}
