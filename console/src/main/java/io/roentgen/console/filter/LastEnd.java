package io.roentgen.console.filter;

import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.Entity;
import io.roentgen.console.trace.TraceSummary;
import io.roentgen.console.trace.TraceTree;
import java.util.ArrayDeque;
import java.util.Deque;

/** When the last subsegment of an entity ended: work may go on after the answer. */
final class LastEnd {

  private LastEnd() {}

  /** In seconds since 1970. Costs a tree where subsegments were sent on their own. */
  static double of(TraceSummary trace, Entity entity) {
    Document[] documents = trace.trace().documents();
    for (Document document : documents) {
      if (!document.entity().isSegment()) {
        for (TraceTree.Item item : TraceTree.of(documents).items()) {
          if (item.entity() == entity) {
            return of(item);
          }
        }
      }
    }
    return of(entity);
  }

  private static double of(Entity entity) {
    double end = entity.end();
    for (Entity child : entity.children()) {
      end = Math.max(end, of(child));
    }
    return end;
  }

  /** Without what other segments did. */
  private static double of(TraceTree.Item top) {
    double end = top.entity().end();
    Deque<TraceTree.Item> open = new ArrayDeque<>(top.children());
    while (!open.isEmpty()) {
      TraceTree.Item item = open.pop();
      if (!item.entity().isSegment()) {
        end = Math.max(end, item.entity().end());
        for (TraceTree.Item child : item.children()) {
          open.push(child);
        }
      }
    }
    return end;
  }
}
