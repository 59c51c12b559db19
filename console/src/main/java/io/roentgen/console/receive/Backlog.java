package io.roentgen.console.receive;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;

/** Datagrams between the thread that empties the socket and the one that reads them. */
final class Backlog {

  /** What a datagram costs beside its bytes: itself, its array's header, the sender, its place. */
  private static final int OVERHEAD = 128;

  private final ArrayDeque<Datagram> datagrams = new ArrayDeque<>();
  private final long limit;
  private long size;
  private boolean waiting;
  private boolean closed;

  /**
   * @param limit bytes of heap it may take
   */
  Backlog(long limit) {
    this.limit = limit;
  }

  /** Whether there was room. */
  synchronized boolean offer(Datagram datagram) {
    long cost = datagram.bytes.length + OVERHEAD;
    if (closed || size + cost > limit) {
      return false;
    }
    size += cost;
    datagrams.add(datagram);
    // Waking costs the receiving thread microseconds; a busy reader needs none.
    if (waiting) {
      notify();
    }
    return true;
  }

  /** Waits for the next; null once it is closed and empty. */
  synchronized Datagram take() throws InterruptedException {
    while (datagrams.isEmpty()) {
      if (closed) {
        return null;
      }
      waiting = true;
      try {
        wait();
      } finally {
        waiting = false;
      }
    }
    Datagram datagram = datagrams.poll();
    size -= datagram.bytes.length + OVERHEAD;
    return datagram;
  }

  /** What is in it can still be taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /**
   * @return how many were in it
   */
  synchronized int clear() {
    int left = datagrams.size();
    datagrams.clear();
    size = 0;
    return left;
  }

  static final class Datagram {
    final byte[] bytes;
    final InetSocketAddress from;

    Datagram(byte[] bytes, InetSocketAddress from) {
      this.bytes = bytes;
      this.from = from;
    }
  }
}
