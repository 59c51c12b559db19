package io.roentgen.instrumentation.aws.message;

import io.roentgen.trace.Message;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.WeakIdentityMap;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What we know of a received message and the application does not see: where it came from, the
 * trace it belongs to, and who processes it. Remembered beside the message until it is processed or
 * collected: messages are final classes that others compare, print and copy.
 */
public final class Delivery {

  private static final WeakIdentityMap<Delivery> KNOWN = new WeakIdentityMap<>();

  /** Looked at and put aside, by receipt handle: deleting one tells that it was processed. */
  private static final ConcurrentHashMap<String, Delivery> LOOKED_AT = new ConcurrentHashMap<>();

  private static final int MAX_LOOKED_AT = 10_000;
  private static final long FORGET_AFTER_MICROS = 15L * 60 * 1_000_000;

  final String queueUrl;
  final String messageId;
  final String receiptHandle;

  /** Null when the sender was not traced. */
  final String header;

  /** Who processes it, did so, or may turn out to. */
  private final AtomicReference<Processing> owner = new AtomicReference<>();

  /** Microseconds since the epoch. */
  private volatile long lookedFrom;

  private volatile long lookedUntil;

  /**
   * What one poll brought of one message.
   *
   * @param header the trace header it came with, or null
   */
  public Delivery(String queueUrl, String messageId, String receiptHandle, String header) {
    this.queueUrl = queueUrl;
    this.messageId = messageId;
    this.receiptHandle = receiptHandle;
    this.header = header;
  }

  /** From now on a loop that reaches the message works on its trace. */
  public static void remember(Object message, Delivery delivery) {
    KNOWN.put(message, delivery);
  }

  /** Whether any message waits to be processed. */
  public static boolean isAnyKnown() {
    return !KNOWN.isEmpty();
  }

  void describe(TraceContext context) {
    if (context instanceof Message) {
      Message segment = (Message) context;
      segment.addMetadata("queue_url", queueUrl);
      segment.addMetadata("message_id", messageId);
    }
  }

  /** What is known of a message that is not processed yet, or null. */
  public static Delivery of(Object message) {
    return KNOWN.get(message);
  }

  /** A message is processed once, however often it is looked at. */
  static void processed(Object message) {
    KNOWN.remove(message);
  }

  /**
   * Makes it somebody's.
   *
   * @param evenIfTaken from one who has done nothing with it yet
   * @return false if somebody else processes it
   */
  boolean claim(Processing next, boolean evenIfTaken) {
    Processing found = owner.get();
    return (found == null || evenIfTaken && found.mayLose()) && owner.compareAndSet(found, next);
  }

  Processing owner() {
    return owner.get();
  }

  void release(Processing former) {
    owner.compareAndSet(former, null);
  }

  /** It was looked at, and then perhaps processed where we did not see it. */
  void lookedAt(long from, long until) {
    if (receiptHandle == null) {
      return;
    }
    if (lookedFrom == 0) {
      lookedFrom = from;
    }
    lookedUntil = until;
    if (LOOKED_AT.size() >= MAX_LOOKED_AT) {
      forgetBefore(until - FORGET_AFTER_MICROS);
    }
    if (LOOKED_AT.size() < MAX_LOOKED_AT) {
      LOOKED_AT.put(receiptHandle, this);
    }
  }

  private static void forgetBefore(long micros) {
    for (Iterator<Delivery> all = LOOKED_AT.values().iterator(); all.hasNext(); ) {
      if (all.next().lookedUntil < micros) {
        all.remove();
      }
    }
  }

  /** One that was looked at, once; null if there is none. */
  static Delivery takeLookedAt(String receiptHandle) {
    return receiptHandle == null || LOOKED_AT.isEmpty() ? null : LOOKED_AT.remove(receiptHandle);
  }

  void forgetLookedAt() {
    if (lookedFrom != 0) {
      LOOKED_AT.remove(receiptHandle);
    }
  }

  long lookedFrom() {
    return lookedFrom;
  }

  long lookedUntil() {
    return lookedUntil;
  }
}
