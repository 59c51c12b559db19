package handover;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Virtual threads, of Java 21. */
final class VirtualThreadChecks extends Checks {

  private static final Method START =
      ScheduleChecks.find(Thread.class, "startVirtualThread", Runnable.class);
  private static final Method EXECUTOR =
      ScheduleChecks.find(Executors.class, "newVirtualThreadPerTaskExecutor");
  private static final Method FACTORY_EXECUTOR =
      ScheduleChecks.find(Executors.class, "newThreadPerTaskExecutor", ThreadFactory.class);

  VirtualThreadChecks() {
    if (START == null || Runtime.class.getPackage() == null || !isFinal()) {
      return;
    }
    all.put("startVirtualThread", this::start);
    all.put("newVirtualThreadPerTaskExecutor", this::executor);
    all.put("newThreadPerTaskExecutor with platform threads", this::platformExecutor);
    all.put("virtual threads in a ThreadPoolExecutor", this::pooled);
    all.put("a virtual thread keeps its context when it parks", this::parks);
    all.put("unparked from a request it keeps its own", this::unparked);
    all.put("a virtual thread that starts virtual threads", this::nested);
    all.put("thousands of virtual threads in and out of requests", this::many);
  }

  /** In Java 19 and 20 they were a preview. */
  private static boolean isFinal() {
    return Integer.parseInt(System.getProperty("java.specification.version")) >= 21;
  }

  private static Thread start(Runnable task) throws Exception {
    return (Thread) START.invoke(null, task);
  }

  private void start() throws Exception {
    Seen seen = new Seen();
    TraceContext context = request(() -> start(seen));
    same(context, seen.context(), "in the thread");
    Seen outside = new Seen();
    start(outside);
    same(null, outside.context(), "in a thread started outside");
  }

  private void executor() throws Exception {
    run((ExecutorService) EXECUTOR.invoke(null));
  }

  private void platformExecutor() throws Exception {
    run((ExecutorService) FACTORY_EXECUTOR.invoke(null, Executors.defaultThreadFactory()));
  }

  private void run(ExecutorService pool) throws Exception {
    Seen executed = new Seen();
    Seen submitted = new Seen();
    Seen called = new Seen();
    Seen invoked = new Seen();
    Seen any = new Seen();
    TraceContext context =
        request(
            () -> {
              pool.execute(executed);
              pool.submit((Runnable) submitted);
              pool.submit((Callable<Thread>) called);
              pool.invokeAll(Arrays.asList((Callable<Thread>) invoked));
              pool.invokeAny(Arrays.asList((Callable<Thread>) any));
            });
    for (Seen seen : new Seen[] {executed, submitted, called, invoked, any}) {
      same(context, seen.context(), "in the task");
    }
    clean(pool);
    stop(pool);
  }

  private void pooled() throws Exception {
    ThreadFactory factory = task -> unstarted(task);
    ExecutorService pool = Executors.newFixedThreadPool(1, factory);
    Seen first = new Seen();
    Seen second = new Seen();
    TraceContext one = request(() -> pool.execute(first));
    TraceContext two = request(() -> pool.execute(second));
    same(one, first.context(), "in the first task");
    same(two, second.context(), "in the second task");
    clean(pool);
    stop(pool);
  }

  private static Thread unstarted(Runnable task) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (Thread)
          Class.forName("java.lang.Thread$Builder")
              .getMethod("unstarted", Runnable.class)
              .invoke(builder, task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void parks() throws Exception {
    CountDownLatch done = new CountDownLatch(50);
    AtomicInteger wrong = new AtomicInteger();
    request(
        () -> {
          TraceContext context = Tracer.current();
          for (int i = 0; i < 50; i++) {
            start(
                () -> {
                  for (int n = 0; n < 5; n++) {
                    LockSupport.parkNanos(1_000_000);
                    Thread.yield();
                    if (Tracer.current() != context) {
                      wrong.incrementAndGet();
                    }
                  }
                  done.countDown();
                });
          }
        });
    await(done);
    equal(0, wrong.get(), "wrong contexts");
    Seen seen = new Seen();
    start(seen);
    same(null, seen.context(), "in a thread on the same carriers");
  }

  private void unparked() throws Exception {
    CountDownLatch ready = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    Seen none = new Seen();
    Seen own = new Seen();
    start(
        () -> {
          ready.countDown();
          waitingFor(go).run();
          none.run();
        });
    TraceContext first =
        request(
            () ->
                start(
                    () -> {
                      ready.countDown();
                      waitingFor(go).run();
                      own.run();
                    }));
    await(ready);
    request(go::countDown);
    same(null, none.context(), "in the thread without");
    same(first, own.context(), "in the thread with its own");
  }

  private void nested() throws Exception {
    Seen seen = new Seen();
    TraceContext context =
        request(
            () ->
                start(
                    () -> {
                      try {
                        start(seen);
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    same(context, seen.context(), "in the inner thread");
  }

  private void many() throws Exception {
    int count = 5_000;
    CountDownLatch done = new CountDownLatch(2 * count);
    AtomicInteger wrong = new AtomicInteger();
    List<TraceContext> contexts = new ArrayList<>();
    Object lock = new Object();
    for (int i = 0; i < count; i++) {
      contexts.add(request(() -> start(check(Tracer.current(), lock, wrong, done))));
      start(check(null, lock, wrong, done));
    }
    await(done);
    equal(0, wrong.get(), "wrong contexts");
  }

  private static Runnable check(
      TraceContext wanted, Object lock, AtomicInteger wrong, CountDownLatch done) {
    return () -> {
      boolean right = Tracer.current() == wanted;
      LockSupport.parkNanos(100_000);
      synchronized (lock) {
        right &= Tracer.current() == wanted;
      }
      if (!right) {
        wrong.incrementAndGet();
      }
      done.countDown();
    };
  }
}
