package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What a thread is working on: one small mutable object per thread, found with a single {@code
 * ThreadLocal.get()} and set once.
 */
final class Current {

  private static final ThreadLocal<Current> LOCAL = new ThreadLocal<>();

  final Thread thread;
  TraceContext context;

  /** What the thread was started with, until its first task is over. */
  private TraceContext inherited;

  /** Keeps open what the task at hand works on. */
  private AtomicReference<Message> hold;

  private long a;
  private long b;
  private int generation;

  private Current(Thread thread) {
    this.thread = thread;
    this.context = Tracer.takeOver(thread);
    this.inherited = context;
  }

  static Current get() {
    Current current = LOCAL.get();
    return current != null ? current : first();
  }

  private static Current first() {
    Current current = new Current(Thread.currentThread());
    LOCAL.set(current);
    return current;
  }

  /** What the thread works on, or null. */
  TraceContext context() {
    TraceContext now = context;
    while (now != null && now.isLoose() && now.isOver()) {
      now = context = now.outer();
    }
    return now;
  }

  /** Whether the thread works on a request or message that is not over. */
  private boolean isInside() {
    TraceContext now = context;
    if (now == null) {
      return false;
    }
    // A request that arrives is more than what was begun for want of anything else.
    if (now.leaveLoose(this, null)) {
      context = null;
      return false;
    }
    return !now.isOver();
  }

  /** Null if the thread works on a request or message already. */
  TraceContext enterRequest(String header, String host, String method, String path) {
    return isInside() ? null : begin(TraceHeader.parse(header), host, method, path, false);
  }

  TraceContext enterRequest(TraceHeader caller, String host, String method, String path) {
    return isInside() ? null : begin(caller, host, method, path, false);
  }

  /** Begins a segment, or what stands for one that is not sampled; null before any can begin. */
  TraceContext begin(TraceHeader caller, String host, String method, String path, boolean message) {
    Sampler decide = Tracer.sampler();
    if (decide == null) {
      return null;
    }
    TraceHeader trace = caller != null ? caller : fresh();
    boolean sampled = trace.decision() == TraceHeader.Decision.SAMPLED;
    String rule = null;
    if (!trace.isDecided()) {
      rule = decide.sampledBy(null, host, method, path);
      sampled = rule != null;
    }
    TraceContext begun;
    if (!sampled) {
      begun = new Unsampled(trace);
    } else if (message) {
      begun = new Message(trace, nextId(), Clock.offset(), Tracer.serviceName);
    } else {
      begun = new Segment(trace, nextId(), Clock.offset(), Tracer.serviceName);
    }
    begun.enter(this);
    if (sampled) {
      ((Segment) begun).setRule(rule);
      Listeners.tell((Segment) begun);
    }
    return begun;
  }

  TraceHeader fresh() {
    return TraceHeader.fresh(this, TraceHeader.Decision.UNKNOWN, null);
  }

  /** Begins a subsegment of what is current; null if nothing is recorded here. */
  Subsegment enter(String name, String namespace, boolean call) {
    TraceContext now = context();
    Entity parent = now == null ? null : now.entity();
    return parent == null || parent.segment().isStale() || parent.isCall()
        ? null
        : enter(parent, name, namespace, call);
  }

  Subsegment enter(Entity parent, String name, String namespace, boolean call) {
    Subsegment subsegment = new Subsegment(parent, nextId(), name, namespace, call);
    subsegment.enter(this);
    return subsegment;
  }

  /** Returns what {@link #restore} has to be given. */
  TraceContext attach(TraceContext next) {
    TraceContext previous = context();
    context = next;
    return previous;
  }

  void restore(TraceContext previous) {
    TraceContext left = context;
    context = previous;
    if (left != null && left != previous) {
      left.leaveLoose(this, previous);
    }
  }

  void beginTask(TraceContext task, AtomicReference<Message> keeping) {
    context = task;
    hold = keeping;
  }

  void endTask() {
    restore(null);
    AtomicReference<Message> kept = hold;
    if (kept != null) {
      hold = null;
      TraceContext.release(kept);
    }
    TraceContext first = inherited;
    if (first != null) {
      inherited = null;
      first.unfollow(thread);
    }
  }

  /** An entity id: any 64 bits but zero, which means "none". */
  long nextId() {
    reseedIfNeeded();
    long id = Ids.mix(a += Ids.GOLDEN_GAMMA);
    return id != 0 ? id : nextId();
  }

  /** Bits independent of {@link #nextId()}, for the other part of a trace id. */
  long nextRandom() {
    reseedIfNeeded();
    return Ids.mix(b += Ids.GOLDEN_GAMMA);
  }

  private void reseedIfNeeded() {
    int now = Ids.generation;
    if (generation != now) {
      generation = now;
      a = Ids.seed(0);
      b = Ids.seed(1);
    }
  }
}
