package io.roentgen.console.trace;

/** That a trace came to a node: one segment, or the call to what sends none. Immutable. */
public final class NodeVisit {

  private final Node node;
  private final Entity entity;
  private final double seconds;
  private final byte flags;
  private final boolean root;

  NodeVisit(Node node, Entity entity, boolean root) {
    this.node = node;
    this.entity = entity;
    // Copied, so that a map of many traces need not reach for every entity.
    this.seconds = entity == null ? 0 : entity.seconds();
    this.flags = (byte) (entity == null ? 0 : entity.flags);
    this.root = root;
  }

  /** Where it came to. */
  public Node node() {
    return node;
  }

  /** What is known of it; null for clients, of which nothing is. */
  public Entity entity() {
    return entity;
  }

  /** How long it took, in seconds; 0 for clients. */
  public double seconds() {
    return seconds;
  }

  /** As {@link Entity#flags()}; 0 for clients. */
  public int flags() {
    return flags;
  }

  /** Whether the node is only known from its callers. */
  public boolean isInferred() {
    return entity == null || !entity.segment;
  }

  /** Whether nobody traced called it. */
  public boolean isRoot() {
    return root;
  }
}
