package io.roentgen.instrumentation.aws.message;

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

/**
 * The messages of a response, where a loop or stream over them processes each on its own trace. In
 * everything else it is the list the SDK made, which the application may change where the SDK lets
 * it.
 *
 * @param <M> the message type of one of the SDKs
 */
public final class TracedMessages<M> extends AbstractList<M> implements RandomAccess {

  private final List<M> messages;

  private TracedMessages(List<M> messages) {
    this.messages = messages;
  }

  /** The list itself where there is nothing left to process. */
  public static <M> List<M> of(List<M> messages) {
    return messages != null && isFresh(messages) ? new TracedMessages<>(messages) : messages;
  }

  /** Whether there is something left to process: a loop gets to the last one last. */
  private static boolean isFresh(List<?> messages) {
    return !messages.isEmpty() && Delivery.of(messages.get(messages.size() - 1)) != null;
  }

  @Override
  public Iterator<M> iterator() {
    Iterator<M> plain = messages.iterator();
    return isProcessing() ? new TracedIterator<>(plain) : plain;
  }

  @Override
  public void forEach(Consumer<? super M> action) {
    if (isProcessing()) {
      new TracedIterator<>(messages.iterator()).forEachRemaining(action);
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
      if (!caller.equals("java.util.Collection") && !caller.startsWith("java.util.Collections$")) {
        return !caller.startsWith("java.util.") && !Libraries.has(caller);
      }
    }
    return true;
  }

  @Override
  public M get(int index) {
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
  public ListIterator<M> listIterator(int index) {
    return messages.listIterator(index);
  }

  @Override
  public List<M> subList(int from, int to) {
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
  public Spliterator<M> spliterator() {
    Spliterator<M> plain = messages.spliterator();
    return isProcessing() ? new TracedSpliterator<>(plain) : plain;
  }

  @Override
  public M set(int index, M message) {
    return messages.set(index, message);
  }

  @Override
  public boolean add(M message) {
    return messages.add(message);
  }

  @Override
  public void add(int index, M message) {
    messages.add(index, message);
  }

  @Override
  public boolean addAll(Collection<? extends M> others) {
    return messages.addAll(others);
  }

  @Override
  public boolean addAll(int index, Collection<? extends M> others) {
    return messages.addAll(index, others);
  }

  @Override
  public M remove(int index) {
    return messages.remove(index);
  }

  @Override
  public boolean remove(Object message) {
    return messages.remove(message);
  }

  @Override
  public boolean removeAll(Collection<?> others) {
    return messages.removeAll(others);
  }

  @Override
  public boolean retainAll(Collection<?> others) {
    return messages.retainAll(others);
  }

  @Override
  public void clear() {
    messages.clear();
  }

  @Override
  public boolean removeIf(Predicate<? super M> filter) {
    return messages.removeIf(filter);
  }

  @Override
  public void replaceAll(UnaryOperator<M> operator) {
    messages.replaceAll(operator);
  }

  @Override
  public void sort(Comparator<? super M> order) {
    messages.sort(order);
  }

  @Override
  public boolean equals(Object other) {
    return messages.equals(
        other instanceof TracedMessages ? ((TracedMessages<?>) other).messages : other);
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
