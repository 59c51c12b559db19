package io.roentgen.instrumentation.aws.message;

import io.roentgen.trace.Message;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;

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

  /** How a message was reached. */
  private enum Kind {
    /** By a loop, which goes on to the next: whoever reads the body there processes it. */
    LOOP,
    /** By a stream: reading the body may have been a filter's business. */
    STREAM,
    /** By reading its body, outside of loops and streams. */
    READ,
    /** By asking for the next one, which is nothing but processing it. */
    RECEIVED,
    /** It was given to code whose only purpose is to process it. */
    LISTENER
  }

  /** No message stays invisible to others for longer. */
  private static final long MAX_VISIBILITY_MICROS = 12L * 60 * 60 * 1_000_000;

  private static final long FORGOTTEN_MICROS = 15L * 60 * 1_000_000;
  private static final int MANY = 1_000;

  /** The innermost on this thread; removed when there is none, so that threads hold no handler. */
  private static final ThreadLocal<Processing> OPEN = new ThreadLocal<>();

  /** Set while a message reads itself. */
  private static final ThreadLocal<Boolean> OWN = new ThreadLocal<>();

  /** Those that end when their message is deleted, by receipt handle. */
  private static final ConcurrentHashMap<String, Processing> READS = new ConcurrentHashMap<>();

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

  private Processing(Kind kind, Object message, Delivery delivery) {
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

  /**
   * A message is handed out to whoever asked for the next one: it is processed until the thread
   * asks again, or {@link #endReceived()}.
   *
   * @return null if there is nothing to process
   */
  public static Processing beginReceived(Object message) {
    Delivery delivery = Delivery.of(message);
    Processing open = OPEN.get();
    return open != null && open.delivery == delivery && open.kind == Kind.RECEIVED
        ? open
        : begin(Kind.RECEIVED, message, delivery);
  }

  /** Somebody is sure to {@link #end} it: to acknowledge its message does not. */
  public void setScoped() {
    scoped = true;
  }

  /** The calling thread has acknowledged what it received. */
  public static void acknowledged(Object message) {
    Processing open = OPEN.get();
    if (open != null
        && open.kind == Kind.RECEIVED
        && !open.scoped
        && open.message.get() == message) {
      open.end();
    }
  }

  /** The calling thread is done with what it received. */
  public static void endReceived() {
    for (Processing open = OPEN.get(); open != null; open = open.outer) {
      if (open.kind == Kind.RECEIVED) {
        open.abandon();
        return;
      }
    }
  }

  private static Processing begin(Kind kind, Object message, Delivery delivery) {
    if (delivery == null) {
      return null;
    }
    Processing processing = new Processing(kind, message, delivery);
    boolean evenIfTaken = kind != Kind.LOOP && kind != Kind.STREAM;
    return delivery.claim(processing, evenIfTaken) && processing.open() ? processing : null;
  }

  private boolean open() {
    endAbandoned(delivery.queueUrl);
    TraceContext begun = Tracer.enterMessage(delivery.header);
    if (begun == null) {
      return false;
    }
    context = begun;
    outer = OPEN.get();
    describe(begun, delivery);
    if (kind != Kind.LISTENER) {
      context.setLoose(
          this,
          kind == Kind.LOOP || kind == Kind.STREAM ? MAX_VISIBILITY_MICROS : FORGOTTEN_MICROS);
    }
    if (kind == Kind.READ && delivery.receiptHandle != null) {
      forgetEnded();
      READS.put(delivery.receiptHandle, this);
    }
    OPEN.set(this);
    return true;
  }

  /** Those that nobody ended but time. */
  private static void forgetEnded() {
    if (READS.size() > MANY) {
      for (Iterator<Processing> all = READS.values().iterator(); all.hasNext(); ) {
        if (all.next().context.isOver()) {
          all.remove();
        }
      }
    }
  }

  private static void describe(TraceContext context, Delivery delivery) {
    if (context instanceof Message) {
      Message segment = (Message) context;
      segment.addMetadata("queue_url", delivery.queueUrl);
      segment.addMetadata("message_id", delivery.messageId);
    }
  }

  /**
   * A message's body is read. In a loop or stream that may be its processing; elsewhere its
   * processing begins, unless the thread works on something already.
   */
  public static void read(Object message) {
    Delivery delivery = Delivery.of(message);
    if (delivery == null || OWN.get() != null) {
      return;
    }
    Processing open = OPEN.get();
    for (Processing any = open; any != null; any = any.outer) {
      if (any.delivery == delivery) {
        any.bodyRead = true;
        any.touch();
        return;
      }
    }
    TraceContext current = Tracer.current();
    if (current != null && (open == null || open.kind != Kind.READ || open.context != current)
        || isReadByLibrary(message)) {
      return;
    }
    if (open != null && open.kind == Kind.READ) {
      open.abandon();
    }
    Processing processing = begin(Kind.READ, message, delivery);
    if (processing != null) {
      processing.bodyRead = true;
      processing.touch();
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
    Processing open = OPEN.get();
    if (open != null && open.message.get() == message) {
      open.touch();
    }
  }

  private void touch() {
    if (context instanceof Message) {
      ((Message) context).touch();
    }
  }

  /**
   * A message is going to be deleted, by a call that belongs to its processing.
   *
   * @return to be given to {@link #deleted} after the call; may be null
   */
  public static Processing deleting(String receiptHandle) {
    if (receiptHandle == null) {
      return null;
    }
    Processing read = READS.get(receiptHandle);
    if (read != null) {
      read.certain = true;
      return read;
    }
    Delivery delivery = Delivery.takeLookedAt(receiptHandle);
    if (delivery == null) {
      return null;
    }
    if (Tracer.current() != null) {
      record(delivery);
      return null;
    }
    Processing processing = begin(Kind.LISTENER, null, delivery);
    if (processing == null) {
      return null;
    }
    if (processing.context instanceof Message) {
      ((Message) processing.context).setStart(delivery.lookedFrom());
    }
    return processing;
  }

  /** The call has returned. */
  public static void deleted(Processing processing) {
    if (processing != null) {
      processing.end();
    }
  }

  /** A message is going to be deleted, by a call for many of them, which belongs to none. */
  public static void deletingAmongOthers(String receiptHandle) {
    if (receiptHandle == null) {
      return;
    }
    Processing read = READS.get(receiptHandle);
    if (read != null) {
      read.certain = true;
      read.abandon();
      return;
    }
    Delivery delivery = Delivery.takeLookedAt(receiptHandle);
    if (delivery != null) {
      record(delivery);
    }
  }

  /** It was processed between the moments when it was looked at. */
  private static void record(Delivery delivery) {
    Processing done = new Processing(Kind.LISTENER, null, delivery);
    if (!delivery.claim(done, false)) {
      // Who is at it now has the segment.
      delivery.owner().certain = true;
      return;
    }
    TraceContext context = Tracer.enterMessage(delivery.header);
    if (context instanceof Message) {
      Message segment = (Message) context;
      describe(segment, delivery);
      segment.setStart(delivery.lookedFrom());
      segment.leave();
      segment.finishAt(delivery.lookedUntil());
    } else {
      Tracer.end(context);
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

  private void abandon() {
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

  /** What is current while the message is processed. */
  public TraceContext context() {
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
      if (queueUrl.equals(open.delivery.queueUrl)) {
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
      READS.remove(delivery.receiptHandle, this);
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
