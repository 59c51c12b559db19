package io.roentgen.console.receive;

import java.io.Closeable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs an HTTP server's exchanges, a bounded number at once, and interrupts those that take too
 * long: the JDK's server reads a request in these threads from an interruptible channel, so that a
 * client that sends a byte a minute loses its connection. Its own limit is a system property, and
 * the application's.
 */
public final class Deadlines implements Executor, Closeable {

  private static final long IDLE_SECONDS = 30;
  private static final long LOOK_MILLIS = 250;

  private final ConcurrentHashMap<Thread, Long> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor pool;
  private final String name;
  private final long calm;
  private final long pressed;
  private Thread watchdog;
  private boolean closed;

  /**
   * @param name of the threads
   * @param threads how many exchanges at once
   * @param calm milliseconds that one may take
   * @param pressed milliseconds that one may take when others wait
   */
  public Deadlines(String name, int threads, long calm, long pressed) {
    this.name = name;
    this.calm = TimeUnit.MILLISECONDS.toNanos(calm);
    this.pressed = TimeUnit.MILLISECONDS.toNanos(pressed);
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon(work, name));
    pool.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable exchange) {
    pool.execute(() -> run(exchange));
    watch();
  }

  private void run(Runnable exchange) {
    Thread thread = Thread.currentThread();
    running.put(thread, System.nanoTime());
    try {
      exchange.run();
    } finally {
      // An interrupt that came in between is for this exchange, not for the thread's next.
      synchronized (running) {
        running.remove(thread);
        Thread.interrupted();
      }
    }
  }

  private synchronized void watch() {
    if (watchdog == null && !closed) {
      watchdog = daemon(this::look, name + "-deadlines");
      watchdog.start();
    }
  }

  /** Ends when nothing runs; the next exchange starts it again. */
  private void look() {
    while (true) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      synchronized (this) {
        if (closed || running.isEmpty() && pool.getQueue().isEmpty()) {
          watchdog = null;
          return;
        }
      }
      long longest = pool.getQueue().isEmpty() ? calm : pressed;
      long now = System.nanoTime();
      for (Thread thread : running.keySet()) {
        synchronized (running) {
          Long since = running.get(thread);
          if (since != null && now - since > longest) {
            thread.interrupt();
          }
        }
      }
    }
  }

  /** Interrupts what runs; what waits is not begun. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    pool.shutdownNow();
  }
}
