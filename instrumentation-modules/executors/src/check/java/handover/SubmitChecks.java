package handover;

import io.roentgen.trace.TraceContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** That tasks have their context which a pool makes itself. */
final class SubmitChecks extends Checks {

  SubmitChecks() {
    all.put("submit Runnable, Runnable with result, Callable", this::submit);
    all.put("submit makes a worker that keeps nothing", this::workerOfSubmit);
    all.put("FutureTask run by hand", this::futureTask);
    all.put("invokeAll and invokeAny", this::invokeAllAny);
    all.put("ExecutorCompletionService", this::completionService);
    all.put("failing Callable", this::failingCallable);
    all.put("cancelled before it runs", this::cancelled);
  }

  private void submit() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Seen runnable = new Seen();
    Seen withResult = new Seen();
    Seen callable = new Seen();
    List<Object> results = new ArrayList<>();
    TraceContext context =
        request(
            () -> {
              results.add(pool.submit((Runnable) runnable).get());
              results.add(pool.submit(withResult, "result").get());
              results.add(pool.submit((Callable<Thread>) callable).get());
            });
    same(context, runnable.context(), "in the Runnable");
    same(context, withResult.context(), "in the Runnable with result");
    same(context, callable.context(), "in the Callable");
    equal(Arrays.asList(null, "result", callable.thread()), results, "results");
    clean(pool);
    stop(pool);
  }

  private void workerOfSubmit() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    request(() -> pool.submit(() -> {}));
    clean(pool);
    stop(pool);
  }

  private void futureTask() throws Exception {
    Seen seen = new Seen();
    FutureTask<?>[] task = new FutureTask<?>[1];
    TraceContext context = request(() -> task[0] = new FutureTask<>((Callable<Thread>) seen));
    task[0].run();
    same(context, seen.context(), "in the task");
    same(null, io.roentgen.trace.Tracer.current(), "after it");
  }

  private void invokeAllAny() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Seen one = new Seen();
    Seen two = new Seen();
    Seen any = new Seen();
    TraceContext context =
        request(
            () -> {
              pool.invokeAll(Arrays.asList((Callable<Thread>) one, two));
              pool.invokeAny(Collections.singleton((Callable<Thread>) any));
            });
    same(context, one.context(), "in the first of all");
    same(context, two.context(), "in the second of all");
    same(context, any.context(), "in any");
    clean(pool);
    clean(pool);
    stop(pool);
  }

  private void completionService() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    ExecutorCompletionService<Thread> service = new ExecutorCompletionService<>(pool);
    Seen seen = new Seen();
    TraceContext context = request(() -> service.submit((Callable<Thread>) seen));
    same(seen.thread(), service.take().get(), "result");
    same(context, seen.context(), "in the task");
    clean(pool);
    stop(pool);
  }

  private void failingCallable() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    IllegalStateException wanted = new IllegalStateException("wanted");
    Callable<Object> failing =
        () -> {
          throw wanted;
        };
    request(
        () -> {
          try {
            pool.submit(failing).get();
            throw new AssertionError("no exception");
          } catch (java.util.concurrent.ExecutionException e) {
            same(wanted, e.getCause(), "the exception");
          }
        });
    clean(pool);
    stop(pool);
  }

  private void cancelled() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<Runnable>());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    List<Future<?>> futures = new ArrayList<>();
    request(() -> futures.add(pool.submit(() -> {})));
    isTrue(futures.get(0).cancel(true), "cancelled");
    pool.purge();
    equal(0, pool.getQueue().size(), "queue after purge");
    go.countDown();
    clean(pool);
    stop(pool);
  }
}
