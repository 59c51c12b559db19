package io.roentgen.instrumentation.aws.message;

import java.util.Iterator;
import java.util.function.Consumer;

/** Processes each message until it goes on to the next. */
final class TracedIterator<M> implements Iterator<M> {

  private final Iterator<M> messages;
  private Processing current;

  TracedIterator(Iterator<M> messages) {
    this.messages = messages;
  }

  @Override
  public boolean hasNext() {
    boolean more = messages.hasNext();
    if (!more) {
      endCurrent();
    }
    return more;
  }

  @Override
  public M next() {
    endCurrent();
    M message = messages.next();
    current = Processing.begin(message);
    return message;
  }

  @Override
  public void remove() {
    messages.remove();
  }

  @Override
  public void forEachRemaining(Consumer<? super M> action) {
    while (hasNext()) {
      M message = next();
      try {
        action.accept(message);
      } catch (Throwable thrown) {
        if (current != null) {
          current.failed(thrown);
        }
        throw thrown;
      } finally {
        endCurrent();
      }
    }
  }

  private void endCurrent() {
    Processing processing = current;
    if (processing != null) {
      current = null;
      processing.end();
    }
  }
}
