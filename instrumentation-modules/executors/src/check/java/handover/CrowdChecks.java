package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;

/** Many requests at once, on pools they share. */
final class CrowdChecks extends Checks {

  private static final int CALLERS = 4;
  private static final int REQUESTS = 500;

  CrowdChecks() {
    all.put("many requests on a fixed pool", () -> crowd(Executors.newFixedThreadPool(3)));
    all.put("many requests on a cached pool", () -> crowd(Executors.newCachedThreadPool()));
    all.put("many requests on a scheduled pool", () -> crowd(Executors.newScheduledThreadPool(3)));
    all.put("many requests on a fork-join pool", () -> crowd(new ForkJoinPool(3)));
  }

  /** A task that counts itself, and whether it ran elsewhere than it was handed over. */
  private static final class Task implements Runnable, Callable<Object> {
    private final TraceContext wanted = Tracer.current();
    private final AtomicInteger wrong;
    private final CountDownLatch left;

    Task(AtomicInteger wrong, CountDownLatch left) {
      this.wrong = wrong;
      this.left = left;
    }

    @Override
    public void run() {
      if (Tracer.current() != wanted) {
        wrong.incrementAndGet();
      }
      left.countDown();
    }

    @Override
    public Object call() {
      run();
      return null;
    }
  }

  private void crowd(ExecutorService pool) throws Exception {
    AtomicInteger wrong = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(CALLERS * REQUESTS * 10);
    for (int i = 0; i < CALLERS; i++) {
      new Thread(
              () -> {
                for (int n = 0; n < REQUESTS; n++) {
                  try {
                    request(() -> handOver(pool, wrong, left));
                    handOver(pool, wrong, left);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }
              })
          .start();
    }
    await(left);
    equal(0, wrong.get(), "tasks in the wrong context");
    stop(pool);
  }

  private static void handOver(ExecutorService pool, AtomicInteger wrong, CountDownLatch left) {
    pool.execute(new Task(wrong, left));
    pool.submit((Runnable) new Task(wrong, left));
    pool.submit((Callable<Object>) new Task(wrong, left));
    CompletableFuture.runAsync(new Task(wrong, left), pool)
        .thenRunAsync(new Task(wrong, left), pool);
  }
}
