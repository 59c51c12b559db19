package io.roentgen.instrumentation.executors;

import io.roentgen.trace.Message;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** {@link Handed} for two arguments, which no class can be together with those for one. */
final class HandedBi implements BiFunction<Object, Object, Object>, BiConsumer<Object, Object> {

  private final Object task;
  private final TraceContext context;

  HandedBi(Object task, TraceContext context) {
    this.task = task;
    this.context = context;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object apply(Object first, Object second) {
    AtomicReference<Message> held = Handed.held(context);
    TraceContext previous = Tracer.attach(context);
    try {
      return ((BiFunction<Object, Object, Object>) task).apply(first, second);
    } finally {
      Tracer.restore(previous);
      TraceContext.release(held);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public void accept(Object first, Object second) {
    AtomicReference<Message> held = Handed.held(context);
    TraceContext previous = Tracer.attach(context);
    try {
      ((BiConsumer<Object, Object>) task).accept(first, second);
    } finally {
      Tracer.restore(previous);
      TraceContext.release(held);
    }
  }

  @Override
  public String toString() {
    return String.valueOf(task);
  }
}
