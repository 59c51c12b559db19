package handover;

import io.roentgen.trace.TraceContext;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;

/** Fork-join pools, their tasks, and parallel streams. */
final class ForkJoinChecks extends Checks {

  ForkJoinChecks() {
    all.put("ForkJoinPool.execute and submit", this::executeAndSubmit);
    all.put("ForkJoinPool.invokeAll and invokeAny", this::invokeAllAny);
    all.put("ForkJoinPool.invoke, execute, submit of a ForkJoinTask", this::tasks);
    all.put("fork and join", this::forkAndJoin);
    all.put("fork and join outside of a request", this::forkOutside);
    all.put("adapted tasks", this::adapted);
    all.put("work-stealing pool", this::workStealing);
    all.put("ForkJoinTask in a ThreadPoolExecutor", this::inThreadPool);
    all.put("task that throws", this::throwing);
    all.put("a task that is never run lets go of its context", this::noLeak);
  }

  private void executeAndSubmit() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    Seen executed = new Seen();
    Seen submitted = new Seen();
    Seen withResult = new Seen();
    Seen called = new Seen();
    TraceContext context =
        request(
            () -> {
              pool.execute(executed);
              pool.submit((Runnable) submitted).get();
              equal("result", pool.submit(withResult, "result").get(), "result");
              same(
                  called, pool.submit(() -> called.call() == null ? null : called).get(), "result");
            });
    same(context, executed.context(), "executed");
    same(context, submitted.context(), "submitted");
    same(context, withResult.context(), "submitted with result");
    same(context, called.context(), "called");
    clean(pool);
    stop(pool);
  }

  private void invokeAllAny() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
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
    stop(pool);
  }

  private static final class Action extends RecursiveAction {
    private static final long serialVersionUID = 1;
    private final transient Seen seen = new Seen();

    @Override
    protected void compute() {
      seen.run();
    }
  }

  private void tasks() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    Action invoked = new Action();
    Action executed = new Action();
    Action asRunnable = new Action();
    Action submitted = new Action();
    TraceContext context =
        request(
            () -> {
              pool.invoke(invoked);
              pool.execute(executed);
              ForkJoinTask<?> runnable = asRunnable;
              pool.submit(runnable).get();
              pool.submit(submitted).get();
            });
    for (Action action : new Action[] {invoked, executed, asRunnable, submitted}) {
      same(context, action.seen.context(), "in the task");
    }
    clean(pool);
    stop(pool);
  }

  /** Splits itself, and notes in which contexts and threads its leaves ran. */
  private static final class Split extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;
    private final int size;
    private final transient Set<Object> contexts;
    private final transient Set<Thread> threads;
    private final transient CountDownLatch twoThreads;

    Split(int size, Set<Object> contexts, Set<Thread> threads, CountDownLatch twoThreads) {
      this.size = size;
      this.contexts = contexts;
      this.threads = threads;
      this.twoThreads = twoThreads;
    }

    @Override
    protected Integer compute() {
      contexts.add(now());
      if (size > 1) {
        Split left = new Split(size / 2, contexts, threads, twoThreads);
        Split right = new Split(size - size / 2, contexts, threads, twoThreads);
        left.fork();
        int sum = right.compute() + left.join();
        contexts.add(now());
        return sum;
      }
      if (threads.add(Thread.currentThread())) {
        twoThreads.countDown();
      }
      waitingFor(twoThreads).run();
      return 1;
    }
  }

  private void forkAndJoin() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(4);
    Set<Object> contexts = ConcurrentHashMap.newKeySet();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Split split = new Split(64, contexts, threads, new CountDownLatch(2));
    TraceContext context = request(() -> equal(64, pool.invoke(split), "sum"));
    equal(Collections.singleton(context), contexts, "contexts");
    isTrue(threads.size() > 1, "more than one thread");
    for (int i = 0; i < 8; i++) {
      clean(pool);
    }
    stop(pool);
  }

  private void forkOutside() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(4);
    Set<Object> contexts = ConcurrentHashMap.newKeySet();
    CountDownLatch two = new CountDownLatch(2);
    pool.invoke(new Split(64, contexts, ConcurrentHashMap.newKeySet(), two));
    equal(Collections.singleton(NOTHING), contexts, "contexts");
    stop(pool);
  }

  private void adapted() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    Seen runnable = new Seen();
    Seen callable = new Seen();
    TraceContext context =
        request(
            () -> {
              pool.submit(ForkJoinTask.adapt((Runnable) runnable)).get();
              pool.submit(ForkJoinTask.adapt((Callable<Thread>) callable)).get();
            });
    same(context, runnable.context(), "in the Runnable");
    same(context, callable.context(), "in the Callable");
    clean(pool);
    stop(pool);
  }

  private void workStealing() throws Exception {
    ExecutorService pool = Executors.newWorkStealingPool(1);
    Seen seen = new Seen();
    TraceContext context = request(() -> pool.submit((Runnable) seen).get());
    same(context, seen.context(), "in the task");
    clean(pool);
    stop(pool);
  }

  private void inThreadPool() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Seen seen = new Seen();
    TraceContext context = request(() -> pool.execute((Runnable) ForkJoinTask.adapt(seen, null)));
    same(context, seen.context(), "in the task");
    clean(pool);
    stop(pool);
  }

  private void throwing() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    IllegalStateException wanted = new IllegalStateException("wanted");
    request(
        () -> {
          try {
            pool.invoke(
                new RecursiveAction() {
                  private static final long serialVersionUID = 1;

                  @Override
                  protected void compute() {
                    throw wanted;
                  }
                });
            throw new AssertionError("no exception");
          } catch (IllegalStateException e) {
            equal("wanted", e.getMessage().replaceFirst(".*: ", ""), "message");
          }
        });
    clean(pool);
    stop(pool);
  }

  /** Not sampled: what is sampled the test keeps. */
  private static final String UNSAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";

  private void noLeak() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    List<WeakReference<Object>> contexts =
        Arrays.asList(neverRun(pool), neverStarted(), neverRun(pool));
    go.countDown();
    stop(pool);
    for (WeakReference<Object> context : contexts) {
      for (int i = 0; i < 200 && context.get() != null; i++) {
        System.gc();
        Thread.sleep(10);
        // What the collector found is cleared up by the next hand-over.
        request(() -> pool.getClass());
        request(() -> new Thread(() -> {}).start());
      }
      same(null, context.get(), "the context");
    }
  }

  /** Forked where no worker gets to it, cancelled, forgotten. */
  private static WeakReference<Object> neverRun(ForkJoinPool pool) throws Exception {
    Action[] task = {new Action()};
    WeakReference<Object> context =
        new WeakReference<>(request(UNSAMPLED, () -> pool.execute(task[0])));
    task[0].cancel(true);
    return context;
  }

  /** A thread that can't be started: its group has been destroyed, or it has no room for one. */
  private static WeakReference<Object> neverStarted() throws Exception {
    return new WeakReference<>(
        request(
            UNSAMPLED,
            () -> {
              Thread refusing =
                  new Thread(() -> {}) {
                    @Override
                    public synchronized void start() {
                      throw new OutOfMemoryError("wanted");
                    }
                  };
              try {
                refusing.start();
              } catch (OutOfMemoryError e) {
                equal("wanted", e.getMessage(), "message");
              }
            }));
  }
}
