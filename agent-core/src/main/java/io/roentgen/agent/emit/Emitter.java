package io.roentgen.agent.emit;

import io.roentgen.agent.AgentThread;
import io.roentgen.agent.Log;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Open;
import io.roentgen.trace.Sink;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The thread that sends: takes entities from a bounded queue, writes and sends them. It starts with
 * the first entity, sleeps while there are none, and a request never waits for it: a full queue
 * drops, and what is dropped is counted.
 */
public final class Emitter implements Sink {

  /** Room for the subsegments of a batch job that come in a burst, each an element of its own. */
  private static final int CAPACITY = 1 << 14;

  private static final long LINGER_NANOS = 20_000_000;
  private static final int LINGERS_BEFORE_SLEEP = 50;
  private static final long FLUSH_AT_EXIT_MILLIS = 3_000;
  private static final long SWEEP_NANOS = 200_000_000;
  private static final long FLUSH_STEP_NANOS = 100_000;
  private static final String NAME = "roentgen-emitter";
  private static final int REPORT_EVERY = 1 << 10;

  private final Ring<Entity> ring = new Ring<>(CAPACITY);
  private final DocumentWriter writer;
  private final Delivery delivery;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicLong dropped = new AtomicLong();
  private volatile Thread thread;
  private volatile boolean asleep;
  private volatile boolean exiting;
  private volatile boolean drained;

  /** How many of the entities offered so far are with the transport. */
  private volatile long handled;

  private volatile boolean restored;
  private long sweptAt = System.nanoTime();

  private Emitter(Transport transport, String version, int stackFrames) {
    writer = new DocumentWriter(version, stackFrames);
    delivery = new Delivery(transport);
  }

  /**
   * Sends to a daemon by UDP.
   *
   * @param perSecond documents a second at most; 0 for no limit
   */
  public static Emitter udp(DaemonAddress address, int perSecond, String version, int stackFrames) {
    return new Emitter(new UdpTransport(address, perSecond), version, stackFrames);
  }

  /** As {@link #udp(DaemonAddress, int, String, int)}, as fast as Amazon's daemon can take. */
  public static Emitter udp(DaemonAddress address, String version, int stackFrames) {
    return udp(address, UdpTransport.PER_SECOND, version, stackFrames);
  }

  /** Appends to a file, a document a line. */
  public static Emitter file(String path, String version, int stackFrames) {
    return new Emitter(new FileTransport(path), version, stackFrames);
  }

  /**
   * To a console in this process.
   *
   * @param console the loader of the console's classes, asked for when it opens
   * @param address where the page is to be, {@code host:port}
   * @param daemon where the console listens for others, and where documents go without a console
   */
  public static Emitter console(
      Supplier<ClassLoader> console,
      String address,
      DaemonAddress daemon,
      String version,
      int stackFrames) {
    return new Emitter(new ConsoleTransport(console, address, daemon), version, stackFrames);
  }

  /** The agent has started: begins to say, in a system property, what becomes of documents. */
  public void publish(String version, String service, String sampling) {
    delivery.begin(version, service, sampling);
  }

  /** Where documents go, for people. */
  public String target() {
    return delivery.target();
  }

  /** Documents sent so far. */
  public long sent() {
    return delivery.sent();
  }

  /** Documents that could not be sent. */
  public long failed() {
    return delivery.failed();
  }

  /** Entities that found the queue full. */
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void offer(Entity complete) {
    if (!ring.offer(complete)) {
      dropped.incrementAndGet();
    }
    if (asleep) {
      wake();
    } else {
      startOnce();
    }
  }

  private void wake() {
    asleep = false;
    LockSupport.unpark(thread);
  }

  private void startOnce() {
    if (thread == null && started.compareAndSet(false, true)) {
      start();
    }
  }

  @Override
  public void watch() {
    startOnce();
    if (asleep) {
      wake();
    }
  }

  @Override
  public void flush(long millis) {
    startOnce();
    long wanted = ring.offered();
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (handled - wanted < 0 && System.nanoTime() - deadline < 0) {
      wake();
      LockSupport.parkNanos(this, FLUSH_STEP_NANOS);
    }
  }

  @Override
  public void restored() {
    restored = true;
  }

  @Override
  public void warn(String message) {
    Log.warn(message);
  }

  private void start() {
    try {
      thread = AgentThread.create(new Loop(), NAME);
      AgentThread.start(thread);
      Runtime.getRuntime().addShutdownHook(AgentThread.create(new FlushAtExit(), NAME));
    } catch (IllegalStateException e) {
      exiting = true;
    } catch (Throwable t) {
      Log.error("cannot start the emitter, nothing is sent: " + t);
    }
  }

  // Not lambdas: the first of a JVM costs more than the thread, and the application may use none.
  private final class Loop implements Runnable {
    @Override
    public void run() {
      loop();
    }
  }

  private final class FlushAtExit implements Runnable {
    @Override
    public void run() {
      flushAtExit();
    }
  }

  private void loop() {
    int idle = 0;
    while (true) {
      Entity next = ring.poll();
      if (next != null) {
        idle = 0;
        write(next);
      } else {
        if (idle == 0) {
          delivery.flush();
          handled = ring.polled();
        }
        report();
        idle++;
        sweep();
        rest(idle);
      }
    }
  }

  /** Ends messages that nobody works on any more. */
  private void sweep() {
    long now = System.nanoTime();
    if (Open.isWatching() && now - sweptAt > SWEEP_NANOS) {
      sweptAt = now;
      Open.sweep(false);
    }
  }

  /** Whoever interrupted us meant something else; parks would return, and channels close. */
  private static void clearInterrupt() {
    Thread.interrupted();
  }

  private void rest(int idle) {
    clearInterrupt();
    if (exiting) {
      drained = ring.size() == 0;
    }
    if (idle < LINGERS_BEFORE_SLEEP || exiting) {
      LockSupport.parkNanos(this, LINGER_NANOS);
      return;
    }
    asleep = true;
    // Whoever offers from here on sees that we sleep; who offered before is seen here.
    while (asleep && !exiting && ring.size() == 0) {
      if (Open.isWatching()) {
        LockSupport.parkNanos(this, SWEEP_NANOS);
        break;
      }
      LockSupport.park(this);
    }
    asleep = false;
  }

  private void write(Entity entity) {
    clearInterrupt();
    if (restored) {
      restored = false;
      delivery.reopen();
    }
    if (ring.polled() % REPORT_EVERY == 0) {
      report();
    }
    try {
      writer.write(entity, delivery);
    } catch (Throwable t) {
      delivery.unwritten(t);
    }
  }

  private void report() {
    delivery.report(ring.polled(), dropped.get());
  }

  private void flushAtExit() {
    Open.sweep(true);
    for (Entity open : Open.inProgress()) {
      ring.offer(open);
    }
    exiting = true;
    LockSupport.unpark(thread);
    long deadline = System.nanoTime() + FLUSH_AT_EXIT_MILLIS * 1_000_000;
    while (!drained && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(1_000_000);
    }
    int left = ring.size();
    if (left > 0) {
      Log.warn(left + " traces could not be sent before the JVM ended");
    }
    Log.debug("sent " + sent() + ", failed " + failed() + ", dropped " + dropped.get());
  }
}
