package io.roentgen.instrumentation.aws.message;

import io.roentgen.trace.Message;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.ref.WeakReference;

/**
 * The segment of one message, while it is processed.
 *
 * <p>Nobody tells us where that is, so it is begun wherever a message is reached, and what turns
 * out to have processed nothing is dropped: the message then waits for whoever does. There is at
 * most one segment for a message that one poll brought.
 *
 * <p>Nor does anybody tell us of a loop that is left by break or exception, or when a message that
 * was taken out of its list is done with. Such a segment ends, as of the last thing that happened
 * in it, when its thread polls the same queue again or begins with another message of it; when the
 * task ends in which it was begun; at the latest when nothing has happened for long.
 */
public final class Processing implements Runnable {

  /** The innermost on this thread; removed when there is none, so that threads hold no handler. */
  private static final ThreadLocal<Processing> OPEN = new ThreadLocal<>();

  private final Kind kind;
  private final Delivery delivery;

  /** Weak, as what is remembered of a message must not hold it. */
  private final WeakReference<Object> message;

  /** Null until it is open. */
  private volatile TraceContext context;

  private Processing outer;
  private volatile boolean bodyRead;

  /** Whether it is known to be no mere look. */
  private volatile boolean certain;

  private boolean scoped;
  private boolean finished;

  Processing(Kind kind, Object message, Delivery delivery) {
    this.kind = kind;
    this.delivery = delivery;
    this.message = new WeakReference<>(message);
    this.certain = kind == Kind.LISTENER || kind == Kind.RECEIVED;
  }

  /**
   * A loop has reached a message.
   *
   * @return null if there is nothing to process: a message processed before, or not received at all
   */
  public static Processing begin(Object message) {
    return begin(Kind.LOOP, message, Delivery.of(message));
  }

  /** A stream has reached a message; null as above. */
  static Processing beginInStream(Object message) {
    return begin(Kind.STREAM, message, Delivery.of(message));
  }

  /**
   * A message is given to a listener of the application. If it does not return to who gave it the
   * message before it is done, see {@link #endLater}.
   *
   * @return null if there is nothing to process
   */
  public static Processing beginListener(Object message) {
    return begin(Kind.LISTENER, message, Delivery.of(message));
  }

  /** Somebody is sure to {@link #end} it: to acknowledge its message does not. */
  public void setScoped() {
    scoped = true;
  }

  static Processing begin(Kind kind, Object message, Delivery delivery) {
    if (delivery == null) {
      return null;
    }
    Processing processing = new Processing(kind, message, delivery);
    boolean evenIfTaken = kind != Kind.LOOP && kind != Kind.STREAM;
    return delivery.claim(processing, evenIfTaken) && processing.begin() ? processing : null;
  }

  private boolean begin() {
    endAbandoned(delivery.queueUrl);
    TraceContext begun = Tracer.enterMessage(delivery.header);
    if (begun == null) {
      return false;
    }
    context = begun;
    outer = OPEN.get();
    delivery.describe(begun);
    if (kind != Kind.LISTENER) {
      context.setLoose(this, kind.patience);
    }
    if (kind == Kind.READ && delivery.receiptHandle != null) {
      Deleting.endsWithMessage(delivery.receiptHandle, this);
    }
    OPEN.set(this);
    return true;
  }

  /** Something happened in it that no call tells of. */
  void touch() {
    if (context instanceof Message) {
      ((Message) context).touch();
    }
  }

  /** Ends it and what was begun inside it; nothing if that has happened already. */
  public void end() {
    end(0);
  }

  /** Its task ends. */
  @Override
  public void run() {
    end();
  }

  void abandon() {
    end(context instanceof Message ? ((Message) context).lastUse() : 0);
  }

  /** As of a moment, or of now if that is 0. */
  private void end(long micros) {
    for (Processing open = OPEN.get(); open != null; open = open.outer) {
      if (open == this) {
        endThrough(this, micros);
        return;
      }
    }
    // Begun on another thread, which will notice.
    finish(micros);
  }

  /** Records what the application threw while it processed the message. */
  public void failed(Throwable thrown) {
    certain = true;
    if (context instanceof Message) {
      ((Message) context).setException(thrown);
    }
  }

  /**
   * No longer current on the calling thread, which began it: it goes on elsewhere, and somebody
   * will {@link #end} it.
   */
  public void endLater() {
    for (Processing open = OPEN.get(); open != null; open = open.outer) {
      if (open == this) {
        while (OPEN.get() != this) {
          OPEN.get().pop(0);
        }
        context.leave();
        set(outer);
        return;
      }
    }
  }

  /** What is current while the message is processed; null before it is open. */
  TraceContext context() {
    return context;
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
      if (open.kind != Kind.LISTENER && queueUrl.equals(open.delivery.queueUrl)) {
        found = open;
      }
    }
    if (found != null) {
      found.abandon();
    }
  }

  private static void endThrough(Processing last, long micros) {
    Processing open = OPEN.get();
    while (open != last) {
      open.pop(0);
      open = OPEN.get();
    }
    last.pop(micros);
  }

  private void pop(long micros) {
    set(outer);
    // Something else may be current by now, if a task in between put it back.
    if (Tracer.current() == context) {
      context.leave();
    }
    finish(micros);
  }

  private static void set(Processing open) {
    if (open == null) {
      OPEN.remove();
    } else {
      OPEN.set(open);
    }
  }

  private synchronized void finish(long micros) {
    if (finished) {
      return;
    }
    finished = true;
    if (delivery.receiptHandle != null) {
      Deleting.ended(delivery.receiptHandle, this);
    }
    boolean mine = delivery.owner() == this;
    if (mine && hasProcessed()) {
      Delivery.processed(message.get());
      delivery.forgetLookedAt();
    } else {
      drop(mine);
    }
    if (context instanceof Message) {
      Message segment = (Message) context;
      segment.finishWhenQuiet(micros != 0 ? micros : segment.now());
    } else {
      Tracer.end(context);
    }
  }

  private boolean hasProcessed() {
    TraceContext begun = context;
    return certain || begun != null && begun.isUsed() || kind == Kind.LOOP && bodyRead;
  }

  boolean isOf(Delivery sought) {
    return delivery == sought;
  }

  boolean isOf(Object sought) {
    return message.get() == sought;
  }

  boolean is(Kind sought) {
    return kind == sought;
  }

  boolean isScoped() {
    return scoped;
  }

  Processing outer() {
    return outer;
  }

  /** The innermost on the calling thread, or null. */
  static Processing open() {
    return OPEN.get();
  }

  void setBodyRead() {
    bodyRead = true;
    touch();
  }

  /** It is no mere look. */
  void setCertain() {
    certain = true;
  }

  /** Whether it has done nothing so far, and may leave the message to somebody else. */
  boolean mayLose() {
    return !hasProcessed() && !bodyRead;
  }

  private void drop(boolean mine) {
    if (context instanceof Message) {
      Message segment = (Message) context;
      if (mine && bodyRead) {
        delivery.lookedAt(segment.start(), segment.lastUse());
      }
      segment.discard();
    }
    if (mine) {
      delivery.release(this);
    }
  }
}
