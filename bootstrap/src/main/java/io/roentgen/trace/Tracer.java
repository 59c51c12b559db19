package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

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

  /** For threads that have not run yet and tasks that wait. */
  private static final WeakIdentityMap<TraceContext> WAITING = new WeakIdentityMap<>();

  static volatile String serviceName = "unknown";
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

  /** Who decides on traces that begin here; null before {@link #install}. */
  public static Sampler sampler() {
    return sampler;
  }

  /** What the calling thread works on, or null. */
  public static TraceContext current() {
    return Current.get().context();
  }

  /**
   * Makes a context current on the calling thread, for a task handed over from another.
   *
   * @param context what was current where the task was handed over; may be null
   * @return what was current here until now, to be given back to {@link #restore} after the task
   */
  public static TraceContext attach(TraceContext context) {
    return Current.get().attach(context);
  }

  /** Ends what {@link #attach} began. */
  public static void restore(TraceContext previous) {
    Current.get().restore(previous);
  }

  /**
   * A worker takes up a task.
   *
   * @param context may be null
   * @param hold what keeps it open until {@link #endTask()}, or null
   */
  public static void beginTask(TraceContext context, AtomicReference<Message> hold) {
    Current.get().beginTask(context, hold);
  }

  /** A worker is done with its task, the first or any other. */
  public static void endTask() {
    Current.get().endTask();
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
    return Current.get().enterRequest(header, host, method, path);
  }

  /**
   * The same for who has read the header: if its decision {@link TraceHeader#isDecided stands},
   * nobody asks for host, method and path, and they need not be read.
   *
   * @param caller the trace header, or null if there was none or it was malformed
   */
  public static TraceContext enterSegmentOf(
      TraceHeader caller, String host, String method, String path) {
    return Current.get().enterRequest(caller, host, method, path);
  }

  /**
   * Begins a segment for a message, whatever else is current: it belongs to the sender's trace, not
   * to the one that polled.
   *
   * @return a {@link Message} if it is sampled
   */
  public static TraceContext enterMessage(String header) {
    return Current.get().begin(TraceHeader.parse(header), null, null, null, true);
  }

  /**
   * Begins a segment that the application asks for, whatever is current, and makes it current.
   *
   * @param caller what it continues; null for a trace of its own
   * @return null before {@link #install}
   */
  public static TraceContext beginSegment(String name, TraceHeader caller, boolean sampled) {
    if (sampler == null) {
      return null;
    }
    Current current = Current.get();
    TraceHeader trace = caller != null ? caller : current.fresh();
    TraceContext context =
        sampled ? new Segment(trace, current.nextId(), Clock.offset(), name) : new Unsampled(trace);
    context.enter(current);
    return context;
  }

  /**
   * A function of AWS Lambda is invoked: what it does goes below the segment that Lambda sends, and
   * is sent when it ends. End it with {@link #end}.
   *
   * @param header as Lambda passed it; only if it names a Parent and says so is it recorded
   * @return null before {@link #install}, or if there is no header
   */
  public static TraceContext enterInvocation(String header) {
    TraceHeader trace = TraceHeader.parse(header);
    if (sampler == null || trace == null) {
      return null;
    }
    boolean sampled = trace.decision() == TraceHeader.Decision.SAMPLED && trace.parent() != 0;
    if (!trace.isDecided()) {
      trace.passThrough();
    }
    TraceContext context =
        sampled ? Segment.foreign(trace, Clock.offset(), serviceName) : new Unsampled(trace);
    context.enter(Current.get());
    if (sampled) {
      // Or nobody would be there to send what is open when the process is told to end.
      flush(0);
    }
    return context;
  }

  /**
   * Waits until all that has ended is on its way, because the process may be frozen after this.
   *
   * @param millis how long at most
   */
  public static void flush(long millis) {
    Sink to = sink;
    if (to != null) {
      to.flush(millis);
    }
  }

  /**
   * The process continues from a snapshot, as others may that were made from the same: ids and
   * connections have to be its own.
   */
  public static void restored() {
    Ids.reseed();
    Clock.set();
    Sink to = sink;
    if (to != null) {
      to.restored();
    }
    Sampler decide = sampler;
    if (decide != null) {
      decide.restored();
    }
  }

  /** Tells the user, in one line of the agent's log, of something he may want to change. */
  public static void warn(String message) {
    Sink to = sink;
    if (to != null) {
      to.warn(message);
    }
  }

  /**
   * Tells somebody of every segment that begins with a request or message, once it is current, on
   * the thread that began it. What he throws is lost.
   *
   * @param listener held as long as he holds himself
   */
  public static void addListener(Consumer<Segment> listener) {
    Listeners.add(listener);
  }

  /** Ends a request or message: {@code leave()} on the thread that began it, and finish. */
  public static void end(TraceContext context) {
    if (context != null) {
      context.close();
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
    return Current.get().enter(name, namespace, true);
  }

  /** Begins a part of the application's own work and makes it current; null as above. */
  public static Subsegment enterLocal(String name) {
    return Current.get().enter(name, null, false);
  }

  /**
   * Begins a part that the application asks for, even inside a call, and makes it current.
   *
   * @param parent not null
   * @return null if the parent is not recorded any more
   */
  public static Subsegment beginSubsegment(Entity parent, String name) {
    boolean recorded = parent.entity() != null && !parent.segment().isStale();
    return recorded ? Current.get().enter(parent, name, null, false) : null;
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
    TraceContext context = current();
    return context != null && context.entity() == null ? context.header() : null;
  }

  /** Has somebody call {@link Open#sweep} now and then. */
  static void watch() {
    Sink to = sink;
    if (to != null) {
      to.watch();
    }
  }

  static void offer(Entity complete) {
    Sink to = sink;
    if (to != null) {
      to.offer(complete);
    }
  }
}
