package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** What this service did for one request or message. */
public final class Segment extends Entity {

  /**
   * Subsegments beyond this many are sent on their own when they end, so that a long batch job
   * doesn't grow without bound in memory.
   */
  static final int MAX_CHILDREN_KEPT = 400;

  private static final AtomicIntegerFieldUpdater<Segment> COUNT =
      AtomicIntegerFieldUpdater.newUpdater(Segment.class, "count");
  private static final AtomicReferenceFieldUpdater<Segment, ExceptionRecord> EXCEPTIONS =
      AtomicReferenceFieldUpdater.newUpdater(Segment.class, ExceptionRecord.class, "exceptions");

  private final TraceHeader trace;
  private final long clock;
  private volatile int count;
  volatile ExceptionRecord exceptions;
  private String user;
  private String clientIp;
  private boolean forwarded;
  private String userAgent;
  private String origin;

  Segment(TraceHeader trace, long id, long clock, String name) {
    super(id, clock + System.nanoTime() / 1000, name);
    this.trace = trace;
    this.clock = clock;
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
    if (move(OPEN, TAKEN)) {
      Tracer.offer(this);
    }
  }
}
