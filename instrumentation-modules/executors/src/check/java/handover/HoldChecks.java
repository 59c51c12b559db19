package handover;

import io.roentgen.trace.Message;
import io.roentgen.trace.Open;
import io.roentgen.trace.Tracer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** That a message stays open until the tasks are done which it was handed over to. */
final class HoldChecks extends Checks {

  private static final String HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";

  HoldChecks() {
    all.put("a message waits for execute", () -> waits(pool(new LinkedBlockingQueue<>()), false));
    all.put("a message waits for submit", () -> waits(pool(new LinkedBlockingQueue<>()), true));
    all.put("a message waits for a second task", this::second);
    all.put("a message waits for a stage", this::stage);
    all.put("a message waits for a delayed task", this::delayed);
    all.put("a message waits for a thread", () -> waits(task -> new Thread(task).start()));
    all.put("a message waits for no cancelled task", this::cancelled);
    all.put("a message waits for no task that is put back", this::putBack);
    all.put("a message waits for no function that was called at once", this::atOnce);
  }

  private static Message message(Code code) throws Exception {
    Message message = (Message) Tracer.enterMessage(HEADER);
    code.run();
    message.leave();
    message.finishWhenQuiet(message.now());
    return message;
  }

  private static void ends(Message message) throws InterruptedException {
    for (int i = 0; i < 3000 && !message.hasEnded(); i++) {
      Thread.sleep(10);
      Open.sweep(false);
    }
    isTrue(message.hasEnded(), "the message ends");
  }

  private static void waits(Executor executor) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicReference<Object> seen = new AtomicReference<>();
    Message message =
        message(
            () ->
                executor.execute(
                    () -> {
                      waitingFor(gate).run();
                      seen.set(now());
                    }));
    Open.sweep(false);
    isTrue(!message.hasEnded(), "the task has not ended");
    gate.countDown();
    ends(message);
    same(message, seen.get(), "current in the task");
  }

  private void waits(ThreadPoolExecutor pool, boolean submit) throws Exception {
    waits(submit ? pool::submit : pool);
    clean(pool);
    stop(pool);
  }

  /** The first task starts the worker, the second one waits in the queue. */
  private void second() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    CountDownLatch busy = new CountDownLatch(1);
    pool.execute(waitingFor(busy));
    Seen seen = new Seen();
    Message message = message(() -> pool.execute(seen));
    Open.sweep(false);
    isTrue(!message.hasEnded(), "the task waits");
    busy.countDown();
    same(message, seen.context(), "in the task");
    ends(message);
    stop(pool);
  }

  private void stage() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    waits(task -> CompletableFuture.runAsync(task, pool));
    stop(pool);
  }

  private void delayed() throws Exception {
    ScheduledExecutorService pool = new ScheduledThreadPoolExecutor(1);
    waits(task -> pool.schedule(task, 1, TimeUnit.MILLISECONDS));
    stop(pool);
  }

  private void cancelled() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    CountDownLatch busy = new CountDownLatch(1);
    pool.execute(waitingFor(busy));
    AtomicReference<Future<?>> future = new AtomicReference<>();
    Message message = message(() -> future.set(pool.submit(() -> {})));
    isTrue(!message.hasEnded(), "the task waits");
    isTrue(future.get().cancel(false), "cancelled");
    ends(message);
    busy.countDown();
    stop(pool);
  }

  private void putBack() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    CountDownLatch busy = new CountDownLatch(1);
    pool.execute(waitingFor(busy));
    Message message =
        message(
            () -> {
              pool.execute(() -> {});
              pool.submit(() -> {});
            });
    isTrue(!message.hasEnded(), "the tasks wait");
    equal(2, pool.shutdownNow().size(), "put back");
    ends(message);
    busy.countDown();
    stop(pool);
  }

  private void atOnce() throws Exception {
    Message message =
        message(() -> CompletableFuture.completedFuture(1).thenApply(one -> one + 1).join());
    isTrue(message.hasEnded(), "the message has ended");
  }
}
