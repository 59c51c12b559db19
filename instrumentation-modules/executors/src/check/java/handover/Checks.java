package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Named checks of one kind, and what they have in common. */
abstract class Checks {

  /** Takes what may throw. */
  interface Code {
    void run() throws Exception;
  }

  final Map<String, HandOverCheck.Check> all = new LinkedHashMap<>();

  /** A task that notes what is current where it runs. */
  static final class Seen implements Runnable, Callable<Thread> {

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile TraceContext context;
    private volatile Thread thread;

    @Override
    public void run() {
      context = Tracer.current();
      thread = Thread.currentThread();
      done.countDown();
    }

    @Override
    public Thread call() {
      run();
      return thread;
    }

    boolean isDone() {
      return done.getCount() == 0;
    }

    TraceContext context() throws InterruptedException {
      await(done);
      return context;
    }

    Thread thread() throws InterruptedException {
      await(done);
      return thread;
    }
  }

  /** Runs the code as a request of its own would, and tells what was current meanwhile. */
  static TraceContext request(Code code) throws Exception {
    return request(null, code);
  }

  /** The same for a request that came with a trace header. */
  static TraceContext request(String header, Code code) throws Exception {
    TraceContext context = Tracer.enterMessage(header);
    isTrue(context != null, "an agent traces");
    try {
      code.run();
      same(context, Tracer.current(), "current at the end of the request");
    } finally {
      Tracer.end(context);
    }
    return context;
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing happened for 30 s");
    }
  }

  /** Holds up a worker until the latch opens. */
  static Runnable waitingFor(CountDownLatch latch) {
    return () -> {
      try {
        await(latch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** For collections that take no null. */
  static final Object NOTHING = "nothing";

  static Object now() {
    TraceContext context = Tracer.current();
    return context == null ? NOTHING : context;
  }

  /** A pool of one worker. */
  static ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue);
  }

  static void same(Object wanted, Object found, String what) {
    if (wanted != found) {
      throw new AssertionError(what + ": wanted " + wanted + ", found " + found);
    }
  }

  static void equal(Object wanted, Object found, String what) {
    if (!wanted.equals(found)) {
      throw new AssertionError(what + ": wanted " + wanted + ", found " + found);
    }
  }

  static void isTrue(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError("not true: " + what);
    }
  }

  /** The pool's one worker has nothing current. */
  static void clean(ExecutorService pool) throws Exception {
    Seen after = new Seen();
    pool.execute(after);
    same(null, after.context(), "left on the worker");
  }

  static void stop(ExecutorService pool) throws InterruptedException {
    pool.shutdownNow();
    isTrue(pool.awaitTermination(30, TimeUnit.SECONDS), "the pool terminates");
  }
}
