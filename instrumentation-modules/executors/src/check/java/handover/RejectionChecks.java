package handover;

import io.roentgen.trace.TraceContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/** That an application sees its own tasks where a pool refuses them. */
final class RejectionChecks extends Checks {

  RejectionChecks() {
    all.put("rejection handlers get the task", this::rejected);
    all.put("AbortPolicy", this::aborted);
    all.put("CallerRunsPolicy", this::callerRuns);
    all.put("DiscardOldestPolicy", this::discardOldest);
  }

  private void rejected() throws Exception {
    ThreadPoolExecutor pool = pool(new ArrayBlockingQueue<>(1));
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    List<Runnable> rejected = new ArrayList<>();
    pool.setRejectedExecutionHandler((task, executor) -> rejected.add(task));
    Seen queued = new Seen();
    Seen tooMany = new Seen();
    TraceContext context =
        request(
            () -> {
              pool.execute(queued);
              pool.execute(tooMany);
            });
    equal(Collections.singletonList(tooMany), rejected, "rejected");
    go.countDown();
    same(context, queued.context(), "in the queued task");
    clean(pool);
    stop(pool);
  }

  private void aborted() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    pool.shutdown();
    request(
        () -> {
          try {
            pool.execute(() -> {});
            throw new AssertionError("not rejected");
          } catch (RejectedExecutionException e) {
            isTrue(!e.getMessage().contains("roentgen"), e.getMessage());
          }
        });
  }

  private void callerRuns() throws Exception {
    ThreadPoolExecutor pool = pool(new ArrayBlockingQueue<>(1));
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    pool.execute(() -> {});
    Seen seen = new Seen();
    TraceContext context = request(() -> pool.execute(seen));
    same(Thread.currentThread(), seen.thread(), "where it ran");
    same(context, seen.context(), "in the task");
    go.countDown();
    clean(pool);
    stop(pool);
  }

  private void discardOldest() throws Exception {
    ThreadPoolExecutor pool = pool(new ArrayBlockingQueue<>(1));
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(waitingFor(go));
    Seen oldest = new Seen();
    Seen newest = new Seen();
    request(() -> pool.execute(oldest));
    TraceContext context = request(() -> pool.execute(newest));
    go.countDown();
    same(context, newest.context(), "in the task that stayed");
    clean(pool);
    stop(pool);
  }
}
