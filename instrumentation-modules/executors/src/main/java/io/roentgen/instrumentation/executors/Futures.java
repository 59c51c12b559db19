package io.roentgen.instrumentation.executors;

import io.roentgen.trace.Message;
import io.roentgen.trace.Open;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import io.roentgen.trace.WeakIdentityMap;
import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Weave;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tasks that hold the function they run: a FutureTask, fork-join's adapters, the stages of a
 * CompletableFuture. The function is wrapped as the task is made, which nobody sees. It covers
 * {@code submit}, {@code invokeAll}, {@code invokeAny} and {@code schedule} of every executor that
 * makes such tasks, and for a stage it means: the function runs with what was current where the
 * application passed it, whoever completes the stage.
 *
 * <p>A ForkJoinTask of the application's or of a parallel stream is its own function and can't be
 * wrapped: its context waits in {@link Tracer#handOver} from fork or submit until it is executed.
 */
@Instrumentation(name = "executors", since = "8", boot = true)
public final class Futures {

  private static final String STAGE = "java.util.concurrent.CompletableFuture";
  private static final String POOL = "java.util.concurrent.ForkJoinPool";
  private static final String TASK = "java.util.concurrent.ForkJoinTask";

  /** What was current before, where that was nothing. */
  private static final Object NOTHING = Handed.sought("");

  /** What waits in a future keeps its message open, until the future is cancelled or refused. */
  private static final WeakIdentityMap<AtomicReference<Message>> HELD = new WeakIdentityMap<>();

  private Futures() {}

  /** A future is made of a task. */
  @Weave(type = "java.util.concurrent.FutureTask", method = "<init>")
  public static Object enterFuture(@Argument(0) Object task) {
    return handed(task);
  }

  /** It runs what carries the context. */
  @AssignArgument(0)
  public static Object assignFuture(@Argument(0) Object task, @Enter Object handed) {
    return handed;
  }

  /** And can be found when it is cancelled. */
  public static void exitFuture(@This Object future, @Enter Object handed) {
    if (handed instanceof Handed && ((Handed) handed).hold != null && future != null) {
      HELD.put(future, ((Handed) handed).hold);
    }
  }

  /** It will not run. */
  @Weave(type = "java.util.concurrent.FutureTask", method = "cancel")
  public static void exitCancel(@This Object future, @Return boolean cancelled) {
    if (cancelled) {
      notRun(future);
    }
  }

  /** Neither will what a pool refuses or gives back. */
  static void notRun(Object task) {
    TraceContext.release(task instanceof Handed ? ((Handed) task).hold : HELD.remove(task));
  }

  /** The task as first argument. */
  @AssignArgument(0)
  @Weave(
      type = {
        TASK + "$AdaptedRunnable",
        TASK + "$AdaptedRunnableAction",
        TASK + "$AdaptedCallable",
        TASK + "$AdaptedInterruptibleCallable", // 17
        TASK + "$AdaptedInterruptibleRunnable", // 22
        TASK + "$RunnableExecuteAction",
        TASK + "$InvokeAnyTask", // 22
        TASK + "$CallableWithTimeout" // 25
      },
      method = "<init>")
  @Weave(
      type = STAGE,
      method = "completeAsync", // 9
      parameters = {"java.util.function.Supplier", "java.util.concurrent.Executor"})
  @Weave(
      // The task of AsyncContext.start goes to the server's own pool.
      type = {
        "org.apache.catalina.core.AsyncContextImpl",
        "org.eclipse.jetty.server.AsyncContextState",
        "org.eclipse.jetty.ee8.nested.AsyncContextState",
        "org.eclipse.jetty.ee9.nested.AsyncContextState",
        "org.eclipse.jetty.ee10.servlet.AsyncContextState",
        "org.eclipse.jetty.ee11.servlet.AsyncContextState",
        "io.undertow.servlet.spec.AsyncContextImpl"
      },
      method = "start",
      parameters = "java.lang.Runnable")
  public static Object assignFirst(@Argument(0) Object task) {
    return handed(task);
  }

  /** The task as second argument. */
  @AssignArgument(1)
  @Weave(
      type = STAGE,
      method = {"asyncRunStage", "asyncSupplyStage"})
  @Weave(type = POOL + "$InvokeAnyTask", method = "<init>") // 17 to 21
  public static Object assignSecond(@Argument(1) Object task) {
    return handed(task);
  }

  /** A function as first argument. */
  @AssignArgument(0)
  @Weave(
      type = STAGE,
      method = "uniExceptionallyStage", // until 11; since then it takes an executor as the others
      parameters = "java.util.function.Function")
  public static Object assignFirstFunction(@Argument(0) Object function) {
    return handedFunction(function);
  }

  /** A function as second argument. */
  @AssignArgument(1)
  @Weave(
      type = STAGE,
      method = {
        "uniRunStage",
        "uniAcceptStage",
        "uniApplyStage",
        "uniComposeStage",
        "uniExceptionallyStage",
        "uniComposeExceptionallyStage"
      })
  public static Object assignSecondFunction(@Argument(1) Object function) {
    return handedFunction(function);
  }

  /** A function as third argument. */
  @AssignArgument(2)
  @Weave(
      type = STAGE,
      method = {"biRunStage", "orRunStage", "orAcceptStage", "orApplyStage"})
  public static Object assignThirdFunction(@Argument(2) Object function) {
    return handedFunction(function);
  }

  /** A function of two arguments as second argument. */
  @AssignArgument(1)
  @Weave(
      type = STAGE,
      method = {"uniHandleStage", "uniWhenCompleteStage"})
  public static Object assignSecondBi(@Argument(1) Object task) {
    return handedBi(task);
  }

  /** A function of two arguments as third argument. */
  @AssignArgument(2)
  @Weave(
      type = STAGE,
      method = {"biApplyStage", "biAcceptStage"})
  public static Object assignThirdBi(@Argument(2) Object task) {
    return handedBi(task);
  }

  /** {@code ForkJoinPool.schedule(Runnable, ..)} of Java 25. */
  @AssignArgument(3)
  @Weave(type = "java.util.concurrent.DelayScheduler$ScheduledForkJoinTask", method = "<init>")
  public static Object assignDelayedRunnable(@Argument(1) long period, @Argument(3) Object task) {
    return period == 0 ? handed(task) : task;
  }

  /** {@code ForkJoinPool.schedule(Callable, ..)} of Java 25. */
  @AssignArgument(4)
  @Weave(type = "java.util.concurrent.DelayScheduler$ScheduledForkJoinTask", method = "<init>")
  public static Object assignDelayedCallable(@Argument(1) long period, @Argument(4) Object task) {
    return period == 0 ? handed(task) : task;
  }

  private static Object handed(Object task) {
    TraceContext context = Tracer.current();
    return isToCarry(task, context) ? Handed.task(task, context) : task;
  }

  private static Object handedFunction(Object function) {
    TraceContext context = Tracer.current();
    return isToCarry(function, context) ? Handed.function(function, context) : function;
  }

  private static boolean isToCarry(Object task, TraceContext context) {
    return context != null
        && task != null
        && !(task instanceof Handed)
        && !(task instanceof Future)
        && !isContinuation(task);
  }

  private static Object handedBi(Object task) {
    TraceContext context = Tracer.current();
    return context == null || task == null || task instanceof HandedBi
        ? task
        : new HandedBi(task, context);
  }

  /** A virtual thread on its way to a carrier: it has what is current for it with it. */
  private static boolean isContinuation(Object task) {
    return task.getClass().getName().startsWith("java.lang.VirtualThread");
  }

  /** A task is forked. */
  @Weave(type = TASK, method = "fork")
  public static void enterFork(@This Object task) {
    TraceContext context = Tracer.current();
    if (context != null) {
      Tracer.handOver(task, context);
    }
  }

  /** A task is given to a pool. Those of the JDK's own classes carry their context. */
  @Weave(
      type = POOL,
      method = {"execute", "submit", "invoke", "externalSubmit", "lazySubmit"})
  public static void enterPool(@Argument(0) Object task) {
    TraceContext context = Tracer.current();
    if (context != null
        && task instanceof ForkJoinTask
        && task.getClass().getClassLoader() != null) {
      Tracer.handOver(task, context);
    }
  }

  /** A task is executed, by a worker or by a thread that waits for it. */
  @Weave(type = TASK, method = "doExec")
  public static Object enterDoExec(@This Object task) {
    TraceContext context = Tracer.takeOver(task);
    if (context == null && !Open.anyLoose()) {
      return null;
    }
    // What a task begins and does not end, ends with it.
    TraceContext previous = context == null ? Tracer.current() : Tracer.attach(context);
    return previous == null ? NOTHING : previous;
  }

  /** And done. */
  public static void exitDoExec(@Enter Object previous) {
    if (previous != null) {
      Tracer.restore(previous == NOTHING ? null : (TraceContext) previous);
    }
  }
}
