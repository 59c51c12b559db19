package io.roentgen.console.trace;

/** That a trace went from one node to another. Immutable. */
public final class EdgeVisit {

  private final Node from;
  private final Node to;
  private final Entity entity;
  private final double age;

  EdgeVisit(Node from, Node to, Entity entity, double age) {
    this.from = from;
    this.to = to;
    this.entity = entity;
    this.age = age;
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
    return !Double.isNaN(age);
  }

  /** How long the call took, or how old a message was when it was received. */
  public double seconds() {
    return isReceived() ? age : entity.seconds();
  }
}
