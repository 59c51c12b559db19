package io.roentgen.console.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * One trace as lists, filters and maps see it. Source of the rules: "X-Ray concepts", "Getting data
 * from X-Ray" and the API reference of GetTraceSummaries. Immutable.
 *
 * <p>A segment makes a node visit with its own figures. A subsegment with a namespace is a call: if
 * a segment names it as its parent, the edge leads to that one's node, with the caller's figures;
 * else to a node inferred from the call. A queue or topic is a node in any case; the edge goes on
 * from it to each receiver.
 */
public final class TraceSummary {

  private static final NodeVisit[] NO_NODES = {};
  private static final EdgeVisit[] NO_EDGES = {};

  private final int version;
  private final Trace trace;
  private final Entity root;
  private final boolean partial;
  private final double start;
  private final double end;
  private final NodeVisit[] nodes;
  private final EdgeVisit[] edges;
  private final Entity[] annotated;
  private final Entity[] annotatedIn;
  private final Entity[] failed;
  private final Entity[] failedIn;
  private final Entity[] linked;

  private TraceSummary(Trace trace, int version, TraceTree tree) {
    this.trace = trace;
    this.version = version;
    List<NodeVisit> nodes = new ArrayList<>();
    List<EdgeVisit> edges = new ArrayList<>();
    List<Entity> annotated = new ArrayList<>();
    List<Entity> annotatedIn = new ArrayList<>();
    List<Entity> failed = new ArrayList<>();
    List<Entity> failedIn = new ArrayList<>();
    List<Entity> linked = new ArrayList<>();
    double first = Double.MAX_VALUE;
    double last = 0;
    boolean missing = false;
    for (TraceTree.Item item : tree.items()) {
      Entity entity = item.entity();
      first = Math.min(first, entity.start);
      last = Math.max(last, entity.end);
      missing |= entity.is(Entity.IN_PROGRESS) || item.parent() == null && entity.parentId != 0;
      if (entity.annotations != null) {
        annotated.add(entity);
        annotatedIn.add(segmentOf(item));
      }
      if (entity.failures.length > 0) {
        failed.add(entity);
        failedIn.add(segmentOf(item));
      }
      if (entity.links.length > 0) {
        linked.add(entity);
      }
      if (entity.segment) {
        segment(item, nodes, edges);
      } else {
        call(item, nodes, edges);
      }
    }
    this.start = first == Double.MAX_VALUE ? 0 : first;
    this.end = last;
    this.root = root(tree);
    this.partial = missing;
    this.nodes = nodes.toArray(NO_NODES);
    this.edges = edges.toArray(NO_EDGES);
    this.annotated = annotated.toArray(Entity.NONE);
    this.annotatedIn = annotatedIn.toArray(Entity.NONE);
    this.failed = failed.toArray(Entity.NONE);
    this.failedIn = failedIn.toArray(Entity.NONE);
    this.linked = linked.toArray(Entity.NONE);
  }

  static TraceSummary of(Trace trace, int version) {
    return new TraceSummary(trace, version, TraceTree.of(trace.documents()));
  }

  private static Entity segmentOf(TraceTree.Item item) {
    TraceTree.Item segment = item.segment();
    return segment == null ? null : segment.entity();
  }

  /** The first segment without a parent; else the first without a parent that is known. */
  private static Entity root(TraceTree tree) {
    for (TraceTree.Item item : tree.roots()) {
      if (item.entity().segment && item.entity().parentId == 0) {
        return item.entity();
      }
    }
    for (TraceTree.Item item : tree.roots()) {
      if (item.entity().segment) {
        return item.entity();
      }
    }
    return tree.roots().isEmpty() ? null : tree.roots().get(0).entity();
  }

  private static void segment(TraceTree.Item item, List<NodeVisit> nodes, List<EdgeVisit> edges) {
    Entity segment = item.entity();
    Node node = Node.of(segment);
    nodes.add(new NodeVisit(node, segment, segment.parentId == 0));
    TraceTree.Item parent = item.parent();
    if (segment.parentId == 0) {
      Node client = Node.clientOf(node);
      nodes.add(new NodeVisit(client, null, false));
      edges.add(new EdgeVisit(client, node, segment, Double.NaN));
    } else if (parent != null && parent.entity().segment) {
      edges.add(new EdgeVisit(Node.of(parent.entity()), node, segment, Double.NaN));
    }
  }

