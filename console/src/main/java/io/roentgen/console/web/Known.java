package io.roentgen.console.web;

import io.roentgen.console.filter.Vocabulary;
import io.roentgen.console.store.Seen;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.trace.Node;
import io.roentgen.console.trace.NodeVisit;
import io.roentgen.console.trace.Trace;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What documents used, for completion. */
final class Known implements Vocabulary {

  /** Whoever wasn't in these is not what somebody looks for now. */
  private static final int NEWEST = 1_000;

  private final TraceStore store;
  private final Seen seen;

  Known(TraceStore store) {
    this.store = store;
    this.seen = store.seen();
  }

  /** Those of the newest traces. */
  @Override
  public Collection<Node> nodes() {
    Set<Node> nodes = new LinkedHashSet<>();
    List<Trace> traces = store.all();
    for (Trace trace : traces.subList(Math.max(0, traces.size() - NEWEST), traces.size())) {
      for (NodeVisit visit : trace.summary().nodes()) {
        nodes.add(visit.node());
      }
    }
    return nodes;
  }

  @Override
  public Collection<String> annotationKeys() {
    return seen.annotations();
  }

  @Override
  public Collection<?> annotationValues(String key) {
    return seen.values(key);
  }

  @Override
  public Collection<?> values(String keyword) {
    switch (keyword) {
      case "user":
        return seen.users();
      case "http.url":
        return seen.urls();
      default:
        return Vocabulary.super.values(keyword);
    }
  }
}
