package io.roentgen.instrumentation.sqs;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The messages of a response, where a loop over them processes each on its own trace. In everything
 * else it is the list the SDK made. Streams are not traced: whether one processes a message or puts
 * it aside can't be told.
 */
final class TracedMessages extends AbstractList<Message> implements RandomAccess {

  private final List<Message> messages;

  private TracedMessages(List<Message> messages) {
    this.messages = messages;
  }

  static List<Message> of(List<Message> messages) {
    return messages != null && isFresh(messages) ? new TracedMessages(messages) : messages;
  }

  /** Whether there is something left to process: a loop gets to the last one last. */
  private static boolean isFresh(List<Message> messages) {
    return !messages.isEmpty() && Delivery.isKnown(messages.get(messages.size() - 1));
  }

  @Override
  public Iterator<Message> iterator() {
    Iterator<Message> plain = messages.iterator();
    return isProcessing() ? new TracedIterator(plain) : plain;
  }

  @Override
  public void forEach(Consumer<? super Message> action) {
    if (isProcessing()) {
      new TracedIterator(messages.iterator()).forEachRemaining(action);
    } else {
      messages.forEach(action);
    }
  }

  /**
   * Whether it is a loop of the application that asks. A collection only copies, and the SDK's
   * batch manager and the JMS client hand messages on to whoever processes them. Asked once for
   * what one poll brought, so the price of a stack trace does not matter.
   */
  private boolean isProcessing() {
    if (!isFresh(messages)) {
      return false;
    }
    StackTraceElement[] stack = new Throwable().getStackTrace();
    // Behind this method and its caller above.
    for (int i = 2; i < stack.length; i++) {
      String caller = stack[i].getClassName();
      if (!caller.startsWith("java.util.Collections$")) {
        return !caller.startsWith("java.util.")
            && !caller.startsWith("software.amazon.awssdk.")
            && !caller.startsWith("com.amazon.sqs.");
      }
    }
    return true;
  }

  private static final class TracedIterator implements Iterator<Message> {

    private final Iterator<Message> messages;
    private Processing current;

    TracedIterator(Iterator<Message> messages) {
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
    public Message next() {
      endCurrent();
      Message message = messages.next();
      current = Processing.begin(message);
      return message;
    }

    @Override
    public void remove() {
      messages.remove();
    }

    @Override
    public void forEachRemaining(Consumer<? super Message> action) {
      while (hasNext()) {
        Message message = next();
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

  @Override
  public Message get(int index) {
    return messages.get(index);
  }

  @Override
  public int size() {
    return messages.size();
  }

  @Override
  public boolean contains(Object other) {
    return messages.contains(other);
  }

  @Override
  public boolean containsAll(Collection<?> others) {
    return messages.containsAll(others);
  }

  @Override
  public int indexOf(Object other) {
    return messages.indexOf(other);
  }

  @Override
  public int lastIndexOf(Object other) {
    return messages.lastIndexOf(other);
  }

  @Override
  public ListIterator<Message> listIterator(int index) {
    return messages.listIterator(index);
  }

  @Override
  public List<Message> subList(int from, int to) {
    return messages.subList(from, to);
  }

  @Override
  public Object[] toArray() {
    return messages.toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return messages.toArray(array);
  }

  @Override
  public Spliterator<Message> spliterator() {
    return messages.spliterator();
  }

  @Override
  public void clear() {
    messages.clear();
  }

  @Override
  public boolean removeIf(Predicate<? super Message> filter) {
    return messages.removeIf(filter);
  }

  @Override
  public void replaceAll(UnaryOperator<Message> operator) {
    messages.replaceAll(operator);
  }

  @Override
  public void sort(Comparator<? super Message> order) {
    messages.sort(order);
  }

  @Override
  public boolean equals(Object other) {
    return messages.equals(
        other instanceof TracedMessages ? ((TracedMessages) other).messages : other);
  }

  @Override
  public int hashCode() {
    return messages.hashCode();
  }

  @Override
  public String toString() {
    return messages.toString();
  }
}
