package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** That an application sees its own tasks wherever a pool shows them. */
final class PoolSurfaceChecks extends Checks {

  PoolSurfaceChecks() {
    all.put("remove(task)", this::remove);
    all.put("remove(task) goes by equals", this::removeByEquals);
    all.put("shutdownNow returns the tasks", this::shutdownNow);
    all.put("beforeExecute and afterExecute see the task, in its context", this::hooks);
    all.put("PriorityBlockingQueue with Comparable tasks", this::priorities);
    all.put("a queue that inspects what it is offered", this::inspectingQueue);
    all.put("purge of a RunnableFuture that is no FutureTask", this::purge);
    all.put("a subclass that overrides execute", this::subclass);
    all.put("toString of a FutureTask shows the task", this::describe);
  }

  private void remove() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    Seen inside = new Seen();
    Seen outside = new Seen();
    Seen stays = new Seen();
    pool.execute(outside);
    TraceContext context =
        request(
            () -> {
              pool.execute(inside);
              pool.execute(stays);
            });
    isTrue(pool.remove(inside), "removed a task of a request");
    isTrue(pool.remove(outside), "removed another task");
    isTrue(!pool.remove(inside), "it is gone");
    isTrue(!pool.remove(new Seen()), "never was there");
    equal(1, pool.getQueue().size(), "left in the queue");
    go.countDown();
    same(context, stays.context(), "in the task that stayed");
    stop(pool);
  }

  private static final class Named implements Runnable {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public void run() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Named && name.equals(((Named) other).name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  private void removeByEquals() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    request(() -> pool.execute(new Named("a")));
    pool.execute(new Named("b"));
    isTrue(pool.remove(new Named("a")), "removed an equal of a request's task");
    isTrue(pool.remove(new Named("b")), "removed an equal of another task");
    go.countDown();
    stop(pool);
  }

  private void shutdownNow() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    Seen inside = new Seen();
    Seen outside = new Seen();
    request(() -> pool.execute(inside));
    pool.execute(outside);
    equal(Arrays.asList(inside, outside), pool.shutdownNow(), "what was not run");
    go.countDown();
    stop(pool);
  }

  private void hooks() throws Exception {
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(4);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          protected void beforeExecute(Thread thread, Runnable task) {
            seen.add(task);
            seen.add(Tracer.current());
          }

          @Override
          protected void afterExecute(Runnable task, Throwable thrown) {
            seen.add(task);
            seen.add(Tracer.current());
            done.countDown();
          }
        };
    List<Object> wanted = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Seen task = new Seen();
      TraceContext context = null;
      if (i % 2 == 0) {
        context = request(() -> pool.execute(task));
      } else {
        pool.execute(task);
      }
      wanted.addAll(Arrays.asList(task, context, task, context));
    }
    await(done);
    equal(wanted, seen, "tasks and contexts");
    stop(pool);
  }

  private static class Prioritized implements Runnable, Comparable<Prioritized> {
    private final int priority;
    private final List<Object> log;
    private final CountDownLatch done;

    Prioritized(int priority, List<Object> log, CountDownLatch done) {
      this.priority = priority;
      this.log = log;
      this.done = done;
    }

    @Override
    public void run() {
      log.add(priority);
      log.add(Tracer.current());
      done.countDown();
    }

    @Override
    public int compareTo(Prioritized other) {
      return Integer.compare(priority, other.priority);
    }
  }

  private void priorities() throws Exception {
    ThreadPoolExecutor pool = pool(new PriorityBlockingQueue<>());
    List<Object> log = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(4);
    CountDownLatch go = new CountDownLatch(1);
    TraceContext first =
        request(
            () -> {
              pool.execute(new Prioritized(0, log, done));
            });
    pool.execute(
        new Prioritized(1, log, new CountDownLatch(1)) {
          @Override
          public void run() {
            waitingFor(go).run();
          }
        });
    TraceContext last = request(() -> pool.execute(new Prioritized(9, log, done)));
    pool.execute(new Prioritized(5, log, done));
    TraceContext early = request(() -> pool.execute(new Prioritized(3, log, done)));
    Prioritized removed = new Prioritized(7, log, done);
    request(() -> pool.execute(removed));
    isTrue(pool.remove(removed), "removed");
    go.countDown();
    await(done);
    equal(Arrays.asList(0, first, 3, early, 5, null, 9, last), log, "order and contexts");
    stop(pool);
  }

  private static final class OwnTasksOnly extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable task) {
      isTrue(task instanceof Seen, "a task of the application's: " + task.getClass());
      return super.offer(task);
    }
  }

  private void inspectingQueue() throws Exception {
    ThreadPoolExecutor pool = pool(new OwnTasksOnly());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    Seen seen = new Seen();
    TraceContext context = request(() -> pool.execute(seen));
    go.countDown();
    same(context, seen.context(), "in the task");
    clean(pool);
    stop(pool);
  }

  /** As Guava's futures: not a FutureTask. */
  private static class OwnFuture extends java.util.concurrent.CompletableFuture<Object>
      implements RunnableFuture<Object> {
    private final Seen seen = new Seen();

    @Override
    public void run() {
      seen.run();
      complete(null);
    }
  }

  private void purge() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    OwnFuture cancelled = new OwnFuture();
    OwnFuture stays = new OwnFuture();
    TraceContext context =
        request(
            () -> {
              pool.execute(cancelled);
              pool.execute(stays);
            });
    cancelled.cancel(true);
    pool.purge();
    equal(1, pool.getQueue().size(), "left after purge");
    go.countDown();
    same(context, stays.seen.context(), "in the task that stayed");
    clean(pool);
    stop(pool);
  }

  private void subclass() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          public void execute(Runnable task) {
            super.execute(() -> task.run());
          }
        };
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

  private void describe() throws Exception {
    Object task =
        new java.util.concurrent.Callable<Object>() {
          @Override
          public Object call() {
            return null;
          }

          @Override
          public String toString() {
            return "my task";
          }
        };
    List<FutureTask<Object>> made = new ArrayList<>();
    @SuppressWarnings("unchecked")
    java.util.concurrent.Callable<Object> callable = (java.util.concurrent.Callable<Object>) task;
    request(() -> made.add(new FutureTask<>(callable)));
    String outside = new FutureTask<>(callable).toString().replaceFirst("@[0-9a-f]+", "");
    equal(outside, made.get(0).toString().replaceFirst("@[0-9a-f]+", ""), "toString");
  }
}
