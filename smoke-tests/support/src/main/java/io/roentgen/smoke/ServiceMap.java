package io.roentgen.smoke;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who called whom in some traces, as X-Ray's service graph tells it: a node for each service that
 * sent segments and for each that was only called, an edge from caller to called. A node's figures
 * are the service's own, an edge's those that the caller saw. A service that sends no segments has
 * its caller's figures. Source: "X-Ray concepts" and "Getting data from X-Ray", AWS X-Ray developer
 * guide.
 *
 * <p>What is sent through a topic or a queue passes that as a node of its own: the caller's edge
 * ends there, and an edge goes on to each receiver. Its time is the age of the message when it was
 * received.
 */
public final class ServiceMap {

  /** A service is known by name and type: a Lambda function is two with the same name. */
  public record Node(String name, String type) {
    /** Where requests come from that nobody traced. */
    static final String CLIENT = "client";

    @Override
    public String toString() {
      return type.isEmpty() ? name : name + " (" + type + ")";
    }
  }

  /** Figures of a node or an edge, counted by the flags of what was recorded. */
  public static final class Statistics {
    private int ok;
    private int errors;
    private int throttles;
    private int faults;
    private double seconds;

    private void add(Entity entity, double took) {
      if (entity.is("fault")) {
        faults++;
      } else if (entity.is("throttle")) {
        throttles++;
      } else if (entity.is("error")) {
        errors++;
      } else {
        ok++;
      }
      seconds += took;
    }

    private void add(Entity entity) {
      add(entity, entity.end() - entity.start());
    }

    /** All of them. */
    public int total() {
      return ok + errors + throttles + faults;
    }

    /** Without a flag. */
    public int ok() {
      return ok;
    }

    /** The caller's mistake: 4xx but for 429. */
    public int errors() {
      return errors;
    }

    /** Too many requests: 429. */
    public int throttles() {
      return throttles;
    }

    /** The called one's failure: 5xx, exceptions, broken connections. */
    public int faults() {
      return faults;
    }

    /** Seconds on average. */
    public double average() {
      return total() == 0 ? 0 : seconds / total();
    }
  }

  private final Map<Node, Statistics> nodes = new LinkedHashMap<>();
  private final Set<Node> active = new HashSet<>();
  private final Map<Node, Map<Node, Statistics>> edges = new LinkedHashMap<>();

  private ServiceMap() {}

  /** Of all these traces together. */
  public static ServiceMap of(Collection<Trace> traces) {
    ServiceMap map = new ServiceMap();
    for (Trace trace : traces) {
      for (Entity root : trace.roots()) {
        root.walk(map::add);
      }
    }
    return map;
  }

  private void add(Entity entity) {
    if (entity.isSegment()) {
      Node node = node(entity);
      active.add(node);
      at(node).add(entity);
      if (entity.parentId() == null) {
        Node client = new Node(node.name(), Node.CLIENT);
        at(client);
        edge(client, node).add(entity);
      } else if (entity.parent() != null && entity.parent().isSegment()) {
        edge(node(entity.parent()), node).add(entity);
      }
    } else {
      call(entity);
    }
  }

  /** A subsegment: local work, unless it has a namespace or segments below it. */
  private void call(Entity call) {
    Entity caller = segment(call);
    List<Entity> answers = call.children().stream().filter(Entity::isSegment).toList();
    boolean remote = call.text("namespace") != null;
    if (caller == null || answers.isEmpty() && !remote) {
      return;
    }
    Node from = node(caller);
    Called called = remote ? Called.by(call) : null;
    if (called != null && (answers.isEmpty() || called.passesOn())) {
      at(called.node()).add(call);
      edge(from, called.node()).add(call);
      for (Entity receiver : answers) {
        double age = Math.max(0, receiver.start() - call.start());
        edge(called.node(), node(receiver)).add(receiver, age);
      }
      return;
    }
    for (Entity answer : answers) {
      edge(from, node(answer)).add(call);
    }
  }

  private static Entity segment(Entity call) {
    Entity at = call;
    while (at != null && !at.isSegment()) {
      at = at.parent();
    }
    return at;
  }

  private static Node node(Entity segment) {
    String origin = segment.text("origin");
    return new Node(segment.name(), origin == null ? "" : origin);
  }

  private Statistics at(Node node) {
    return nodes.computeIfAbsent(node, key -> new Statistics());
  }

  private Statistics edge(Node from, Node to) {
    return edges
        .computeIfAbsent(from, key -> new LinkedHashMap<>())
        .computeIfAbsent(to, key -> new Statistics());
  }

  /** In the order in which the traces came to them. */
  public List<Node> nodes() {
    return List.copyOf(nodes.keySet());
  }

  /** Those that nothing leads to: the clients, and what has lost its caller. */
  public List<Node> entries() {
    List<Node> entries = new ArrayList<>(nodes.keySet());
    entries.removeIf(node -> edges.values().stream().anyMatch(to -> to.containsKey(node)));
    return entries;
  }

  /** What a node says of itself; what its callers say if it says nothing. */
  public Statistics statistics(Node node) {
    return nodes.get(node);
  }

  /** Whether a node sends segments; the others are only known from their callers. */
  public boolean isActive(Node node) {
    return active.contains(node);
  }

  /** The nodes it called, with what it saw of them. */
  public Map<Node, Statistics> from(Node node) {
    return edges.getOrDefault(node, Map.of());
  }
}
