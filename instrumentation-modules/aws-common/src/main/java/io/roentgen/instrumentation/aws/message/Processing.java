package io.roentgen.instrumentation.aws.message;

import io.roentgen.trace.Segment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;

/**
 * The segment of one message, from the moment a loop reaches it until it goes on.
 *
 * <p>Nobody tells us of a loop that is left by break or exception. Such a segment ends when its
 * thread polls the same queue again, or begins with another message of it: at most one stays open
 * per thread and queue. A loop inside a loop, over another queue, ends nothing.
 */
public final class Processing {

  /** The innermost on this thread; removed when there is none, so that threads hold no handler. */
  private static final ThreadLocal<Processing> OPEN = new ThreadLocal<>();

  private final TraceContext context;
  private final String queueUrl;
  private final Processing outer;

  private Processing(TraceContext context, String queueUrl, Processing outer) {
    this.context = context;
    this.queueUrl = queueUrl;
    this.outer = outer;
  }

  /** Null if there is nothing to process: a message looked at before, or not received at all. */
  public static Processing begin(Object message) {
    Delivery delivery = Delivery.take(message);
    if (delivery == null) {
      return null;
    }
    endAbandoned(delivery.queueUrl);
    TraceContext context = Tracer.enterMessage(delivery.header);
    if (context == null) {
      return null;
    }
    if (context instanceof Segment) {
      Segment segment = (Segment) context;
      segment.addMetadata("queue_url", delivery.queueUrl);
      segment.addMetadata("message_id", delivery.messageId);
    }
    Processing processing = new Processing(context, delivery.queueUrl, OPEN.get());
    OPEN.set(processing);
    return processing;
  }

  /** Ends it and what was begun inside it; nothing if that has happened already. */
  public void end() {
    for (Processing open = OPEN.get(); open != null; open = open.outer) {
      if (open == this) {
        endThrough(this);
        return;
      }
    }
    // Begun on another thread, which will notice when it polls.
    finish();
  }

  /** Records what the application threw while it processed the message. */
  public void failed(Throwable thrown) {
    if (context instanceof Segment) {
      ((Segment) context).setException(thrown);
    }
  }

  /**
   * The calling thread polls a queue, or begins with a message of it: it is done with what it got
   * from it before.
   *
   * @param queueUrl null does nothing
   */
  public static void endAbandoned(String queueUrl) {
    if (queueUrl == null) {
      return;
    }
    Processing found = null;
    for (Processing open = OPEN.get(); open != null; open = open.outer) {
      if (queueUrl.equals(open.queueUrl)) {
        found = open;
      }
    }
    if (found != null) {
      endThrough(found);
    }
  }

  private static void endThrough(Processing last) {
    Processing open = OPEN.get();
    while (open != last) {
      open.leaveAndFinish();
      open = open.outer;
    }
    last.leaveAndFinish();
    if (last.outer == null) {
      OPEN.remove();
    } else {
      OPEN.set(last.outer);
    }
  }

  private void leaveAndFinish() {
    // Something else may be current by now, if a task in between put it back.
    if (Tracer.current() == context) {
      Tracer.end(context);
    } else {
      finish();
    }
  }

  private void finish() {
    if (context instanceof Segment) {
      ((Segment) context).finish();
    }
  }
}
