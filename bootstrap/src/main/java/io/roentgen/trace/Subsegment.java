package io.roentgen.trace;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * A call this service made while it worked on a segment, or a part of its own work.
 *
 * <p>Who sends it is settled by its state, so that each is sent once:
 *
 * <pre>
 *   OPEN ──end()──→ ENDED ──its parent is written──→ TAKEN, inside the parent's document
 *    ├─its parent is written without it→ ORPHAN ──end()──→ TAKEN, in a document of its own
 *    └─end(), after its parent's────────────────────────→ TAKEN, in a document of its own
 * </pre>
 */
public final class Subsegment extends Entity {

  /** Namespace of a call to an AWS service. */
  public static final String AWS = "aws";

  /** Namespace of a call to anything else outside the process. */
  public static final String REMOTE = "remote";

  private static final int OPEN = 0;
  private static final int ENDED = 1;
  private static final int ORPHAN = 2;
  private static final int TAKEN = 3;

  private static final AtomicIntegerFieldUpdater<Subsegment> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Subsegment.class, "state");
  private static final AtomicReferenceFieldUpdater<Entity, Subsegment> CHILDREN =
      AtomicReferenceFieldUpdater.newUpdater(Entity.class, Subsegment.class, "children");

  /** Ends the list of children that takes no more. */
  private static final Subsegment CLOSED = new Subsegment();

  private final Segment segment;
  private final Entity parent;

  /** Below a call nothing else is recorded; what an application begins itself is none. */
  private final boolean call;

  private String namespace;
  private volatile int state;
  private Subsegment next;
  private Database database;
  private Object query;
  private String preparation;
  private Fields aws;

  Subsegment(Entity parent, long id, String name, String namespace, boolean call) {
    super(id, parent.segment().now(), name);
    this.segment = parent.segment();
    this.parent = parent;
    this.namespace = namespace;
    this.call = call;
    if (segment.isForeign()) {
      Open.add(this);
    }
    segment.begun(this);
    // What begins after its parent's end has no place in the parent's document.
    if (parent.hasEnded()
        || parent == segment && segment.isForeign()
        || !segment.hasRoom()
        || !joinChildrenOf(parent)) {
      move(OPEN, ORPHAN);
    }
  }

  private Subsegment() {
    super(0, 0, null);
    segment = null;
    parent = null;
    call = false;
  }

  @Override
  public Segment segment() {
    return segment;
  }

  @Override
  public long parentId() {
    return parent.id();
  }

  /** The entity that this hangs under. */
  public Entity parent() {
    return parent;
  }

  /** {@link #AWS}, {@link #REMOTE}, or null for work inside the process. */
  public String namespace() {
    return namespace;
  }

  @Override
  boolean isCall() {
    return call && !hasEnded();
  }

  /** Says what kind of call it is, for what the application began itself. */
  public void setNamespace(String namespace) {
    this.namespace = namespace;
  }

  /** The next one in a list from {@link #takeChildren}. */
  public Subsegment next() {
    return next;
  }

  /**
   * Makes this a query.
   *
   * @param query its text without literals, or null; anything else than a String is asked for
   *     {@code toString()} off the application's thread
   * @param preparation {@code "statement"} for a prepared one, {@code "call"} for a callable, or
   *     null
   */
  public void setSql(Database database, Object query, String preparation) {
    this.database = database;
    this.query = query;
    this.preparation = preparation;
  }

  /** The database asked, or null. */
  public Database database() {
    return database;
  }

  /** The query's text, or null. */
  public Object query() {
    return query;
  }

  /** How the query was prepared, or null. */
  public String preparation() {
    return preparation;
  }

  /** Puts a field of the {@code aws} block: a string, a number, a boolean or a list of strings. */
  public void aws(String name, Object value) {
    if (aws == null) {
      aws = new Fields();
    }
    aws.put(name, value);
  }

  /** The {@code aws} block, or null. */
  public Fields aws() {
    return aws;
  }

  @Override
  boolean sweep(boolean atExit) {
    return hasEnded();
  }

  @Override
  void complete() {
    if (segment.isForeign()) {
      Open.remove(this);
    }
    segment.ended(this);
    // What ends after its parent has no place in the parent's document either.
    boolean stays = !parent.hasEnded() && move(OPEN, ENDED);
    if (!stays && (move(OPEN, TAKEN) || move(ORPHAN, TAKEN)) && !segment.isDiscarded()) {
      Tracer.offer(this);
    }
  }

  private boolean move(int from, int to) {
    return STATE.compareAndSet(this, from, to);
  }

  /** False if the emitter has taken the parent already. */
  private boolean joinChildrenOf(Entity parent) {
    while (true) {
      Subsegment head = parent.children;
      if (head == CLOSED) {
        return false;
      }
      next = head;
      if (CHILDREN.compareAndSet(parent, head, this)) {
        return true;
      }
    }
  }

  /**
   * Whether this is to be sent by its parent, which is being written; if not it sends itself. Most
   * have ended: then nobody else moves them any more, and it takes no atomic operation.
   */
  private boolean hasEndedInTime() {
    return state == ENDED || !move(OPEN, ORPHAN) && state == ENDED;
  }

  /**
   * Takes the children of an entity that have ended, oldest first, linked by {@link #next()}. Those
   * still open will offer themselves to the {@link Sink} when they end, as will any that begin from
   * now on. For the emitter, once.
   */
  public static Subsegment takeChildren(Entity parent) {
    Subsegment oldest = null;
    Subsegment child = CHILDREN.getAndSet(parent, CLOSED);
    while (child != null && child != CLOSED) {
      Subsegment following = child.next;
      child.next = null;
      if (child.hasEndedInTime()) {
        STATE.lazySet(child, TAKEN);
        child.next = oldest;
        oldest = child;
      }
      child = following;
    }
    return oldest;
  }
}
