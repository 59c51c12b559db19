package io.roentgen.console.trace;

/** That a trace went from one node to another. Immutable. */
public final class EdgeVisit {

  private final Node from;
  private final Node to;
  private final Entity entity;
  private final double seconds;
  private final byte flags;
  private final boolean received;

  /**
   * @param age of what came out of a queue or topic, in seconds; NaN for a call
   */
  EdgeVisit(Node from, Node to, Entity entity, double age) {
    this.from = from;
    this.to = to;
    this.entity = entity;
    this.received = !Double.isNaN(age);
    // Copied, so that a map of many traces need not reach for every entity.
    this.seconds = received ? age : entity.seconds();
    this.flags = (byte) entity.flags;
  }

  /** Who called. */
  public Node from() {
    return from;
  }

  /** What was called. */
  public Node to() {
    return to;
  }

  /**
   * The call as its caller saw it; what came out of a queue, or from a client, as it saw itself.
   */
  public Entity entity() {
    return entity;
  }

  /** Whether it is what came out of a queue or topic: {@link #seconds()} is its age then. */
  public boolean isReceived() {
    return received;
  }

  /** How long the call took, or how old a message was when it was received. */
  public double seconds() {
    return seconds;
  }

  /** As {@link Entity#flags()}. */
  public int flags() {
    return flags;
  }
}
