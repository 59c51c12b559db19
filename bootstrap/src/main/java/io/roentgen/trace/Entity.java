package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * What segments and subsegments have in common. Filled with plain writes by whoever runs the call,
 * read by the emitter after it has ended; only its end and its children are shared, lock-free.
 */
public abstract class Entity extends TraceContext {

  private static final AtomicLongFieldUpdater<Entity> END =
      AtomicLongFieldUpdater.newUpdater(Entity.class, "end");

  private final long id;
  private long start;
  private String name;
  private volatile long end;

  /** Newest first; {@link Subsegment} keeps it. */
  volatile Subsegment children;

  private String method;
  private String url;
  private int status;
  private long contentLength = -1;
  private boolean error;
  private boolean throttle;
  private boolean fault;
  private ExceptionRecord exception;
  private Fields annotations;
  private Fields metadata;
  private Fields extras;

  Entity(long id, long start, String name) {
    this.id = id;
    this.start = start;
    this.name = name;
  }

  /** The segment this belongs to; a segment's is itself. */
  public abstract Segment segment();

  /** What to hang this under: the parent's id, or 0 for the root of a trace. */
  public abstract long parentId();

  @Override
  public final String header() {
    return segment().headerOf(id);
  }

  @Override
  final TraceContext root() {
    return segment();
  }

  @Override
  final Entity entity() {
    return segment().isDiscarded() ? null : this;
  }

  @Override
  public final boolean isOver() {
    return segment().hasEnded();
  }

  /** 64 bits, never 0. */
  public final long id() {
    return id;
  }

  /** Microseconds since the epoch. */
  public final long start() {
    return start;
  }

  /**
   * Sets the beginning, for who measured it.
   *
   * @param micros microseconds since the epoch
   */
  public final void setStart(long micros) {
    start = micros;
  }

  /** Microseconds since the epoch, or 0 while open. */
  public final long end() {
    return end;
  }

  /** The name X-Ray shows. */
  public final String name() {
    return name;
  }

  /** Renames it; for what is not known when the call begins. */
  public final void setName(String name) {
    this.name = name;
  }

  /** The HTTP request: its method and a URL that has neither query nor credentials. */
  public final void setRequest(String method, String url) {
    this.method = method;
    this.url = url;
  }

  /** The HTTP method, or null. */
  public final String method() {
    return method;
  }

  /** The HTTP URL, or null. */
  public final String url() {
    return url;
  }

  /**
   * The HTTP status, and the flags that follow from it: 4xx is an error, 429 also a throttle, 5xx a
   * fault.
   */
  public final void setStatus(int status) {
    this.status = status;
    error = status >= 400 && status < 500;
    throttle = status == 429;
    fault = status >= 500;
  }

  /** The HTTP status, or 0. */
  public final int status() {
    return status;
  }

  /** The length of the response in bytes; negative when unknown. */
  public final void setContentLength(long contentLength) {
    this.contentLength = contentLength;
  }

  /** The length of the response in bytes, or negative. */
  public final long contentLength() {
    return contentLength;
  }

  /** The caller's mistake (4xx). An entity is either an error or a fault. */
  public final void setError() {
    error = true;
    fault = false;
  }

  /** Too many requests; an error as well. */
  public final void setThrottle() {
    setError();
    throttle = true;
  }

  /** The service's failure (5xx, an exception, no answer). */
  public final void setFault() {
    fault = true;
    error = false;
    throttle = false;
  }

  /** Whether the caller was at fault. */
  public final boolean error() {
    return error;
  }

  /** Whether the call was throttled. */
  public final boolean throttle() {
    return throttle;
  }

  /** Whether the service failed. */
  public final boolean fault() {
    return fault;
  }

  /** Records what was thrown: a fault, unless it is known as an error already. */
  public final void setException(Throwable thrown) {
    setException(thrown, false);
  }

  /**
   * Records what was thrown. The first one stays.
   *
   * @param remote whether the service that was called reported it
   */
  public final void setException(Throwable thrown, boolean remote) {
    if (thrown == null || exception != null) {
      return;
    }
    if (!error) {
      setFault();
    }
    exception = ExceptionRecord.of(this, thrown, remote);
  }

  /** What it failed with, or null. */
  public final ExceptionRecord exception() {
    return exception;
  }

  /**
   * Adds an annotation, which X-Ray indexes: a string, a number or a boolean. Beyond what X-Ray
   * indexes of a trace it becomes metadata, in the namespace "annotations".
   */
  public final void annotate(String key, Object value) {
    boolean known = annotations != null && annotations.get(key) != null;
    if (known || segment().hasRoomForAnnotation()) {
      annotations = Fields.with(annotations, key, value);
    } else {
      addMetadata("annotations", key, value);
    }
  }

  /** The annotations, or null. */
  public final Fields annotations() {
    return annotations;
  }

  /** Adds metadata, which X-Ray shows and does not index, in the namespace "default". */
  public final void addMetadata(String key, Object value) {
    addMetadata("default", key, value);
  }

  /**
   * Adds metadata in a namespace.
   *
   * @param value a string, number, boolean, or a list or map of these; of anything else its text
   */
  public final void addMetadata(String namespace, String key, Object value) {
    metadata = Fields.with(metadata, namespace, key, value);
  }

  /** The metadata of the namespace "default", or null. */
  public final Fields metadata() {
    return metadata == null ? null : (Fields) metadata.get("default");
  }

  /** All metadata, or null: {@link Fields} by namespace. */
  public final Fields metadataByNamespace() {
    return metadata;
  }

  /**
   * Adds a field to a block of the document, beside those that the agent writes itself.
   *
   * @param block "http", "sql", "aws" or "service"
   * @param value as metadata's
   */
  public final void put(String block, String key, Object value) {
    extras = Fields.with(extras, block, key, value);
  }

  /** The fields added to a block, or null. */
  public final Fields extras(String block) {
    return extras == null ? null : (Fields) extras.get(block);
  }

  /**
   * Ends this now. Only the first call counts, whoever races. What is still open below it goes on
   * and is sent when it ends.
   */
  public final void finish() {
    if (end == 0) {
      finishAt(segment().now());
    }
  }

  /**
   * {@link #finish()} as of a moment that has passed, for what turns out later to have been over.
   *
   * @param micros microseconds since the epoch, from {@link Segment#now()}
   */
  public final void finishAt(long micros) {
    if (end == 0 && END.compareAndSet(this, 0, Math.max(start, micros))) {
      runViews();
      complete();
    }
  }

  /** {@link #leave()}, then {@link #finish()}: for a call that is over when its method returns. */
  @Override
  public final void close() {
    leave();
    finish();
  }

  /** Records what was thrown, if anything, and {@link #close()}s. */
  public final void close(Throwable thrown) {
    setException(thrown);
    close();
  }

  /** Whether it has ended. */
  public final boolean hasEnded() {
    return end != 0;
  }

  /** Runs once, on the thread that ended it. */
  abstract void complete();
}
