package io.roentgen.trace;

/**
 * Opens segments and subsegments and knows which is current on the calling thread.
 *
 * <p>A handler asks for one, gets null when there is nothing to record (no trace, not sampled,
 * inside another call), and does no further work then:
 *
 * <pre>
 *   Subsegment call = Tracer.enterCall(host, Subsegment.REMOTE);
 *   if (call != null) { call.setRequest(..); }
 *   String header = Tracer.headerFor(call);
 *   if (header != null) { request.setHeader(TraceHeader.NAME, header); }
 *   ..
 *   if (call != null) { call.setStatus(..); call.close(thrown); }
 * </pre>
 */
public final class Tracer {

  /** Work that outlives its request by more than this is no longer part of it. */
  private static final long STALE_MICROS = 15L * 60 * 1_000_000;

  /** For threads that have not run yet and tasks that wait. */
  private static final WeakIdentityMap<TraceContext> WAITING = new WeakIdentityMap<>();

  private static volatile String serviceName = "unknown";
  private static volatile Sampler sampler;
  private static volatile Sink sink;

  private Tracer() {}

  /**
   * Starts tracing; until then nothing is recorded.
   *
   * @param serviceName the name of the segments
   */
  public static void install(String serviceName, Sampler sampler, Sink sink) {
    Tracer.serviceName = serviceName;
    Tracer.sink = sink;
    Tracer.sampler = sampler;
  }

  /** What the calling thread works on, or null. */
  public static TraceContext current() {
    return Current.get().context;
  }

  /**
   * Makes a context current on the calling thread, for a task handed over from another.
   *
   * @param context what was current where the task was handed over; may be null
   * @return what was current here until now, to be given back to {@link #restore} after the task
   */
  public static TraceContext attach(TraceContext context) {
    Current current = Current.get();
    TraceContext previous = current.context;
    current.context = context;
    return previous;
  }

  /** Ends what {@link #attach} began. */
  public static void restore(TraceContext previous) {
    Current.get().context = previous;
  }

  /**
   * Leaves a context for a thread that has not run yet, which begins with it, or for a task that
   * waits, where neither can be wrapped; in place of what waits for it already. One that is never
   * run takes its context along.
   *
   * @param receiver a thread or task, not null
   * @param context not null
   */
  public static void handOver(Object receiver, TraceContext context) {
    WAITING.put(receiver, context);
  }

  /** What was left for the receiver, once; null if nothing. */
  public static TraceContext takeOver(Object receiver) {
    return WAITING.remove(receiver);
  }

  /**
   * A request has arrived: begins its segment, or marks the thread as working on one that is not
   * sampled, and makes that current. End it with {@link #end}.
   *
   * @param header the trace header as it came, or null
   * @param host the Host header, or null
   * @param method the HTTP method, or null when it is not HTTP
   * @param path the path without query, or null
   * @return null when the thread works on a request already: a filter, forward or include of it
   */
  public static TraceContext enterSegment(String header, String host, String method, String path) {
    Current current = Current.get();
    if (current.context != null && !current.context.isOver()) {
      return null;
    }
    return begin(current, TraceHeader.parse(header), host, method, path);
  }

  /**
   * The same for who has read the header: if its decision {@link TraceHeader#isDecided stands},
   * nobody asks for host, method and path, and they need not be read.
   *
   * @param caller the trace header, or null if there was none or it was malformed
   */
  public static TraceContext enterSegmentOf(
      TraceHeader caller, String host, String method, String path) {
    Current current = Current.get();
    if (current.context != null && !current.context.isOver()) {
      return null;
    }
    return begin(current, caller, host, method, path);
  }

  /**
   * Begins a segment for a message, whatever else is current: it belongs to the sender's trace, not
   * to the one that polled.
   */
  public static TraceContext enterMessage(String header) {
    return begin(Current.get(), TraceHeader.parse(header), null, null, null);
  }

  private static TraceContext begin(
      Current current, TraceHeader caller, String host, String method, String path) {
    Sampler decide = sampler;
    if (decide == null) {
      return null;
    }
    TraceHeader trace =
        caller != null ? caller : TraceHeader.fresh(current, TraceHeader.Decision.UNKNOWN, null);
    boolean sampled =
        trace.decision() == TraceHeader.Decision.SAMPLED
            || trace.decision() != TraceHeader.Decision.NOT_SAMPLED
                && decide.sample(host, method, path);
    TraceContext context =
        sampled
            ? new Segment(trace, current.nextId(), Clock.offset(), serviceName)
            : new Unsampled(trace);
    context.enter(current);
    return context;
  }

  /** Ends a request or message: {@code leave()} on the thread that began it, and finish. */
  public static void end(TraceContext context) {
    if (context instanceof Segment) {
      ((Segment) context).close();
    } else if (context != null) {
      context.leave();
      ((Unsampled) context).end();
    }
  }

  /**
   * The value for the response's trace header, or null where none is due: only a caller that sent
   * {@code Sampled=?} is told.
   */
  public static String responseHeader(TraceHeader caller, TraceContext context) {
    if (caller == null || caller.decision() != TraceHeader.Decision.REQUESTED) {
      return null;
    }
    return "Root=" + caller.traceId() + (context instanceof Entity ? ";Sampled=1" : ";Sampled=0");
  }

  /**
   * Begins a call to another system and makes it current.
   *
   * @param name may be null when it is set before the call ends
   * @param namespace {@link Subsegment#AWS} or {@link Subsegment#REMOTE}
   * @return null when there is nothing to record: no sampled trace, or inside another call, of
   *     which this one is a part
   */
  public static Subsegment enterCall(String name, String namespace) {
    Current current = Current.get();
    Entity parent = parent(current);
    return parent == null || isCall(parent) ? null : enter(current, parent, name, namespace);
  }

  /** Begins a part of the application's own work and makes it current; null as above. */
  public static Subsegment enterLocal(String name) {
    Current current = Current.get();
    Entity parent = parent(current);
    return parent == null || isCall(parent) ? null : enter(current, parent, name, null);
  }

  /**
   * The trace header a request has to carry.
   *
   * @param call what {@link #enterCall} returned for it
   * @return null when there is no trace, or an outer call has seen to it
   */
  public static String headerFor(Subsegment call) {
    if (call != null) {
      return call.header();
    }
    TraceContext context = Current.get().context;
    return context != null && context.entity() == null ? context.header() : null;
  }

  private static Subsegment enter(Current current, Entity parent, String name, String namespace) {
    Subsegment subsegment = new Subsegment(parent, current.nextId(), name, namespace);
    subsegment.enter(current);
    return subsegment;
  }

  private static Entity parent(Current current) {
    TraceContext context = current.context;
    Entity entity = context == null ? null : context.entity();
    return entity == null || isStale(entity.segment()) ? null : entity;
  }

  private static boolean isStale(Segment segment) {
    long end = segment.end();
    return end != 0 && segment.now() - end > STALE_MICROS;
  }

  private static boolean isCall(Entity entity) {
    return entity instanceof Subsegment && ((Subsegment) entity).isCall() && !entity.hasEnded();
  }

  static void offer(Entity complete) {
    Sink to = sink;
    if (to != null) {
      to.offer(complete);
    }
  }
}
