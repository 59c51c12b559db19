package io.roentgen.instrumentation.aws.message;

import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;

/** What reading a message tells of its processing. */
public final class Reading {

  /** Set while a message reads itself. */
  private static final ThreadLocal<Boolean> OWN = new ThreadLocal<>();

  private Reading() {}

  /**
   * A message's body is read. In a loop or stream that may be its processing; elsewhere its
   * processing begins, unless the thread works on something already.
   */
  public static void body(Object message) {
    Delivery delivery = Delivery.of(message);
    if (delivery == null || OWN.get() != null) {
      return;
    }
    Processing open = Processing.open();
    for (Processing any = open; any != null; any = any.outer()) {
      if (any.isOf(delivery)) {
        any.setBodyRead();
        return;
      }
    }
    TraceContext current = Tracer.current();
    if (current != null && (open == null || !open.is(Kind.READ) || open.context() != current)
        || isReadByLibrary(message)) {
      return;
    }
    if (open != null && open.is(Kind.READ)) {
      open.abandon();
    }
    Processing processing = Processing.begin(Kind.READ, message, delivery);
    if (processing != null) {
      processing.setBodyRead();
    }
  }

  /** The SDK copies messages, and other libraries make messages of their own of them. */
  private static boolean isReadByLibrary(Object message) {
    String type = message.getClass().getName();
    StackTraceElement[] stack = new Throwable().getStackTrace();
    int i = 0;
    while (i < stack.length && !stack[i].getClassName().equals(type)) {
      i++;
    }
    return i + 1 < stack.length && Libraries.has(stack[i + 1].getClassName());
  }

  /**
   * A message compares or prints itself, and reads its body to do so.
   *
   * @return to be given to {@link #exitOwn}
   */
  public static Object enterOwn() {
    if (!Delivery.isAnyKnown() || OWN.get() != null) {
      return null;
    }
    OWN.set(Boolean.TRUE);
    return Boolean.TRUE;
  }

  /** It has. */
  public static void exitOwn(Object entered) {
    if (entered != null) {
      OWN.remove();
    }
  }

  /** Something else of a message is read; for who ends when nobody tells. */
  public static void touch(Object message) {
    Processing open = Processing.open();
    if (open != null && open.isOf(message)) {
      open.touch();
    }
  }
}
