package io.roentgen.instrumentation.aws.message;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;

/** Processes each message while the stream's stages have it. */
final class TracedSpliterator<M> implements Spliterator<M> {

  private final Spliterator<M> messages;

  TracedSpliterator(Spliterator<M> messages) {
    this.messages = messages;
  }

  @Override
  public boolean tryAdvance(Consumer<? super M> action) {
    return messages.tryAdvance(new Traced<M>(action));
  }

  @Override
  public void forEachRemaining(Consumer<? super M> action) {
    messages.forEachRemaining(new Traced<M>(action));
  }

  private static final class Traced<M> implements Consumer<M> {

    private final Consumer<? super M> action;

    Traced(Consumer<? super M> action) {
      this.action = action;
    }

    @Override
    public void accept(M message) {
      Processing processing = Processing.beginInStream(message);
      if (processing == null) {
        action.accept(message);
        return;
      }
      try {
        action.accept(message);
      } catch (Throwable thrown) {
        processing.failed(thrown);
        throw thrown;
      } finally {
        processing.end();
      }
    }
  }

  @Override
  public Spliterator<M> trySplit() {
    Spliterator<M> part = messages.trySplit();
    return part == null ? null : new TracedSpliterator<>(part);
  }

  @Override
  public long estimateSize() {
    return messages.estimateSize();
  }

  @Override
  public long getExactSizeIfKnown() {
    return messages.getExactSizeIfKnown();
  }

  @Override
  public int characteristics() {
    return messages.characteristics();
  }

  @Override
  public Comparator<? super M> getComparator() {
    return messages.getComparator();
  }
}
