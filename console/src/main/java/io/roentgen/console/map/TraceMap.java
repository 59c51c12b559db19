package io.roentgen.console.map;

import io.roentgen.console.trace.EdgeVisit;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.Node;
import io.roentgen.console.trace.NodeVisit;
import io.roentgen.console.trace.Trace;
import io.roentgen.console.trace.TraceSummary;
import io.roentgen.console.trace.TraceTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Who called whom in some traces, how often, how well and how fast: X-Ray's service graph. A node
 * has the figures that its service sent, or its callers' if it sends none; an edge has those of the
 * caller. Source: "X-Ray concepts", "Getting data from X-Ray", AWS X-Ray developer guide.
 */
public final class TraceMap {

  /** A node and its figures. */
  public static final class Place {
    private final Node node;
    private final Statistics statistics = new Statistics();
    private final List<Edge> out = new ArrayList<>();
    private boolean active;
    private boolean root;

    private Place(Node node) {
      this.node = node;
    }

    /** Which. */
    public Node node() {
      return node;
    }

    /** Its figures; a client has none. */
    public Statistics statistics() {
      return statistics;
    }

    /** Whether it is only known from its callers. */
    public boolean isInferred() {
      return !active;
    }

    /** Whether requests that nobody traced before come in here. */
    public boolean isRoot() {
      return root;
    }
  }

  /** What goes from a node to another. */
  public static final class Edge {
    private final Node from;
    private final Node to;
    private final boolean received;
    private final boolean link;
    private final Statistics statistics = new Statistics();

    private Edge(Node from, Node to, boolean received, boolean link) {
      this.from = from;
      this.to = to;
      this.received = received;
      this.link = link;
    }

    /** Who calls. */
    public Node from() {
      return from;
    }

    /** What is called. */
    public Node to() {
      return to;
    }

    /** Whether it is messages that come out of a queue or topic; times are their ages then. */
    public boolean isReceived() {
      return received;
    }

    /** Whether what is called went on in a trace of its own, which names this one. */
    public boolean isLink() {
      return link;
    }

    /** Its figures. */
    public Statistics statistics() {
      return statistics;
    }
  }

  private final Map<Node, Place> places = new LinkedHashMap<>();
  private Place[] numbered = new Place[64];
  private int traces;

  private TraceMap() {}

  /**
   * Of these traces together.
   *
   * @param find a trace by id, for links to others; null for one that isn't there
   */
  public static TraceMap of(Iterable<TraceSummary> traces, Function<String, Trace> find) {
    TraceMap map = new TraceMap();
    for (TraceSummary trace : traces) {
      map.add(trace, find);
    }
    return map;
  }

  private void add(TraceSummary trace, Function<String, Trace> find) {
    traces++;
    for (NodeVisit visit : trace.nodes()) {
      Place place = place(visit.node());
      if (visit.entity() != null) {
        place.statistics.add(visit.flags(), visit.seconds());
      }
      place.active |= !visit.isInferred();
      place.root |= visit.isRoot();
    }
    for (EdgeVisit visit : trace.edges()) {
      Edge edge = edge(visit.from(), visit.to(), visit.isReceived(), false);
      edge.statistics.add(visit.flags(), visit.seconds());
    }
    for (Entity linked : trace.linked()) {
      for (Entity.Link link : linked.links()) {
        link(linked, link, find.apply(link.traceId()));
      }
    }
  }

  private void link(Entity linked, Entity.Link link, Trace other) {
    if (other == null || !linked.isSegment()) {
      return;
    }
    for (TraceTree.Item item : TraceTree.of(other.documents()).items()) {
      if (item.entity().id() != link.id()) {
        continue;
      }
      Node from = TraceSummary.nodeOf(item);
      if (from != null) {
        Node to = TraceSummary.nodeOf(linked);
        double age = Math.max(0, linked.start() - item.entity().start());
        edge(from, to, true, true).statistics.add(linked.flags(), age);
      }
      return;
    }
  }

  private Place place(Node node) {
    int number = node.number();
    if (number >= 0 && number < numbered.length && numbered[number] != null) {
      return numbered[number];
    }
    Place place = places.get(node);
    if (place == null) {
      place = new Place(node);
      places.put(node, place);
    }
    if (number >= 0) {
      if (number >= numbered.length) {
        numbered = Arrays.copyOf(numbered, number * 2 + 16);
      }
      numbered[number] = place;
    }
    return place;
  }

  private Edge edge(Node from, Node to, boolean received, boolean link) {
    Place place = place(from);
    for (Edge edge : place.out) {
      if (edge.to.equals(to)) {
        return edge;
      }
    }
    place(to);
    Edge edge = new Edge(from, to, received, link);
    place.out.add(edge);
    return edge;
  }

  /** How many traces it is of. */
  public int traces() {
    return traces;
  }

  /** In the order in which the traces came to them. */
  public Collection<Place> places() {
    return places.values();
  }

  /** A node's figures; null if no trace came to it. */
  public Place find(Node node) {
    return places.get(node);
  }

  /** By where they begin. */
  public List<Edge> edges() {
    List<Edge> all = new ArrayList<>();
    for (Place place : places.values()) {
      all.addAll(place.out);
    }
    return all;
  }

  /** What goes from one node to another; null if nothing does. */
  public Edge edge(Node from, Node to) {
    Place place = places.get(from);
    for (Edge edge : place == null ? new ArrayList<Edge>() : place.out) {
      if (edge.to.equals(to)) {
        return edge;
      }
    }
    return null;
  }
}
