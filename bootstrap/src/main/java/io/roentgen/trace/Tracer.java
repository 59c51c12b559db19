package io.roentgen.trace;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  private static volatile String serviceName = "unknown";
  private static volatile Sampler sampler;
  private static volatile Sink sink;

  /** Weak, as they are an application's, which may go; replaced, never changed. */
  private static volatile List<WeakReference<Consumer<Segment>>> listeners =
      Collections.emptyList();

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
    return context(Current.get());
  }

  private static TraceContext context(Current current) {
    TraceContext context = current.context;
    while (context != null && context.isLoose() && context.isOver()) {
      context = current.context = context.outer();
    }
    return context;
  }

  /**
   * Makes a context current on the calling thread, for a task handed over from another.
   *
   * @param context what was current where the task was handed over; may be null
   * @return what was current here until now, to be given back to {@link #restore} after the task
   */
  public static TraceContext attach(TraceContext context) {
    Current current = Current.get();
    TraceContext previous = context(current);
    current.context = context;
    return previous;
  }

  /** Ends what {@link #attach} began. */
  public static void restore(TraceContext previous) {
    restore(Current.get(), previous);
  }

  private static void restore(Current current, TraceContext previous) {
    TraceContext left = current.context;
    current.context = previous;
    if (left != null && left != previous) {
      left.leaveLoose(current, previous);
    }
  }

  /**
   * A worker takes up a task.
   *
   * @param context may be null
   * @param hold what keeps it open until {@link #endTask()}, or null
   */
  public static void beginTask(TraceContext context, AtomicReference<Message> hold) {
    Current current = Current.get();
    current.context = context;
    current.hold = hold;
  }

  /** A worker is done with its task, the first or any other. */
  public static void endTask() {
    Current current = Current.get();
    restore(current, null);
    AtomicReference<Message> hold = current.hold;
    if (hold != null) {
      current.hold = null;
      TraceContext.release(hold);
    }
    TraceContext inherited = current.inherited;
    if (inherited != null) {
      current.inherited = null;
      inherited.unfollow(current.thread);
    }
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
    if (isInside(current)) {
      return null;
    }
    return begin(current, TraceHeader.parse(header), host, method, path, false);
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
    if (isInside(current)) {
      return null;
    }
    return begin(current, caller, host, method, path, false);
  }

  /** Whether the thread works on a request or message that is not over. */
  private static boolean isInside(Current current) {
    TraceContext context = current.context;
    if (context == null) {
      return false;
    }
    // A request that arrives is more than what was begun for want of anything else.
    if (context.leaveLoose(current, null)) {
      current.context = null;
      return false;
    }
    return !context.isOver();
  }

  /**
   * Begins a segment for a message, whatever else is current: it belongs to the sender's trace, not
   * to the one that polled.
   *
   * @return a {@link Message} if it is sampled
   */
  public static TraceContext enterMessage(String header) {
    return begin(Current.get(), TraceHeader.parse(header), null, null, null, true);
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
    TraceHeader trace = caller != null ? caller : fresh(current);
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
    Current current = Current.get();
    boolean sampled = trace.decision() == TraceHeader.Decision.SAMPLED && trace.parent() != 0;
    if (!trace.isDecided()) {
      trace.passThrough();
    }
    TraceContext context =
        sampled ? Segment.foreign(trace, Clock.offset(), serviceName) : new Unsampled(trace);
    context.enter(current);
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
  public static synchronized void addListener(Consumer<Segment> listener) {
    List<WeakReference<Consumer<Segment>>> all = new ArrayList<>();
    for (WeakReference<Consumer<Segment>> known : listeners) {
      if (known.get() != null) {
        all.add(known);
      }
    }
    all.add(new WeakReference<>(listener));
    listeners = all;
  }

  private static void tell(Segment segment) {
    List<WeakReference<Consumer<Segment>>> all = listeners;
    for (int i = 0; i < all.size(); i++) {
      Consumer<Segment> listener = all.get(i).get();
      if (listener != null) {
        try {
          listener.accept(segment);
        } catch (Throwable broken) {
          // A request must not learn of it.
        }
      }
    }
  }

  private static TraceHeader fresh(Current current) {
    return TraceHeader.fresh(current, TraceHeader.Decision.UNKNOWN, null);
  }

  private static TraceContext begin(
      Current current,
      TraceHeader caller,
      String host,
      String method,
      String path,
      boolean message) {
    Sampler decide = sampler;
    if (decide == null) {
      return null;
    }
    TraceHeader trace = caller != null ? caller : fresh(current);
    boolean sampled =
        trace.decision() == TraceHeader.Decision.SAMPLED
            || trace.decision() != TraceHeader.Decision.NOT_SAMPLED
                && decide.sample(host, method, path);
    TraceContext context;
    if (!sampled) {
      context = new Unsampled(trace);
    } else if (message) {
      context = new Message(trace, current.nextId(), Clock.offset(), serviceName);
    } else {
      context = new Segment(trace, current.nextId(), Clock.offset(), serviceName);
    }
    context.enter(current);
    if (sampled) {
      tell((Segment) context);
    }
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
    return parent == null || isCall(parent) ? null : enter(current, parent, name, namespace, true);
  }

  /** Begins a part of the application's own work and makes it current; null as above. */
  public static Subsegment enterLocal(String name) {
    Current current = Current.get();
    Entity parent = parent(current);
    return parent == null || isCall(parent) ? null : enter(current, parent, name, null, false);
  }

  /**
   * Begins a part that the application asks for, even inside a call, and makes it current.
   *
   * @param parent not null
   * @return null if the parent is not recorded any more
   */
  public static Subsegment beginSubsegment(Entity parent, String name) {
    return parent.entity() == null || isStale(parent.segment())
        ? null
        : enter(Current.get(), parent, name, null, false);
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

  private static Subsegment enter(
      Current current, Entity parent, String name, String namespace, boolean call) {
    Subsegment subsegment = new Subsegment(parent, current.nextId(), name, namespace, call);
    subsegment.enter(current);
    return subsegment;
  }

  private static Entity parent(Current current) {
    TraceContext context = context(current);
    Entity entity = context == null ? null : context.entity();
    return entity == null || isStale(entity.segment()) ? null : entity;
  }

  private static boolean isStale(Segment segment) {
    long end = segment.end();
    return end != 0 && segment.now() - end > Segment.STALE_MICROS;
  }

  private static boolean isCall(Entity entity) {
    return entity instanceof Subsegment && ((Subsegment) entity).isCall() && !entity.hasEnded();
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
