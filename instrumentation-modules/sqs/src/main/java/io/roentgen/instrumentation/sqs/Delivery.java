package io.roentgen.instrumentation.sqs;

import io.roentgen.trace.WeakIdentityMap;

/**
 * What we know of a received message and the application does not see: where it came from and the
 * trace it belongs to. Remembered beside the message until it is processed or collected: messages
 * are final classes that others compare, print and copy.
 */
final class Delivery {

  private static final WeakIdentityMap<Delivery> KNOWN = new WeakIdentityMap<>();

  final String queueUrl;

  /** Null when the sender was not traced. */
  final String header;

  Delivery(String queueUrl, String header) {
    this.queueUrl = queueUrl;
    this.header = header;
  }

  static void remember(Object message, Delivery delivery) {
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
