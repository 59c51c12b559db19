package io.roentgen.instrumentation.awssdk1;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** An executor whose tasks keep the trace they were submitted in, as with the whole agent. */
final class HandingOver extends AbstractExecutorService {

  private final ExecutorService threads;

  HandingOver(ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    TraceContext context = Tracer.current();
    threads.execute(
        () -> {
          TraceContext previous = Tracer.attach(context);
          try {
            task.run();
          } finally {
            Tracer.restore(previous);
          }
        });
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
