package io.roentgen.trace;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** What this service did for one request or message. */
public final class Segment extends Entity {

  /**
   * Subsegments beyond this many are sent on their own when they end, so that a long batch job
   * doesn't grow without bound in memory.
   */
  static final int MAX_CHILDREN_KEPT = 400;

  /** X-Ray indexes so many of a trace. */
  private static final int MAX_ANNOTATIONS = 50;

  /** Work that outlives its request by more than this is no longer part of it. */
  static final long STALE_MICROS = 15L * 60 * 1_000_000;

  private static final long GRACE_MICROS = 1_000_000;

  /** A thread may be there for good. */
  private static final long FOLLOW_MICROS = 60L * 1_000_000;

  private static final AtomicIntegerFieldUpdater<Segment> HOLDS =
      AtomicIntegerFieldUpdater.newUpdater(Segment.class, "holds");
  private static final AtomicIntegerFieldUpdater<Segment> ANNOTATIONS =
      AtomicIntegerFieldUpdater.newUpdater(Segment.class, "annotationCount");
  private static final AtomicIntegerFieldUpdater<Segment> COUNT =
      AtomicIntegerFieldUpdater.newUpdater(Segment.class, "count");
  private static final AtomicReferenceFieldUpdater<Segment, ExceptionRecord> EXCEPTIONS =
      AtomicReferenceFieldUpdater.newUpdater(Segment.class, ExceptionRecord.class, "exceptions");

  private TraceHeader trace;
  private final long clock;
  private final boolean foreign;
  private volatile boolean discarded;
  private volatile int count;
  private volatile int annotationCount;
  volatile ExceptionRecord exceptions;

  /** How many tasks and subsegments work on it, of one that is kept. */
  private volatile int holds;

  /** Whether a task or thread ever did. */
  private volatile boolean handedOver;

  /** When something last happened in it, and when who began it went on; microseconds or 0. */
  private volatile long last;

  private volatile long left;
  private volatile Queue<Thread> followers;
  private long patience;
  private String user;
  private String clientIp;
  private boolean forwarded;
  private String userAgent;
  private String origin;

  Segment(TraceHeader trace, long id, long clock, String name) {
    this(trace, id, clock, name, false);
  }

  private Segment(TraceHeader trace, long id, long clock, String name, boolean foreign) {
    super(id, clock + System.nanoTime() / 1000, name);
    this.trace = trace;
    this.clock = clock;
    this.foreign = foreign;
  }

  /** The segment that somebody else sends, and which the header names as the parent. */
  static Segment foreign(TraceHeader trace, long clock, String name) {
    return new Segment(trace, trace.parent(), clock, name, true);
  }

  @Override
  public Segment segment() {
    return this;
  }

  @Override
  public long parentId() {
    return trace.parent();
  }

  /** The trace it belongs to. */
  public TraceHeader trace() {
    return trace;
  }

  /** Moves it, with what is below it, to another trace. What was sent already stays. */
  public void setTrace(TraceHeader trace) {
    this.trace = trace;
  }

  /** Whether somebody else sends it: then what is directly below it is sent on its own. */
  public boolean isForeign() {
    return foreign;
  }

  /**
   * From now on as if it were not sampled: it is not sent, nor is what is below it and ends later,
   * and calls made from it say so.
   */
  public void discard() {
    discarded = true;
  }

  /** Whether it was {@link #discard}ed. */
  public boolean isDiscarded() {
    return discarded;
  }

  boolean hasRoomForAnnotation() {
    return annotationCount < MAX_ANNOTATIONS
        && ANNOTATIONS.incrementAndGet(this) <= MAX_ANNOTATIONS;
  }

  /** Who sent the request. {@code forwarded}: the address is the one that a proxy told us. */
  public void setClient(String ip, boolean forwarded, String userAgent) {
    this.clientIp = ip;
    this.forwarded = forwarded;
    this.userAgent = userAgent;
  }

  /** The client's address, or null. */
  public String clientIp() {
    return clientIp;
  }

  /** Whether the address came from X-Forwarded-For. */
  public boolean forwarded() {
    return forwarded;
  }

  /** The client's user agent, or null. */
  public String userAgent() {
    return userAgent;
  }

  /** The user on whose behalf the request was made, as the application named it. */
  public void setUser(String user) {
    this.user = user;
  }

  /** The user, or null. */
  public String user() {
    return user;
  }

  /** What kind of resource serves the request, such as {@code AWS::ECS::Container}. */
  public void setOrigin(String origin) {
    this.origin = origin;
  }

  /** The origin, or null. */
  public String origin() {
    return origin;
  }

  /** Microseconds since the epoch, on this segment's own clock. */
  public long now() {
    return clock + System.nanoTime() / 1000;
  }

  /** Whether one more subsegment may be kept until this ends. */
  boolean hasRoom() {
    return count < MAX_CHILDREN_KEPT && COUNT.incrementAndGet(this) <= MAX_CHILDREN_KEPT;
  }

  AtomicReference<Segment> held() {
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

  void begun(Subsegment child) {
    setUsed();
    last = child.start();
    HOLDS.incrementAndGet(this);
  }

  void ended(Subsegment child) {
    last = child.end();
    HOLDS.decrementAndGet(this);
  }

  synchronized void addFollower(Thread thread) {
    setUsed();
    handedOver = true;
    if (followers == null) {
      followers = new ConcurrentLinkedQueue<>();
    }
    followers.add(thread);
  }

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
   * Ends this, which is {@link #setKept kept}, when nothing works on it any more: now, or as of the
   * moment when the last of them was done.
   *
   * @param micros when who began it went on, from {@link #now()}
   */
  public void finishWhenQuiet(long micros) {
    left = micros;
    if (holds == 0 && !handedOver) {
      finishAt(micros);
    } else {
      Tracer.watch(this);
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

  void remember(ExceptionRecord record) {
    while (true) {
      ExceptionRecord newest = exceptions;
      record.setEarlier(newest);
      if (EXCEPTIONS.compareAndSet(this, newest, record)) {
        return;
      }
    }
  }

  @Override
  void complete() {
    if (isKept()) {
      Tracer.unwatch(this);
    }
    if (!foreign && move(OPEN, TAKEN) && !discarded) {
      Tracer.offer(this);
    }
  }
}
