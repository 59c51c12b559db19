package io.roentgen.instrumentation.sqs;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Open;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Messages that a loop hands over to other threads; against ElasticMQ. */
final class SqsExecutorTest extends QueueContract {

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  private final CountDownLatch gate = new CountDownLatch(1);
  private Messages messages;

  @BeforeEach
  void empty() {
    messages = new Messages(recorded, queue);
  }

  @AfterEach
  void shutDown() throws InterruptedException {
    gate.countDown();
    pool.shutdownNow();
    assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
  }

  private void handle(Message message) {
    try {
      assertTrue(gate.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      return;
    }
    messages.work();
    messages.delete(message);
  }

  private void waitsFor(Executor executor) throws Exception {
    messages.send("a", "b", "c", "d");
    for (Message message : messages.receive()) {
      executor.execute(() -> handle(message));
    }
    assertNull(Tracer.current());
    messages.none();
    gate.countDown();
    messages.processed("GetQueueUrl", "DeleteMessage");
  }

  @Test
  void waitsForTasksThatWereSubmitted() throws Exception {
    waitsFor(pool::submit);
  }

  @Test
  void waitsForTasksThatWereExecuted() throws Exception {
    waitsFor(pool);
  }

  @Test
  void waitsForStages() throws Exception {
    waitsFor(task -> CompletableFuture.runAsync(task, pool));
  }

  @Test
  void waitsForTheCommonPool() throws Exception {
    waitsFor(CompletableFuture::runAsync);
  }

  @Test
  void waitsForThreads() throws Exception {
    waitsFor(task -> new Thread(task).start());
  }

  @Test
  void waitsForWhatRunsWithADelay() throws Exception {
    ExecutorService timer = Executors.newScheduledThreadPool(1);
    try {
      waitsFor(
          task ->
              ((java.util.concurrent.ScheduledExecutorService) timer)
                  .schedule(task, 1, TimeUnit.MILLISECONDS));
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void waitsForStagesThatFollowOnCalls() throws Exception {
    messages.send("a", "b");
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Message message : messages.receive()) {
      all.add(
          queue
              .async
              .getQueueUrl(r -> r.queueName("orders"))
              .thenCompose(
                  url ->
                      queue.async.deleteMessage(
                          r -> r.queueUrl(queue.url).receiptHandle(message.receiptHandle()))));
    }
    CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();
    messages.processed("GetQueueUrl", "DeleteMessage");
  }

  @Test
  void doesNotWaitForTasksThatAreCancelled() throws Exception {
    messages.send("a");
    CountDownLatch busy = occupied();
    List<Future<?>> futures = new ArrayList<>();
    for (Message message : messages.receive()) {
      futures.add(pool.submit(() -> handle(message)));
    }
    messages.none();
    assertTrue(futures.get(0).cancel(false));
    messages.processed();
    busy.countDown();
  }

  @Test
  void doesNotWaitForTasksThatArePutBack() throws Exception {
    messages.send("a", "b");
    CountDownLatch busy = occupied();
    boolean odd = true;
    for (Message message : messages.receive()) {
      odd = !odd;
      Runnable task = () -> handle(message);
      if (odd) {
        pool.submit(task);
      } else {
        pool.execute(task);
      }
    }
    messages.none();
    pool.shutdownNow();
    messages.processed();
    busy.countDown();
  }

  @Test
  void doesNotWaitForTasksThatAreRefused() throws Exception {
    messages.send("a", "b");
    ThreadPoolExecutor full =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.DiscardPolicy());
    CountDownLatch busy = new CountDownLatch(1);
    full.execute(() -> await(busy));
    boolean odd = true;
    for (Message message : messages.receive()) {
      odd = !odd;
      Runnable task = () -> handle(message);
      if (odd) {
        full.submit(task);
      } else {
        full.execute(task);
      }
    }
    messages.processed();
    busy.countDown();
    full.shutdown();
  }

  @Test
  void sendsWhatStillWaitsWhenTheJvmEnds() throws Exception {
    messages.send("a");
    CountDownLatch busy = occupied();
    for (Message message : messages.receive()) {
      pool.execute(() -> handle(message));
    }
    messages.none();
    Open.sweep(true);
    List<Segment> segments = messages.processed();
    assertTrue(segments.get(0).end() < segments.get(0).now());
    busy.countDown();
  }

  /** Nobody hands over a context here: who takes the message out begins. */
  @Test
  void processesWhatAnotherThreadTakesFromAQueue() throws Exception {
    messages.send("a", "b", "c");
    BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(10);
    CountDownLatch done = new CountDownLatch(3);
    gate.countDown();
    Thread consumer =
        new Thread(
            () -> {
              for (int i = 0; i < 3; i++) {
                try {
                  Message message = waiting.take();
                  assertTrue(message.body().length() == 1);
                  handle(message);
                  assertNull(Tracer.current());
                } catch (InterruptedException e) {
                  return;
                }
                done.countDown();
              }
            });
    consumer.start();
    for (Message message : messages.receive()) {
      waiting.add(message);
    }
    assertTrue(done.await(30, TimeUnit.SECONDS));
    messages.processed("GetQueueUrl", "DeleteMessage");
    consumer.join();
  }

  private CountDownLatch occupied() {
    CountDownLatch busy = new CountDownLatch(1);
    pool.execute(() -> await(busy));
    pool.execute(() -> await(busy));
    return busy;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
