package io.roentgen.instrumentation.sqs;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What we know of a received message and the application does not see: where it came from and the
 * trace it belongs to. Remembered beside the message, by identity, until it is processed or
 * collected: messages are final classes that others compare, print and copy.
 */
final class Delivery {

  private static final ConcurrentMap<Object, Delivery> KNOWN = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  final String queueUrl;

  /** Null when the sender was not traced. */
  final String header;

  Delivery(String queueUrl, String header) {
    this.queueUrl = queueUrl;
    this.header = header;
  }

  static void remember(Object message, Delivery delivery) {
    for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
      KNOWN.remove(gone);
    }
    KNOWN.put(new Key(message, COLLECTED), delivery);
  }

  static boolean isKnown(Object message) {
    return !KNOWN.isEmpty() && KNOWN.containsKey(new Key(message, null));
  }

  /** Null the second time: a message is processed once, however often it is looked at. */
  static Delivery take(Object message) {
    return KNOWN.isEmpty() ? null : KNOWN.remove(new Key(message, null));
  }

  private static final class Key extends WeakReference<Object> {

    private final int hash;

    Key(Object message, ReferenceQueue<Object> queue) {
      super(message, queue);
      hash = System.identityHashCode(message);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object message = get();
      return message != null && other instanceof Key && ((Key) other).get() == message;
    }
  }
}
