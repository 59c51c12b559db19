package handover;

import io.roentgen.trace.TraceContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** That tasks in thread pools have their context. */
final class PoolChecks extends Checks {

  PoolChecks() {
    all.put("execute, first task of a worker", this::firstTask);
    all.put("execute, queued task", this::queuedTask);
    all.put("execute, direct hand-off to a waiting worker", this::directHandOff);
    all.put("execute, full queue makes the pool grow", this::growth);
    all.put("execute, the same Runnable from two requests", this::sameRunnable);
    all.put("execute, task that throws", this::throwingTask);
    all.put("execute, nested hand-over", this::nested);
    all.put("execute, task that hands itself over again", this::again);
    all.put("execute outside of a request", this::outside);
    all.put("workers that time out and are replaced", this::replacedWorkers);
    all.put("wrapped executors of Executors", this::wrappedExecutors);
  }

  private void firstTask() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Seen seen = new Seen();
    TraceContext context = request(() -> pool.execute(seen));
    same(context, seen.context(), "in the task");
    clean(pool);
    stop(pool);
  }

  private void queuedTask() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    Seen one = new Seen();
    Seen none = new Seen();
    Seen two = new Seen();
    TraceContext first = request(() -> pool.execute(one));
    pool.execute(none);
    TraceContext second = request(() -> pool.execute(two));
    go.countDown();
    same(first, one.context(), "in the first task");
    same(null, none.context(), "in the task without");
    same(second, two.context(), "in the second task");
    clean(pool);
    stop(pool);
  }

  private void directHandOff() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(0, 1, 60, TimeUnit.SECONDS, new SynchronousQueue<Runnable>());
    pool.setRejectedExecutionHandler(
        (task, executor) -> {
          try {
            executor.getQueue().put(task);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    Thread worker = null;
    for (int i = 0; i < 20; i++) {
      Seen seen = new Seen();
      if (worker != null) {
        while (worker.getState() != Thread.State.TIMED_WAITING) {
          Thread.yield();
        }
      }
      TraceContext context = request(() -> pool.execute(seen));
      same(context, seen.context(), "in task " + i);
      worker = seen.thread();
    }
    stop(pool);
  }

  private void growth() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 2, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<Runnable>(1));
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    Seen queued = new Seen();
    Seen grown = new Seen();
    TraceContext first = request(() -> pool.execute(queued));
    TraceContext second = request(() -> pool.execute(grown));
    same(second, grown.context(), "in the task that made the pool grow");
    same(first, queued.context(), "in the queued task");
    go.countDown();
    clean(pool);
    clean(pool);
    stop(pool);
  }

  private void sameRunnable() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(3);
    List<TraceContext> seen = Collections.synchronizedList(new ArrayList<>());
    Runnable task =
        () -> {
          seen.add(io.roentgen.trace.Tracer.current());
          done.countDown();
        };
    pool.execute(waitingFor(go));
    TraceContext first = request(() -> pool.execute(task));
    TraceContext second = request(() -> pool.execute(task));
    pool.execute(task);
    go.countDown();
    await(done);
    equal(Arrays.asList(first, second, null), seen, "contexts in order");
    clean(pool);
    stop(pool);
  }

  private void throwingTask() throws Exception {
    CountDownLatch caught = new CountDownLatch(2);
    List<Object> after = Collections.synchronizedList(new ArrayList<>());
    ExecutorService pool =
        Executors.newFixedThreadPool(
            1,
            task -> {
              Runnable more =
                  () -> {
                    try {
                      task.run();
                    } catch (IllegalStateException e) {
                      after.add(now());
                      caught.countDown();
                    }
                  };
              return new Thread(more);
            });
    for (int i = 0; i < 2; i++) {
      Seen seen = new Seen();
      TraceContext context =
          request(
              () ->
                  pool.execute(
                      () -> {
                        seen.run();
                        throw new IllegalStateException("wanted");
                      }));
      same(context, seen.context(), "in the task");
      clean(pool);
    }
    await(caught);
    equal(Arrays.asList(NOTHING, NOTHING), after, "left when the worker ended");
    stop(pool);
  }

  private void nested() throws Exception {
    ExecutorService outer = Executors.newFixedThreadPool(1);
    ExecutorService inner = Executors.newFixedThreadPool(1);
    Seen seen = new Seen();
    Seen between = new Seen();
    TraceContext context =
        request(
            () ->
                outer.execute(
                    () -> {
                      inner.execute(seen);
                      between.run();
                    }));
    same(context, between.context(), "in the outer task");
    same(context, seen.context(), "in the inner task");
    clean(outer);
    clean(inner);
    stop(outer);
    stop(inner);
  }

  private void again() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch runs = new CountDownLatch(3);
    List<TraceContext> seen = Collections.synchronizedList(new ArrayList<>());
    Runnable task =
        new Runnable() {
          @Override
          public void run() {
            seen.add(io.roentgen.trace.Tracer.current());
            runs.countDown();
            if (runs.getCount() > 0) {
              pool.execute(this);
            }
          }
        };
    TraceContext context = request(() -> pool.execute(task));
    await(runs);
    equal(Arrays.asList(context, context, context), seen, "in each run");
    clean(pool);
    stop(pool);
  }

  private void outside() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    clean(pool);
    same(null, contextIn(pool.submit(new Seen()::call), pool), "in a submitted task");
    stop(pool);
  }

  private static TraceContext contextIn(Future<?> future, ExecutorService pool) throws Exception {
    future.get(30, TimeUnit.SECONDS);
    Seen seen = new Seen();
    pool.submit((Runnable) seen).get(30, TimeUnit.SECONDS);
    return seen.context();
  }

  private void replacedWorkers() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<Runnable>());
    pool.allowCoreThreadTimeOut(true);
    for (int i = 0; i < 20; i++) {
      Seen seen = new Seen();
      TraceContext context = request(() -> pool.execute(seen));
      same(context, seen.context(), "in task " + i);
      clean(pool);
      if (i % 5 == 0) {
        seen.thread().join(30_000);
      }
    }
    stop(pool);
  }

  private void wrappedExecutors() throws Exception {
    for (ExecutorService pool :
        new ExecutorService[] {
          Executors.newSingleThreadExecutor(),
          Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(1)),
          Executors.newSingleThreadScheduledExecutor()
        }) {
      Seen executed = new Seen();
      Seen submitted = new Seen();
      TraceContext context =
          request(
              () -> {
                pool.execute(executed);
                pool.submit((Callable<Thread>) submitted);
              });
      same(context, executed.context(), "executed by " + pool);
      same(context, submitted.context(), "submitted to " + pool);
      clean(pool);
      stop(pool);
    }
  }
}
