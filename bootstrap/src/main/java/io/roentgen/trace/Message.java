package io.roentgen.trace;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The segment of a message, of which nobody says when it is done: it notes what works on it,
 * subsegments and tasks it was handed over to, and can stay open until that is over.
 */
public final class Message extends Segment {

  private static final long GRACE_MICROS = 1_000_000;

  /** A thread may be there for good. */
  private static final long FOLLOW_MICROS = 60L * 1_000_000;

  private static final AtomicIntegerFieldUpdater<Message> HOLDS =
      AtomicIntegerFieldUpdater.newUpdater(Message.class, "holds");

  /** How many tasks and subsegments work on it. */
  private volatile int holds;

  /** Whether a task or thread ever did. */
  private volatile boolean handedOver;

  /** When something last happened in it, and when who began it went on; microseconds or 0. */
  private volatile long last;

  private volatile long left;
  private volatile Queue<Thread> followers;
  private long patience;

  Message(TraceHeader trace, long id, long clock, String name) {
    super(trace, id, clock, name);
  }

  @Override
  String headerOf(long id) {
    setUsed();
    return super.headerOf(id);
  }

  @Override
  AtomicReference<Message> held() {
    setUsed();
    handedOver = true;
    HOLDS.incrementAndGet(this);
    return new AtomicReference<>(this);
  }

  @Override
  void setPatience(long micros) {
    patience = micros;
  }

  void release() {
    last = now();
    HOLDS.decrementAndGet(this);
  }

  @Override
  void begun(Subsegment child) {
    setUsed();
    last = child.start();
    HOLDS.incrementAndGet(this);
  }

  @Override
  void ended(Subsegment child) {
    last = child.end();
    HOLDS.decrementAndGet(this);
  }

  @Override
  synchronized void addFollower(Thread thread) {
    setUsed();
    handedOver = true;
    if (followers == null) {
      followers = new ConcurrentLinkedQueue<>();
    }
    followers.add(thread);
  }

  @Override
  void removeFollower(Thread thread) {
    Queue<Thread> all = followers;
    if (all != null) {
      all.remove(thread);
    }
  }

  /** Something happened in it that no subsegment tells of. */
  public void touch() {
    last = now();
  }

  /** When something last happened in it: microseconds since the epoch. */
  public long lastUse() {
    return Math.max(start(), last);
  }

  /**
   * Ends this, when nothing works on it any more: now, or as of the moment when the last of them
   * was done.
   *
   * @param micros when who began it went on, from {@link #now()}
   */
  public void finishWhenQuiet(long micros) {
    left = micros;
    if (holds == 0 && !handedOver) {
      finishAt(micros);
    } else {
      Open.watch(this);
    }
  }

  /**
   * A stage that follows on another, or a thread that was just started, comes a little later than
   * what it follows on; and what waits longer than a request may is waited for no longer.
   */
  @Override
  boolean sweep(boolean atExit) {
    if (hasEnded()) {
      return true;
    }
    long quiet = Math.max(lastUse(), left);
    long idle = now() - quiet;
    boolean isLeft = left != 0 || isOrphaned();
    long limit = isLeft ? STALE_MICROS : patience;
    if (!atExit && idle <= limit && (idle <= GRACE_MICROS || !isLeft || isBusy(idle))) {
      return false;
    }
    finishAt(quiet);
    return true;
  }

  private boolean isBusy(long idle) {
    return holds > 0 || idle <= FOLLOW_MICROS && isFollowed();
  }

  private boolean isFollowed() {
    Queue<Thread> all = followers;
    if (all != null) {
      for (Thread thread : all) {
        if (thread.getState() != Thread.State.TERMINATED) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  void complete() {
    Open.unwatch(this);
    super.complete();
  }
}
