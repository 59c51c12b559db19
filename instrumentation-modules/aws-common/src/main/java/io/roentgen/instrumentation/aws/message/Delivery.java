package io.roentgen.instrumentation.aws.message;

import io.roentgen.trace.WeakIdentityMap;

/**
 * What we know of a received message and the application does not see: where it came from and the
 * trace it belongs to. Remembered beside the message until it is processed or collected: messages
 * are final classes that others compare, print and copy.
 */
public final class Delivery {

  private static final WeakIdentityMap<Delivery> KNOWN = new WeakIdentityMap<>();

  final String queueUrl;
  final String messageId;
  final String receiptHandle;

  /** Null when the sender was not traced. */
  final String header;

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

  static boolean isKnown(Object message) {
    return KNOWN.get(message) != null;
  }

  /** Null the second time: a message is processed once, however often it is looked at. */
  static Delivery take(Object message) {
    return KNOWN.remove(message);
  }
}
