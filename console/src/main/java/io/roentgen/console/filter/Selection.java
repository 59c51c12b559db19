package io.roentgen.console.filter;

import io.roentgen.console.trace.EdgeVisit;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.Node;
import io.roentgen.console.trace.NodeVisit;
import io.roentgen.console.trace.TraceSummary;

/** Which nodes are meant by a name or id(). What is null may be anything. */
final class Selection {

  static final Selection ANY = new Selection(null, null, null);

  private final String name;
  private final String type;
  private final String account;

  Selection(String name, String type, String account) {
    this.name = name;
    this.type = type;
    this.account = account;
  }

  private boolean isNode(Node node) {
    return (name == null || name.equals(node.name())) && (type == null || type.equals(node.type()));
  }

  private boolean isVisit(NodeVisit visit) {
    return isNode(visit.node()) && (account == null || isAccount(visit.entity()));
  }

  private boolean isAccount(Entity entity) {
    return entity != null && account.equals(entity.aws("account_id"));
  }

  /** An edge doesn't know its ends' accounts; a visit of the same node does. */
  private boolean isEnd(TraceSummary trace, Node end) {
    if (!isNode(end)) {
      return false;
    }
    if (account == null) {
      return true;
    }
    for (NodeVisit visit : trace.nodes()) {
      if (visit.node().equals(end) && isAccount(visit.entity())) {
        return true;
      }
    }
    return false;
  }

  /**
   * That a trace came to such a node.
   *
   * @param body what has to hold for that visit; null for nothing, and nothing is known of clients
   */
  static Condition service(Selection selection, Condition body) {
    return (trace, at) -> {
      for (NodeVisit visit : trace.nodes()) {
        if (selection.isVisit(visit)
            && (body == null || visit.entity() != null && body.holds(trace, visit))) {
          return true;
        }
      }
      return false;
    };
  }

  /** That a trace went from one such node to the other. */
  static Condition edge(Selection from, Selection to, Condition body) {
    return (trace, at) -> {
      for (EdgeVisit edge : trace.edges()) {
        if (from.isEnd(trace, edge.from())
            && to.isEnd(trace, edge.to())
            && (body == null || body.holds(trace, edge))) {
          return true;
        }
      }
      return false;
    };
  }

  /** That some root cause has such a service, entity or exception. */
  static Condition cause(RootCause.Kind kind, Scope scope, Condition body) {
    return (trace, at) -> {
      for (RootCause cause : RootCauses.of(trace, kind)) {
        for (RootCause.Service service : cause.services) {
          if (scope == Scope.CAUSE_SERVICE
              ? body.holds(trace, service)
              : anyStep(trace, service, scope, body)) {
            return true;
          }
        }
      }
      return false;
    };
  }

  private static boolean anyStep(
      TraceSummary trace, RootCause.Service service, Scope scope, Condition body) {
    for (RootCause.Step step : service.path) {
      if (scope != Scope.CAUSE_EXCEPTION) {
        if (body.holds(trace, step)) {
          return true;
        }
        continue;
      }
      for (RootCause.Thrown thrown : step.thrown) {
        if (body.holds(trace, thrown)) {
          return true;
        }
      }
    }
    return false;
  }
}
