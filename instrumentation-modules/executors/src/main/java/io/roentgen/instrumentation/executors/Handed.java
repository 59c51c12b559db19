package io.roentgen.instrumentation.executors;

import io.roentgen.trace.Message;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Keeps a message open until the task is done; mostly null. */
  final AtomicReference<Message> hold;

  private Handed(Object task, TraceContext context, AtomicReference<Message> hold) {
    this.task = task;
    this.context = context;
    this.hold = hold;
  }

  /** A task that is sure to be run, or to be told that it is not. */
  static Handed task(Object task, TraceContext context) {
    return new Handed(task, context, context.hold());
  }

  /** A function that may never be called, and nobody says so. */
  static Handed function(Object task, TraceContext context) {
    return new Handed(task, context, null);
  }

  /** Only stands for the task in a search; see {@link #equals}. */
  static Handed sought(Object task) {
    return new Handed(task, null, null);
  }

  private AtomicReference<Message> held() {
    return hold != null ? hold : held(context);
  }

  /** Nothing is handed over by a function that is called at once. */
  static AtomicReference<Message> held(TraceContext context) {
    return Tracer.current() == context ? null : context.hold();
  }

  @Override
  public void run() {
    AtomicReference<Message> held = held();
    TraceContext previous = Tracer.attach(context);
    try {
      ((Runnable) task).run();
    } finally {
      Tracer.restore(previous);
      TraceContext.release(held);
    }
  }

  @Override
  public Object call() throws Exception {
    AtomicReference<Message> held = held();
    TraceContext previous = Tracer.attach(context);
    try {
      return ((Callable<?>) task).call();
    } finally {
      Tracer.restore(previous);
      TraceContext.release(held);
    }
  }

  @Override
  public Object get() {
    AtomicReference<Message> held = held();
    TraceContext previous = Tracer.attach(context);
    try {
      return ((Supplier<?>) task).get();
    } finally {
      Tracer.restore(previous);
      TraceContext.release(held);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object apply(Object argument) {
    AtomicReference<Message> held = held();
    TraceContext previous = Tracer.attach(context);
    try {
      return ((Function<Object, Object>) task).apply(argument);
    } finally {
      Tracer.restore(previous);
      TraceContext.release(held);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public void accept(Object argument) {
    AtomicReference<Message> held = held();
    TraceContext previous = Tracer.attach(context);
    try {
      ((Consumer<Object>) task).accept(argument);
    } finally {
      Tracer.restore(previous);
      TraceContext.release(held);
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
