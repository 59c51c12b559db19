package io.roentgen.console.receive;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Datagrams between the one thread that empties the socket and the one that reads them. They lie in
 * chunks, taken when needed: thousands of small arrays, all alive, would make the collector stop
 * the receiving thread for longer than the socket's buffer lasts.
 */
final class Backlog {

  private static final int CHUNK = 256 << 10;
  private static final int DATAGRAMS_IN_CHUNK = 1_024;

  /** Chunks that are kept for the next datagrams. */
  private static final int SPARE = 4;

  private final int limit;
  private final int datagram;

  /** What the reader has before it; the last is the one being filled. */
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();

  private final ArrayDeque<Chunk> spare = new ArrayDeque<>();
  private Chunk filling;

  /** Where the reader's view is; null while it waits. */
  private Chunk viewed;

  private boolean waiting;
  private boolean closed;

  /**
   * @param room bytes of heap it may take; it takes two chunks at least
   * @param datagram the longest datagram
   */
  Backlog(long room, int datagram) {
    limit = (int) Math.max(2, room / CHUNK);
    this.datagram = datagram;
  }

  /**
   * Room for a datagram of any length: to be written from the buffer's position, and then {@link
   * #put}.
   *
   * @return null if there is none
   */
  synchronized ByteBuffer room() {
    if (filling != null && filling != viewed && filling.taken == filling.count) {
      filling.clear();
    }
    if (filling == null || filling.isFull(datagram)) {
      if (chunks.size() >= limit) {
        return null;
      }
      Chunk next = spare.poll();
      filling = next == null ? new Chunk() : next;
      chunks.add(filling);
    }
    return filling.buffer;
  }

  /** What was written to the room's buffer is a datagram. */
  synchronized void put(InetSocketAddress from) {
    filling.put(from);
    // Waking costs the receiving thread microseconds; a busy reader needs none.
    if (waiting) {
      notify();
    }
  }

  /**
   * Waits for the next. What the view had before is given up.
   *
   * @return false once it is closed and empty
   */
  synchronized boolean take(View view) throws InterruptedException {
    viewed = null;
    while (true) {
      Chunk first = chunks.peek();
      if (first != null && first.taken < first.count) {
        viewed = first;
        first.take(view);
        return true;
      }
      if (first != null && first != filling) {
        recycle(chunks.poll());
      } else if (closed) {
        return false;
      } else {
        waiting = true;
        try {
          wait();
        } finally {
          waiting = false;
        }
      }
    }
  }

  private void recycle(Chunk chunk) {
    if (spare.size() < SPARE) {
      chunk.clear();
      spare.add(chunk);
    }
  }

  /** Whether less than half of the room is taken. */
  synchronized boolean isRoomy() {
    return chunks.size() <= limit / 2;
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
    int left = 0;
    for (Chunk chunk : chunks) {
      left += chunk.count - chunk.taken;
    }
    chunks.clear();
    filling = null;
    return left;
  }

  /** A datagram; its bytes are good until the next is taken. */
  static final class View {
    byte[] bytes;
    int from;
    int to;
    InetSocketAddress sender;
  }

  private static final class Chunk {
    final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    final int[] ends = new int[DATAGRAMS_IN_CHUNK];
    final InetSocketAddress[] senders = new InetSocketAddress[DATAGRAMS_IN_CHUNK];
    int count;
    int taken;

    boolean isFull(int datagram) {
      return count == DATAGRAMS_IN_CHUNK || buffer.remaining() < datagram;
    }

    void put(InetSocketAddress from) {
      ends[count] = buffer.position();
      senders[count++] = from;
    }

    void take(View view) {
      view.bytes = buffer.array();
      view.from = taken == 0 ? 0 : ends[taken - 1];
      view.to = ends[taken];
      view.sender = senders[taken++];
    }

    void clear() {
      count = 0;
      taken = 0;
      buffer.clear();
    }
  }
}