  private static void call(TraceTree.Item item, List<NodeVisit> nodes, List<EdgeVisit> edges) {
    Entity call = item.entity();
    TraceTree.Item caller = item.segment();
    boolean remote = call.namespace != null;
    boolean answered = false;
    for (TraceTree.Item child : item.children()) {
      answered |= child.entity().segment;
    }
    // Whose call it is will be known when the segment comes.
    if (caller == null || !remote && !answered) {
      return;
    }
    Called called = remote ? Called.by(call) : null;
    Node from = Node.of(caller.entity());
    if (called != null && (!answered || called.carrier)) {
      nodes.add(new NodeVisit(called.node, call, false));
      edges.add(new EdgeVisit(from, called.node, call, Double.NaN));
    }
    for (TraceTree.Item child : item.children()) {
      Entity answer = child.entity();
      if (!answer.segment) {
        continue;
      }
      if (called != null && called.carrier) {
        double age = Math.max(0, answer.start - call.start);
        edges.add(new EdgeVisit(called.node, Node.of(answer), answer, age));
      } else {
        edges.add(new EdgeVisit(from, Node.of(answer), call, Double.NaN));
      }
    }
  }

  /** The node that a segment stands for. */
  public static Node nodeOf(Entity segment) {
    return Node.of(segment);
  }

  /** The node that stands for what a call leads to, if that sends no segment. */
  public static Node calledBy(Entity call) {
    return Called.by(call).node;
  }

  /**
   * The node that an entity leads to: its own, that of the segment which answered it, the one
   * inferred from the call, or that of the segment it lies in; null if it has none of these.
   */
  public static Node nodeOf(TraceTree.Item item) {
    Entity entity = item.entity();
    if (entity.segment) {
      return Node.of(entity);
    }
    Called called = entity.namespace == null ? null : Called.by(entity);
    if (called == null || !called.carrier) {
      for (TraceTree.Item child : item.children()) {
        if (child.entity().segment) {
          return Node.of(child.entity());
        }
      }
    }
    if (called != null) {
      return called.node;
    }
    TraceTree.Item segment = item.segment();
    return segment == null ? null : Node.of(segment.entity());
  }

  /** The state of the trace that this is of. */
  int version() {
    return version;
  }

  /** What it is of. */
  public Trace trace() {
    return trace;
  }

  /** The entity that everything else is below; null for a trace without documents. */
  public Entity root() {
    return root;
  }

  /** Whether something of it is in progress, or names a parent that hasn't come. */
  public boolean isPartial() {
    return partial;
  }

  /** When its first entity began, in seconds since 1970. */
  public double start() {
    return start;
  }

  /** When its last entity ended. */
  public double end() {
    return end;
  }

  /** From its first begin to its last end, in seconds, thirty days at most. */
  public double duration() {
    return Math.min(Entity.LONGEST, Math.max(0, end - start));
  }

  /** What the caller waited for, in seconds: the root's time. */
  public double responseTime() {
    return root == null ? 0 : root.seconds();
  }

  /** The root's flags: see {@link Entity#flags()}. */
  public int flags() {
    return root == null ? 0 : root.flags;
  }

  /** Every visit, callers before called. Not to be changed. */
  public NodeVisit[] nodes() {
    return nodes;
  }

  /** Every step from node to node. Not to be changed. */
  public EdgeVisit[] edges() {
    return edges;
  }

  /** The entities that have annotations. Not to be changed. */
  public Entity[] annotated() {
    return annotated;
  }

  /** The segment each of {@link #annotated()} is or lies in; null if missing. Not to be changed. */
  public Entity[] annotatedIn() {
    return annotatedIn;
  }

  /** The entities that have exceptions. Not to be changed. */
  public Entity[] failed() {
    return failed;
  }

  /** The segment each of {@link #failed()} is or lies in; null if missing. Not to be changed. */
  public Entity[] failedIn() {
    return failedIn;
  }

  /** The entities that have links to other traces. Not to be changed. */
  public Entity[] linked() {
    return linked;
  }
}
