package io.roentgen.instrumentation.executors;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A task with the context it was handed over in. Whatever the task is, this can stand for it. */
final class Handed
    implements Runnable,
        Callable<Object>,
        Supplier<Object>,
        Function<Object, Object>,
        Consumer<Object> {

  final Object task;
  final TraceContext context;

  /** Without a context it only stands for the task in a search; see {@link #equals}. */
  Handed(Object task, TraceContext context) {
    this.task = task;
    this.context = context;
  }

  @Override
  public void run() {
    TraceContext previous = Tracer.attach(context);
    try {
      ((Runnable) task).run();
    } finally {
      Tracer.restore(previous);
    }
  }

  @Override
  public Object call() throws Exception {
    TraceContext previous = Tracer.attach(context);
    try {
      return ((Callable<?>) task).call();
    } finally {
      Tracer.restore(previous);
    }
  }

  @Override
  public Object get() {
    TraceContext previous = Tracer.attach(context);
    try {
      return ((Supplier<?>) task).get();
    } finally {
      Tracer.restore(previous);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object apply(Object argument) {
    TraceContext previous = Tracer.attach(context);
    try {
      return ((Function<Object, Object>) task).apply(argument);
    } finally {
      Tracer.restore(previous);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public void accept(Object argument) {
    TraceContext previous = Tracer.attach(context);
    try {
      ((Consumer<Object>) task).accept(argument);
    } finally {
      Tracer.restore(previous);
    }
  }

  /** A task in a queue is only itself; one that is looked for also equals what holds it. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || context == null && task.equals(other instanceof Handed ? ((Handed) other).task : other);
  }

  @Override
  public int hashCode() {
    return context == null ? task.hashCode() : System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return String.valueOf(task);
  }
}
