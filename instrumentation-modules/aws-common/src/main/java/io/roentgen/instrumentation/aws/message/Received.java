package io.roentgen.instrumentation.aws.message;

/** Messages that are handed out one by one to whoever asks for the next. */
public final class Received {

  private Received() {}

  /**
   * A message is handed out to whoever asked for the next one: it is processed until the thread
   * asks again, or {@link #end()}.
   *
   * @return null if there is nothing to process
   */
  public static Processing begin(Object message) {
    Delivery delivery = Delivery.of(message);
    Processing open = Processing.open();
    return open != null && open.isOf(delivery) && open.is(Kind.RECEIVED)
        ? open
        : Processing.begin(Kind.RECEIVED, message, delivery);
  }

  /** The calling thread has acknowledged what it received. */
  public static void acknowledged(Object message) {
    Processing open = Processing.open();
    if (open != null && open.is(Kind.RECEIVED) && !open.isScoped() && open.isOf(message)) {
      open.end();
    }
  }

  /** The calling thread is done with what it received. */
  public static void end() {
    for (Processing open = Processing.open(); open != null; open = open.outer()) {
      if (open.is(Kind.RECEIVED)) {
        open.abandon();
        return;
      }
    }
  }
}
