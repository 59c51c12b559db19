package handover;

import io.roentgen.trace.TraceContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What the JDK itself runs in fork-join pools. */
final class StreamChecks extends Checks {

  StreamChecks() {
    all.put("parallel stream", this::parallelStream);
    all.put("parallel sort", this::parallelSort);
    all.put("a waiting request runs foreign tasks as foreign", this::foreignTask);
  }

  private void parallelStream() throws Exception {
    Set<Object> contexts = ConcurrentHashMap.newKeySet();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch two = new CountDownLatch(2);
    ForkJoinPool pool = new ForkJoinPool(3);
    Runnable stream =
        () ->
            IntStream.range(0, 200)
                .parallel()
                .forEach(
                    i -> {
                      contexts.add(now());
                      if (threads.add(Thread.currentThread())) {
                        two.countDown();
                      }
                      waitingFor(two).run();
                    });
    TraceContext context = request(() -> pool.submit(stream).get());
    equal(Collections.singleton(context), contexts, "contexts in a pool");
    isTrue(threads.size() > 1, "more than one thread");
    contexts.clear();
    stream.run();
    equal(Collections.singleton(NOTHING), contexts, "contexts outside");
    contexts.clear();
    TraceContext common = request(stream::run);
    equal(Collections.singleton(common), contexts, "contexts in the common pool");
    stop(pool);
  }

  private void parallelSort() throws Exception {
    Integer[] numbers = new Integer[50_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i * 31 % 50_021;
    }
    Set<Object> contexts = ConcurrentHashMap.newKeySet();
    TraceContext context =
        request(
            () ->
                Arrays.parallelSort(
                    numbers,
                    (a, b) -> {
                      contexts.add(now());
                      return Integer.compare(a, b);
                    }));
    equal(Collections.singleton(context), contexts, "contexts");
  }

  /** Since Java 9 a worker in {@code CompletableFuture.join()} runs what else waits for it. */
  private void foreignTask() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    Seen foreign = new Seen();
    Seen own = new Seen();
    Seen after = new Seen();
    Runnable waiting =
        () -> {
          CompletableFuture.runAsync(own, pool).join();
          after.run();
        };
    TraceContext[] context = new TraceContext[1];
    Callable<Object> outside =
        () -> {
          CompletableFuture.runAsync(foreign, pool);
          // The newest task comes first.
          context[0] = request(() -> pool.execute(waiting));
          return null;
        };
    pool.submit(outside).get(30, TimeUnit.SECONDS);
    same(context[0], own.context(), "in the request's own task");
    same(null, foreign.context(), "in the foreign task");
    same(context[0], after.context(), "after both");
    clean(pool);
    stop(pool);
  }
}
