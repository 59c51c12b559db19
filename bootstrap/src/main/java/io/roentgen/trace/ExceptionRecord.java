package io.roentgen.trace;

/**
 * An exception an entity failed with, or a cause of it. The message is taken at once, bounded; the
 * stack is read later, off the application's thread.
 */
public final class ExceptionRecord {

  private static final int MAX_MESSAGE = 2048;

  /** How long a cause chain we follow; a cycle ends it sooner. */
  private static final int MAX_CAUSES = 32;

  /** How far back we look for an exception seen before: a bound on work, not on correctness. */
  private static final int MAX_LOOKBACK = 256;

  private final Throwable throwable;
  private final long id;
  private final String message;
  private final boolean remote;
  private final Entity owner;
  private ExceptionRecord cause;

  /** The one recorded before this in the same segment. */
  private ExceptionRecord earlier;

  private ExceptionRecord(Throwable throwable, long id, boolean remote, Entity owner) {
    this.throwable = throwable;
    this.id = id;
    this.remote = remote;
    this.owner = owner;
    this.message = messageOf(throwable);
  }

  /**
   * Records a throwable and its causes for an entity. Those that its segment has already are
   * referred to, not repeated.
   *
   * @return the record of {@code throwable}, which may be an earlier one
   */
  static ExceptionRecord of(Entity owner, Throwable throwable, boolean remote) {
    Segment segment = owner.segment();
    ExceptionRecord known = find(segment.exceptions, throwable);
    if (known != null) {
      return known;
    }
    Current current = Current.get();
    ExceptionRecord first = new ExceptionRecord(throwable, current.nextId(), remote, owner);
    ExceptionRecord seenBefore = segment.exceptions;
    ExceptionRecord last = first;
    Throwable next = causeOf(throwable);
    for (int depth = 1; next != null && depth < MAX_CAUSES; depth++) {
      if (contains(first, next)) {
        break;
      }
      ExceptionRecord elsewhere = find(seenBefore, next);
      if (elsewhere != null) {
        last.cause = elsewhere;
        break;
      }
      last.cause = new ExceptionRecord(next, current.nextId(), remote, owner);
      last = last.cause;
      next = causeOf(next);
    }
    for (ExceptionRecord record = first;
        record != null && record.owner == owner;
        record = record.cause) {
      segment.remember(record);
    }
    return first;
  }

  /** The exception itself, for its class and stack. */
  public Throwable throwable() {
    return throwable;
  }

  /** The id under which documents refer to it. */
  public long id() {
    return id;
  }

  /** Its message, at most 2048 characters, or null. */
  public String message() {
    return message;
  }

  /** Whether a service we called reported it. */
  public boolean remote() {
    return remote;
  }

  /** What caused it, or null. */
  public ExceptionRecord cause() {
    return cause;
  }

  /** The entity whose document describes it; others refer to it by id. */
  public Entity owner() {
    return owner;
  }

  void setEarlier(ExceptionRecord record) {
    earlier = record;
  }

  private static boolean contains(ExceptionRecord chain, Throwable throwable) {
    for (ExceptionRecord r = chain; r != null; r = r.cause) {
      if (r.throwable == throwable) {
        return true;
      }
    }
    return false;
  }

  private static ExceptionRecord find(ExceptionRecord newest, Throwable throwable) {
    int looked = 0;
    for (ExceptionRecord r = newest; r != null && looked < MAX_LOOKBACK; r = r.earlier, looked++) {
      if (r.throwable == throwable) {
        return r;
      }
    }
    return null;
  }

  private static Throwable causeOf(Throwable throwable) {
    try {
      return throwable.getCause();
    } catch (Throwable broken) {
      return null;
    }
  }

  private static String messageOf(Throwable throwable) {
    try {
      String message = throwable.getMessage();
      return message == null || message.length() <= MAX_MESSAGE
          ? message
          : message.substring(0, MAX_MESSAGE - 1) + '…';
    } catch (Throwable broken) {
      return null;
    }
  }
}
