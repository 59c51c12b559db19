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
import java.nio.channels.DatagramChannel;

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
  private static final long BACKLOG = 32L << 20;

  /** More than a datagram can hold over IPv4 (65,507 bytes) or IPv6 (65,527): none is cut. */
  private static final int LARGEST = 65_536;

  private static final long CLOSING_MILLIS = 1_000;

  private final Documents documents;
  private final Counters counters;
  private final Backlog backlog;
  private final DatagramChannel channel;
  private final InetSocketAddress address;
  private final int socketBuffer;
  private final Thread reader;
  private volatile boolean closed;

  /**
   * Listens at once.
   *
   * @param address where; port 0 takes a free one
   * @throws IOException if it can't listen there
   */
  public UdpReceiver(InetSocketAddress address, Documents documents, Counters counters)
      throws IOException {
    // A small heap is the application's, if the console runs in it.
    this(address, documents, counters, Math.min(BACKLOG, Runtime.getRuntime().maxMemory() / 16));
  }

  /**
   * @param room bytes of heap for datagrams that were not read yet
   */
  UdpReceiver(InetSocketAddress address, Documents documents, Counters counters, long room)
      throws IOException {
    this.documents = documents;
    this.counters = counters;
    backlog = new Backlog(room);
    channel = open(address);
    try {
      socketBuffer = enlarge(channel);
      channel.bind(address);
      this.address = (InetSocketAddress) channel.getLocalAddress();
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
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    while (!closed) {
      try {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
        long now = System.currentTimeMillis();
        buffer.flip();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        counters.datagram(now);
        if (!backlog.offer(new Backlog.Datagram(bytes, from))) {
          counters.bad(OVERFLOW, from, now);
        }
      } catch (ClosedChannelException e) {
        break;
      } catch (IOException | RuntimeException | Error e) {
        failed(e);
        pause();
      }
    }
    backlog.close();
  }

  private void read() {
    while (true) {
      try {
        Backlog.Datagram datagram = backlog.take();
        if (datagram == null) {
          return;
        }
        String reason = read(datagram.bytes);
        if (reason == null) {
          counters.document();
        } else {
          counters.bad(reason, datagram.from, System.currentTimeMillis());
        }
      } catch (InterruptedException e) {
        // Nobody but close() ends this thread.
      } catch (Throwable e) {
        failed(e);
      }
    }
  }

  private String read(byte[] bytes) {
    if (bytes.length == 0) {
      return EMPTY;
    }
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end == bytes.length) {
      return NO_HEADER;
    }
    if (!Header.isValid(bytes, end)) {
      return WRONG_HEADER;
    }
    int from = end + 1;
    while (from < bytes.length && isSpace(bytes[from])) {
      from++;
    }
    return from == bytes.length ? NO_DOCUMENT : documents.accept(bytes, from, bytes.length - from);
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

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      // Nobody but close() ends this thread.
    }
  }

  /** Receives no more; what came already is read, for a second at most. */
  @Override
  public void close() throws IOException {
    closed = true;
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
