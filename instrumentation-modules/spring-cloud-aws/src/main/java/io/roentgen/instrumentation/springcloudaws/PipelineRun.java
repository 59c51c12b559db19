package io.roentgen.instrumentation.springcloudaws;

import io.roentgen.instrumentation.aws.message.Processing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** One message, or a batch of them, on its way through a container's pipeline. */
final class PipelineRun implements BiConsumer<Object, Throwable> {

  private final List<Processing> processing = new ArrayList<>(1);

  private PipelineRun() {}

  static PipelineRun of(Object message) {
    PipelineRun run = new PipelineRun();
    run.begin(message);
    return run.orNull();
  }

  /** The first of them begins last, to be current. */
  static PipelineRun ofAll(Collection<?> messages) {
    PipelineRun run = new PipelineRun();
    Object[] all = messages.toArray();
    for (int i = all.length - 1; i >= 0; i--) {
      run.begin(all[i]);
    }
    return run.orNull();
  }

  private void begin(Object message) {
    Processing begun = Processing.beginListener(message);
    if (begun != null) {
      processing.add(begun);
    }
  }

  private PipelineRun orNull() {
    return processing.isEmpty() ? null : this;
  }

  /** The pipeline runs on another thread, mostly. */
  void leave(CompletableFuture<?> done, Throwable thrown) {
    for (int i = processing.size() - 1; i >= 0; i--) {
      processing.get(i).endLater();
    }
    if (done == null) {
      accept(null, thrown);
    } else {
      done.whenComplete(this);
    }
  }

  @Override
  public void accept(Object result, Throwable thrown) {
    Throwable cause = causeOf(thrown);
    for (Processing each : processing) {
      if (cause != null) {
        each.failed(cause);
      }
      each.end();
    }
  }

  /** What the listener threw, without what the container put around it. */
  private static Throwable causeOf(Throwable thrown) {
    Throwable cause = thrown;
    while (cause != null
        && cause.getCause() != null
        && (cause instanceof CompletionException
            || cause.getClass().getName().startsWith("io.awspring."))) {
      cause = cause.getCause();
    }
    return cause;
  }
}
