package io.roentgen.console.receive;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Receives segment documents as the X-Ray daemon does: a datagram is the header line {@code
 * {"format": "json", "version": 1}} and one document.
 *
 * <p>One thread does nothing but empty the socket, whose buffer the kernel keeps small; another
 * reads what came. Both are daemon threads.
 */
public final class UdpReceiver implements Closeable {

  static final String EMPTY = "an empty datagram";
  static final String NO_HEADER = "no header line";
  static final String WRONG_HEADER = "a header that is not {\"format\": \"json\", \"version\": 1}";
  static final String NO_DOCUMENT = "no document after the header";
  static final String OVERFLOW = "came faster than it could be read";

  private static final int SOCKET_BUFFER = 16 << 20;
  private static final long BACKLOG = 64L << 20;

  /** More than a datagram can hold over IPv4 (65,507 bytes) or IPv6 (65,527): none is cut. */
  private static final int LARGEST = 65_536;

  private static final long CLOSING_MILLIS = 1_000;
  private static final long ERROR_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long GIVE_WAY = TimeUnit.MICROSECONDS.toNanos(200);

  private final Documents documents;
  private final Counters counters;
  private final Backlog backlog;
  private final DatagramChannel channel;
  private final InetSocketAddress address;
  private final int socketBuffer;
  private final Thread reader;
  private final Selector selector;
  private volatile boolean closed;

  /** Datagrams wait in the socket. */
  private volatile boolean draining;

  /**
   * Listens at once.
   *
   * @param address where; port 0 takes a free one
   * @throws IOException if it can't listen there
   */
  public UdpReceiver(InetSocketAddress address, Documents documents, Counters counters)
      throws IOException {
    // A small heap is the application's, if the console runs in it.
    this(address, documents, counters, Math.min(BACKLOG, Runtime.getRuntime().maxMemory() / 8));
  }

  /**
   * @param room bytes of heap for datagrams that were not read yet
   */
  UdpReceiver(InetSocketAddress address, Documents documents, Counters counters, long room)
      throws IOException {
    this.documents = documents;
    this.counters = counters;
    backlog = new Backlog(room, LARGEST);
    channel = open(address);
    try {
      socketBuffer = enlarge(channel);
      channel.bind(address);
      this.address = (InetSocketAddress) channel.getLocalAddress();
      channel.configureBlocking(false);
      selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    reader = start("roentgen-console-documents", this::read);
    start("roentgen-console-udp", this::receive);
  }

  private static DatagramChannel open(InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      throw new UnknownHostException(address.getHostString());
    }
    try {
      return DatagramChannel.open(
          address.getAddress() instanceof Inet4Address
              ? StandardProtocolFamily.INET
              : StandardProtocolFamily.INET6);
    } catch (UnsupportedOperationException e) {
      throw new IOException("no IPv6 here", e);
    }
  }

  /** Linux cuts what is asked for to what is allowed; other systems refuse it. */
  private static int enlarge(DatagramChannel channel) throws IOException {
    for (int size = SOCKET_BUFFER; size >= 64 << 10; size >>= 1) {
      try {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, size);
        break;
      } catch (IOException e) {
        // The half of it, then.
      }
    }
    return channel.getOption(StandardSocketOptions.SO_RCVBUF);
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Bytes of the socket's buffer that the operating system granted. */
  public int socketBuffer() {
    return socketBuffer;
  }

  /**
   * Datagrams that the kernel dropped because the socket's buffer was full. Reads a file of the
   * kernel's, so not for every call of something that is called often.
   *
   * @return -1 where the kernel doesn't tell: anywhere but on Linux
   */
  public long dropped() {
    return KernelDrops.of(address);
  }

  private void receive() {
    ByteBuffer nowhere = ByteBuffer.allocate(LARGEST);
    while (!closed) {
      try {
        draining = false;
        selector.select();
        draining = true;
        selector.selectedKeys().clear();
        while (receive(nowhere)) {
          // Until the socket is empty.
        }
      } catch (ClosedChannelException | ClosedSelectorException e) {
        break;
      } catch (Throwable e) {
        failed(e);
        sleep(ERROR_PAUSE);
      }
    }
    draining = false;
    backlog.close();
  }

  /** Whether there was a datagram. */
  private boolean receive(ByteBuffer nowhere) throws IOException {
    ByteBuffer room = backlog.room();
    ByteBuffer into = room == null ? nowhere : room;
    if (room == null) {
      nowhere.clear();
    }
    InetSocketAddress from = (InetSocketAddress) channel.receive(into);
    if (from == null) {
      return false;
    }
    long now = System.currentTimeMillis();
    counters.datagram(now);
    if (room == null) {
      counters.bad(OVERFLOW, from, now);
    } else {
      backlog.put(from);
    }
    return true;
  }

  private void read() {
    Backlog.View datagram = new Backlog.View();
    while (true) {
      try {
        // With few processors each document read now costs several that the socket has no room for.
        while (draining && backlog.isRoomy()) {
          sleep(GIVE_WAY);
        }
        if (!backlog.take(datagram)) {
          return;
        }
        String reason = read(datagram.bytes, datagram.from, datagram.to);
        if (reason == null) {
          counters.document();
        } else {
          counters.bad(reason, datagram.sender, System.currentTimeMillis());
        }
      } catch (InterruptedException e) {
        // Nobody but close() ends this thread.
      } catch (Throwable e) {
        failed(e);
      }
    }
  }

  private String read(byte[] bytes, int from, int to) {
    if (from == to) {
      return EMPTY;
    }
    int end = from;
    while (end < to && bytes[end] != '\n') {
      end++;
    }
    if (end == to) {
      return NO_HEADER;
    }
    if (!Header.isValid(bytes, from, end)) {
      return WRONG_HEADER;
    }
    int start = end + 1;
    while (start < to && isSpace(bytes[start])) {
      start++;
    }
    return start == to ? NO_DOCUMENT : documents.accept(bytes, start, to - start);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private void failed(Throwable e) {
    try {
      counters.bad("failed: " + e.getClass().getName(), null, System.currentTimeMillis());
    } catch (Throwable again) {
      // Out of memory; the next one may fare better.
    }
  }

  private static void sleep(long nanos) {
    LockSupport.parkNanos(nanos);
  }

  /** Receives no more; what came already is read, for a second at most. */
  @Override
  public void close() throws IOException {
    closed = true;
    selector.close();
    channel.close();
    backlog.close();
    try {
      reader.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int left = backlog.clear(); left > 0; left--) {
      counters.bad(OVERFLOW, null, System.currentTimeMillis());
    }
  }
}
