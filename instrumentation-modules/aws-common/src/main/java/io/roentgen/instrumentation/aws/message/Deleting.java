package io.roentgen.instrumentation.aws.message;

import io.roentgen.trace.Message;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;

/** What deleting a message tells of its processing: that it was processed, and is over. */
public final class Deleting {

  private static final int MANY = 1_000;

  /** Those that end when their message is deleted, by receipt handle. */
  private static final ConcurrentHashMap<String, Processing> READS = new ConcurrentHashMap<>();

  private Deleting() {}

  static void endsWithMessage(String receiptHandle, Processing processing) {
    forgetEnded();
    READS.put(receiptHandle, processing);
  }

  static void ended(String receiptHandle, Processing processing) {
    READS.remove(receiptHandle, processing);
  }

  /** Those that nobody ended but time. */
  private static void forgetEnded() {
    if (READS.size() > MANY) {
      for (Iterator<Processing> all = READS.values().iterator(); all.hasNext(); ) {
        if (all.next().context().isOver()) {
          all.remove();
        }
      }
    }
  }

  /**
   * A message is going to be deleted, by a call that belongs to its processing.
   *
   * @return to be given to {@link #exit} after the call; may be null
   */
  public static Processing enter(String receiptHandle) {
    if (receiptHandle == null) {
      return null;
    }
    Processing read = READS.get(receiptHandle);
    if (read != null) {
      read.setCertain();
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
    Processing processing = Processing.begin(Kind.LISTENER, null, delivery);
    if (processing == null) {
      Processing owner = delivery.owner();
      if (owner != null) {
        owner.setCertain();
      }
      return null;
    }
    if (processing.context() instanceof Message) {
      ((Message) processing.context()).setStart(delivery.lookedFrom());
    }
    return processing;
  }

  /** The call has returned. */
  public static void exit(Processing processing) {
    if (processing != null) {
      processing.end();
    }
  }

  /** A message is going to be deleted, by a call for many of them, which belongs to none. */
  public static void enterBatch(String receiptHandle) {
    if (receiptHandle == null) {
      return;
    }
    Processing read = READS.get(receiptHandle);
    if (read != null) {
      read.setCertain();
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
      delivery.owner().setCertain();
      return;
    }
    TraceContext context = Tracer.enterMessage(delivery.header);
    if (context instanceof Message) {
      Message segment = (Message) context;
      delivery.describe(segment);
      segment.setStart(delivery.lookedFrom());
      segment.leave();
      segment.finishAt(delivery.lookedUntil());
    } else {
      Tracer.end(context);
    }
  }
}
