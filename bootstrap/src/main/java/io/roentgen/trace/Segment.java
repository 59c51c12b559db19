package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** What this service did for one request or message. */
public class Segment extends Entity {

  /**
   * Subsegments beyond this many are sent on their own when they end, so that a long batch job
   * doesn't grow without bound in memory.
   */
  static final int MAX_CHILDREN_KEPT = 400;

  /** X-Ray indexes so many of a trace. */
  private static final int MAX_ANNOTATIONS = 50;

  /** Work that outlives its request by more than this is no longer part of it. */
  static final long STALE_MICROS = 15L * 60 * 1_000_000;

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

  private String user;
  private String clientIp;
  private boolean forwarded;
  private String userAgent;
  private String origin;
  private String rule;

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
  public final Segment segment() {
    return this;
  }

  @Override
  public final long parentId() {
    return trace.parent();
  }

  /** The trace it belongs to. */
  public final TraceHeader trace() {
    return trace;
  }

  /** Moves it, with what is below it, to another trace. What was sent already stays. */
  public final void setTrace(TraceHeader trace) {
    this.trace = trace;
  }

  /** Whether somebody else sends it: then what is directly below it is sent on its own. */
  public final boolean isForeign() {
    return foreign;
  }

  /**
   * From now on as if it were not sampled: it is not sent, nor is what is below it and ends later,
   * and calls made from it say so.
   */
  public final void discard() {
    discarded = true;
  }

  /** Whether it was {@link #discard}ed. */
  public final boolean isDiscarded() {
    return discarded;
  }

  /** The trace header for a call made from one of its entities. */
  String headerOf(long id) {
    return discarded ? trace.write(0, false) : trace.write(id, true);
  }

  /** A subsegment of it begins. */
  void begun(Subsegment child) {}

  /** A subsegment of it has ended. */
  void ended(Subsegment child) {}

  boolean hasRoomForAnnotation() {
    return annotationCount < MAX_ANNOTATIONS
        && ANNOTATIONS.incrementAndGet(this) <= MAX_ANNOTATIONS;
  }

  /** Who sent the request. {@code forwarded}: the address is the one that a proxy told us. */
  public final void setClient(String ip, boolean forwarded, String userAgent) {
    this.clientIp = ip;
    this.forwarded = forwarded;
    this.userAgent = userAgent;
  }

  /** The client's address, or null. */
  public final String clientIp() {
    return clientIp;
  }

  /** Whether the address came from X-Forwarded-For. */
  public final boolean forwarded() {
    return forwarded;
  }

  /** The client's user agent, or null. */
  public final String userAgent() {
    return userAgent;
  }

  /** The user on whose behalf the request was made, as the application named it. */
  public final void setUser(String user) {
    this.user = user;
  }

  /** The user, or null. */
  public final String user() {
    return user;
  }

  /** What kind of resource serves the request, such as {@code AWS::ECS::Container}. */
  public final void setOrigin(String origin) {
    this.origin = origin;
  }

  /** The origin, or null. */
  public final String origin() {
    return origin;
  }

  /**
   * Names X-Ray's sampling rule by which it is recorded.
   *
   * @param rule null or {@link Sampler#NO_RULE} if there was none
   */
  public final void setRule(String rule) {
    this.rule = Sampler.NO_RULE.equals(rule) ? null : rule;
  }

  /** The sampling rule, or null. */
  public final String rule() {
    return rule;
  }

  /** Microseconds since the epoch, on this segment's own clock. */
  public final long now() {
    return clock + System.nanoTime() / 1000;
  }

  /** Whether it has ended so long ago that what begins now is no part of it. */
  final boolean isStale() {
    long end = end();
    return end != 0 && now() - end > STALE_MICROS;
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
  boolean sweep(boolean atExit) {
    return hasEnded();
  }

  @Override
  void complete() {
    if (!foreign && !discarded) {
      Tracer.offer(this);
    }
  }
}
