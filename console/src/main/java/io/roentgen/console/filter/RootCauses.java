package io.roentgen.console.filter;

import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.Node;
import io.roentgen.console.trace.NodeVisit;
import io.roentgen.console.trace.TraceSummary;
import io.roentgen.console.trace.TraceTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Finds a trace's root causes. X-Ray says what they contain and not how it finds them; here a fault
 * has one for each faulty entity with no faulty one below it, and a response time has one, which
 * leads from the root to the child that took longest, as long as that took at least half of its
 * parent's time.
 */
final class RootCauses {

  private static final double MOST = 0.5;

  private RootCauses() {}

  /** None if nothing failed, or while the root is in progress. */
  static List<RootCause> of(TraceSummary trace, RootCause.Kind kind) {
    switch (kind) {
      case FAULT:
        return failed(trace, Entity.FAULT);
      case ERROR:
        return failed(trace, Entity.ERROR);
      default:
        return slow(trace);
    }
  }

  private static List<RootCause> failed(TraceSummary trace, int flag) {
    Document[] documents = trace.trace().documents();
    boolean any = false;
    for (Document document : documents) {
      any |= any(document.entity(), flag);
    }
    if (!any) {
      return Collections.emptyList();
    }
    List<RootCause> causes = new ArrayList<>(1);
    List<TraceTree.Item> items = TraceTree.of(documents).items();
    Set<TraceTree.Item> above = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = items.size() - 1; i >= 0; i--) {
      TraceTree.Item item = items.get(i);
      if (!item.entity().is(flag)) {
        continue;
      }
      if (!above.add(item)) {
        continue;
      }
      TraceTree.Item top = item;
      for (TraceTree.Item at = item.parent(); at != null; at = at.parent()) {
        above.add(at);
        top = at.entity().is(flag) ? at : top;
      }
      TraceTree.Item from = top.segment() == null ? top : top.segment();
      causes.add(new RootCause(services(trace, from, item), top.entity() == trace.root()));
    }
    return causes;
  }

  private static boolean any(Entity entity, int flag) {
    if (entity.is(flag)) {
      return true;
    }
    for (Entity child : entity.children()) {
      if (any(child, flag)) {
        return true;
      }
    }
    return false;
  }

  private static List<RootCause> slow(TraceSummary trace) {
    Entity root = trace.root();
    if (root == null || root.is(Entity.IN_PROGRESS)) {
      return Collections.emptyList();
    }
    for (TraceTree.Item from : TraceTree.of(trace.trace().documents()).roots()) {
      if (from.entity() == root) {
        TraceTree.Item to = from;
        for (TraceTree.Item next = from; next != null; next = slowest(next)) {
          to = next;
        }
        return Collections.singletonList(new RootCause(services(trace, from, to), true));
      }
    }
    return Collections.emptyList();
  }

  private static TraceTree.Item slowest(TraceTree.Item item) {
    TraceTree.Item slowest = null;
    double most = Fields.micros(item.entity().seconds() * MOST);
    for (TraceTree.Item child : item.children()) {
      double seconds = Fields.micros(child.entity().seconds());
      if (slowest == null ? seconds >= most && seconds > 0 : seconds > most) {
        slowest = child;
        most = seconds;
      }
    }
    return slowest;
  }

  /** The way from one entity down to another, a service for each segment on it. */
  private static List<RootCause.Service> services(
      TraceSummary trace, TraceTree.Item from, TraceTree.Item to) {
    List<TraceTree.Item> way = new ArrayList<>();
    for (TraceTree.Item at = to; at != null; at = at == from ? null : at.parent()) {
      way.add(at);
    }
    Collections.reverse(way);
    double whole = trace.root() == null ? 0 : trace.root().seconds();
    List<RootCause.Service> services = new ArrayList<>();
    List<RootCause.Step> path = new ArrayList<>();
    Entity segment = null;
    for (TraceTree.Item item : way) {
      Entity entity = item.entity();
      if (entity.isSegment() && !path.isEmpty()) {
        services.add(service(segment, path));
        path.clear();
      }
      segment = entity.isSegment() ? entity : segment;
      path.add(new RootCause.Step(entity.name(), entity, coverage(entity, whole)));
    }
    services.add(service(segment, path));
    for (NodeVisit visit : trace.nodes()) {
      if (visit.isInferred() && visit.entity() == to.entity()) {
        path.clear();
        path.add(
            new RootCause.Step(visit.node().name(), to.entity(), coverage(to.entity(), whole)));
        services.add(
            new RootCause.Service(visit.node(), to.entity().aws("account_id"), true, path));
      }
    }
    return services;
  }

  private static RootCause.Service service(Entity segment, List<RootCause.Step> path) {
    if (segment == null) {
      return new RootCause.Service(Node.of("", ""), null, false, path);
    }
    Node node = Node.of(segment.name(), segment.origin() == null ? "" : segment.origin());
    return new RootCause.Service(node, segment.aws("account_id"), false, path);
  }

  private static double coverage(Entity entity, double whole) {
    return whole > 0 ? Math.rint(Math.min(1, entity.seconds() / whole) * 1e4) / 1e4 : Double.NaN;
  }
}
