package io.roentgen.instrumentation.executors;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Weave;
import java.util.List;
import java.util.ListIterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Threads and thread pools.
 *
 * <p>In a {@code ThreadPoolExecutor} a raw Runnable is wrapped only for its time in the queue: the
 * worker unwraps it where it takes it out and makes its context current until it comes for the
 * next. So {@code beforeExecute}, {@code afterExecute}, rejection handlers, {@code shutdownNow} and
 * stack traces show the application's own task, and one Runnable handed over by two requests runs
 * once in each. What is not wrapped waits in {@link Tracer#handOver} instead: tasks for a queue
 * that looks at them (priorities, delays, any queue not known here), and Futures, which {@code
 * purge} looks for; there the newest context wins if the same object is handed over twice. A
 * FutureTask carries its context itself (see {@link Futures}), as do the stages of a
 * CompletableFuture. Visible remains: {@code getQueue()} shows the wrappers.
 *
 * <p>A pool's worker begins with its first task's context and not with that of whoever made the
 * pool grow; nor does a periodic task belong to the request that scheduled it.
 */
@Instrumentation(name = "executors", since = "8", boot = true)
public final class Pools {

  private static final String POOL = "java.util.concurrent.ThreadPoolExecutor";

  private Pools() {}

  /** A thread begins with what is current where it is started. */
  @Weave(type = "java.lang.Thread", method = "start")
  @Weave(
      type = "java.lang.VirtualThread",
      method = "start",
      parameters = "jdk.internal.vm.ThreadContainer")
  public static void enterStart(@This Object thread) {
    TraceContext context = Tracer.current();
    if (context != null && inherits((Thread) thread)) {
      Tracer.handOver(thread, context);
      context.follow((Thread) thread);
    }
  }

  /** Not the JDK's own threads (timers, selectors, fork-join workers): they serve everybody. */
  private static boolean inherits(Thread thread) {
    if (thread.isAlive() || thread instanceof ForkJoinWorkerThread) {
      return false;
    }
    Class<?> type = thread.getClass();
    return type == Thread.class
        || type.getClassLoader() != null
        || type.getName().startsWith("java.lang."); // virtual, of either kind
  }

  /** Gives the task its context to carry. */
  @AssignArgument(0)
  @Weave(type = POOL, method = "execute")
  public static Runnable assignExecute(@This Object pool, @Argument(0) Runnable task) {
    TraceContext context = Tracer.current();
    if (context == null
        || task == null
        || task instanceof Handed
        || task instanceof FutureTask
        || task instanceof CompletableFuture.AsynchronousCompletionTask) {
      return task;
    }
    if (!(task instanceof Future) && isPlain(((ThreadPoolExecutor) pool).getQueue())) {
      return Handed.task(task, context);
    }
    Tracer.handOver(task, context);
    return task;
  }

  private static boolean isPlain(BlockingQueue<?> queue) {
    Class<?> type = queue == null ? null : queue.getClass();
    return type == LinkedBlockingQueue.class
        || type == SynchronousQueue.class
        || type == ArrayBlockingQueue.class
        || type == LinkedBlockingDeque.class
        || type == LinkedTransferQueue.class;
  }

  /** The new worker's thread is to begin with its first task's context, or with none. */
  @Weave(type = POOL, method = "addWorker")
  public static Object enterAddWorker(@Argument(0) Runnable first) {
    TraceContext context =
        first instanceof Handed ? ((Handed) first).context : Tracer.takeOver(first);
    return Handed.function(Tracer.attach(context), context);
  }

  /** The first task goes straight to the worker. */
  @AssignArgument(0)
  public static Runnable assignAddWorker(@Argument(0) Runnable first) {
    return unwrapped(first);
  }

  /** Without a worker the task is queued after all. */
  public static void exitAddWorker(
      @Argument(0) Runnable first, @Enter Object saved, @Return boolean added) {
    Handed before = (Handed) saved;
    Tracer.restore((TraceContext) before.task);
    if (added) {
      if (first instanceof Handed) {
        // From here on the worker itself keeps it open.
        TraceContext.release(((Handed) first).hold);
      }
    } else if (before.context != null && !(first instanceof Handed)) {
      Tracer.handOver(first, before.context);
    }
  }

  /** The worker is done with a task. */
  @Weave(type = POOL, method = "getTask")
  public static void enterGetTask() {
    Tracer.endTask();
  }

  /** The worker has its next task. */
  public static Runnable exitGetTask(@Return Runnable task) {
    if (task instanceof Handed) {
      Tracer.beginTask(((Handed) task).context, ((Handed) task).hold);
      return unwrapped(task);
    }
    TraceContext context = Tracer.takeOver(task);
    if (context != null) {
      Tracer.beginTask(context, context.hold());
    }
    return task;
  }

  /** The worker is done with all tasks. */
  @Weave(type = POOL, method = "runWorker")
  public static void exitRunWorker() {
    Tracer.endTask();
  }

  /** A rejection handler gets what the application submitted. */
  @AssignArgument(0)
  @Weave(type = POOL, method = "reject")
  public static Runnable assignReject(@Argument(0) Runnable task) {
    Tracer.takeOver(task);
    Futures.notRun(task);
    return unwrapped(task);
  }

  /** Finds the task in the queue whether it is wrapped or not. */
  @AssignArgument(0)
  @Weave(type = POOL, method = "remove")
  public static Runnable assignRemove(@This Object pool, @Argument(0) Runnable task) {
    return task == null
            || task instanceof Handed
            || task instanceof Future
            || !isPlain(((ThreadPoolExecutor) pool).getQueue())
        ? task
        : Handed.sought(task);
  }

  /** The application gets back what it submitted. */
  @Weave(type = POOL, method = "shutdownNow")
  public static Object exitShutdownNow(@Return Object tasks) {
    if (tasks instanceof List) {
      @SuppressWarnings("unchecked")
      ListIterator<Object> all = ((List<Object>) tasks).listIterator();
      while (all.hasNext()) {
        Object task = all.next();
        Futures.notRun(task);
        if (task instanceof Handed) {
          all.set(((Handed) task).task);
        }
      }
    }
    return tasks;
  }

  private static Runnable unwrapped(Runnable task) {
    return task instanceof Handed ? (Runnable) ((Handed) task).task : task;
  }

  /** What happens here is not the current request's business: periodic tasks, pools that grow. */
  @Weave(
      type = "java.util.concurrent.ScheduledThreadPoolExecutor",
      method = {"scheduleAtFixedRate", "scheduleWithFixedDelay"})
  @Weave(
      type = "java.util.concurrent.ForkJoinPool",
      // While it waits, the caller runs whatever tasks the pool has.
      method = {"helpAsyncBlocker", "awaitQuiescence"})
  @Weave(type = "jdk.internal.net.http.HttpClientImpl", method = "start")
  @Weave(type = "org.apache.tomcat.util.threads.ThreadPoolExecutor", method = "addWorker")
  @Weave(type = "org.eclipse.jetty.util.thread.QueuedThreadPool", method = "startThread")
  @Weave(type = "org.jboss.threads.EnhancedQueueExecutor", method = "doStartThread")
  @Weave(
      type = {
        "io.netty.util.concurrent.SingleThreadEventExecutor",
        "io.grpc.netty.shaded.io.netty.util.concurrent.SingleThreadEventExecutor"
      },
      method = "doStartThread")
  @Weave(type = "io.netty.util.HashedWheelTimer", method = "start")
  @Weave(type = "kotlinx.coroutines.scheduling.CoroutineScheduler", method = "createNewWorker")
  public static Object enterForeign() {
    return Tracer.attach(null);
  }

  /** Back to the request. */
  public static void exitForeign(@Enter Object previous) {
    Tracer.restore((TraceContext) previous);
  }
}
