package io.roentgen.trace;

/** A call this service made while it worked on a segment, or a part of its own work. */
public final class Subsegment extends Entity {

  /** Namespace of a call to an AWS service. */
  public static final String AWS = "aws";

  /** Namespace of a call to anything else outside the process. */
  public static final String REMOTE = "remote";

  /** Ends the list of children that takes no more. */
  static final Subsegment CLOSED = new Subsegment();

  private final Segment segment;
  private final Entity parent;

  /** Below a call nothing else is recorded; what an application begins itself is none. */
  private final boolean call;

  private String namespace;
  Subsegment next;
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
        || !parent.adopt(this)) {
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

  /** The next one in a list from {@link #takeChildren()}. */
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
}
