package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is lost and nothing doubled, whoever ends when while the emitter takes. */
@Timeout(180)
class RaceTest {

  private static final int THREADS = 8;
  private static final int REQUESTS = 10_000;

  /** Opened by the threads; every id is written down by the one who opened the entity. */
  private final long[][] opened = new long[THREADS][];

  private final ConcurrentLinkedQueue<Entity> queue = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @Test
  void everyEntityIsEmittedOnce() throws Exception {
    Tracer.install("test", (host, method, path) -> true, queue::add);
    Emitter emitter = new Emitter();
    Thread emitting = new Thread(emitter);
    emitting.start();
    ExecutorService late = Executors.newFixedThreadPool(4);
    Thread[] threads = new Thread[THREADS];
    CountDownLatch start = new CountDownLatch(1);
    for (int t = 0; t < THREADS; t++) {
      int number = t;
      threads[t] = new Thread(() -> serve(number, late, start));
      threads[t].start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    late.shutdown();
    late.awaitTermination(60, TimeUnit.SECONDS);
    emitter.stop = true;
    emitting.join();

    assertNull(failure.get());
    long[] wanted = Arrays.stream(opened).flatMapToLong(Arrays::stream).sorted().toArray();
    long[] found = Arrays.copyOf(emitter.ids, emitter.size);
    Arrays.sort(found);
    assertEquals(wanted.length, found.length, "each exactly once");
    assertEquals(-1, Arrays.mismatch(wanted, found));
  }

  /** A request: three calls in it, local work with a call, two calls that end somewhere later. */
  private void serve(int number, ExecutorService late, CountDownLatch start) {
    long[] ids = new long[REQUESTS * 9];
    int size = 0;
    try {
      start.await();
      for (int i = 0; i < REQUESTS; i++) {
        TraceContext request = Tracer.enterSegment(null, "host", "GET", "/");
        ids[size++] = ((Entity) request).id();
        for (int c = 0; c < 3; c++) {
          Subsegment call = Tracer.enterCall("call", Subsegment.REMOTE);
          ids[size++] = call.id();
          call.close();
        }
        Subsegment work = Tracer.enterLocal("work");
        ids[size++] = work.id();
        Subsegment inner = Tracer.enterCall("inner", Subsegment.REMOTE);
        ids[size++] = inner.id();
        inner.leave();
        Subsegment sibling = Tracer.enterCall("sibling", Subsegment.REMOTE);
        ids[size++] = sibling.id();
        sibling.leave();
        late.execute(inner::finish);
        work.leave();
        if (i % 2 == 0) {
          late.execute(
              () -> {
                sibling.finish();
                sibling.finish();
                work.finish();
              });
        } else {
          late.execute(sibling::finish);
          work.finish();
        }
        ids[size++] = handOver(late);
        Tracer.end(request);
        if (i % 3 == 0) {
          ids[size++] = handOver(late, request);
        }
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
    opened[number] = Arrays.copyOf(ids, size);
  }

  /** Opened here, ended there. */
  private static long handOver(ExecutorService late) {
    Subsegment call = Tracer.enterCall("async", Subsegment.REMOTE);
    call.leave();
    late.execute(call::finish);
    return call.id();
  }

  /** Opened when the request has ended and may have been taken. */
  private static long handOver(ExecutorService late, TraceContext request) {
    TraceContext before = Tracer.attach(request);
    Subsegment call = Tracer.enterCall("after", Subsegment.REMOTE);
    call.leave();
    Tracer.restore(before);
    late.execute(call::finish);
    return call.id();
  }

  private final class Emitter implements Runnable {

    final long[] ids = new long[THREADS * REQUESTS * 10];
    int size;
    volatile boolean stop;

    @Override
    public void run() {
      try {
        while (true) {
          boolean last = stop;
          Entity next = queue.poll();
          if (next != null) {
            take(next);
          } else if (last) {
            return;
          } else {
            Thread.onSpinWait();
          }
        }
      } catch (Throwable t) {
        failure.compareAndSet(null, t);
      }
    }

    private void take(Entity entity) {
      ids[size++] = entity.id();
      if (!entity.hasEnded()) {
        throw new AssertionError("taken while open");
      }
      for (Subsegment child = Subsegment.takeChildren(entity); child != null; ) {
        Subsegment next = child.next();
        take(child);
        child = next;
      }
    }
  }
}
