package io.roentgen.smoke;

import io.roentgen.console.map.Statistics;
import io.roentgen.console.map.TraceMap;
import io.roentgen.console.trace.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints a trace map for people: a line per edge with what the caller saw and, on the right, the
 * node it leads to, below its caller. Behind the name of a node that sends segments stands how long
 * it took itself. What a node with several callers calls is drawn once.
 */
public final class TraceMapPrinter {
  private static final String TITLE = "    ok error throt fault   avg ms";
  private static final int LEFT = TITLE.length() + 2;

  private final Terminal terminal;

  /**
   * A printer for one kind of terminal.
   *
   * @param width in characters; longer lines are clipped
   * @param colours whether it understands ANSI escape sequences
   * @param unicode whether it shows more than ASCII
   */
  public TraceMapPrinter(int width, boolean colours, boolean unicode) {
    terminal = new Terminal(width, colours, unicode);
  }

  /** The map as lines, each with its line break. */
  public String print(TraceMap map) {
    StringBuilder out = new StringBuilder(terminal.style(Terminal.DIM, TITLE)).append('\n');
    Set<Node> drawn = new HashSet<>();
    for (Node entry : entries(map)) {
      if (drawn.add(entry)) {
        String name = terminal.clip(entry.toString(), terminal.width() - LEFT);
        out.append(" ".repeat(LEFT)).append(terminal.style(Terminal.BOLD, name)).append('\n');
        below(out, map, entry, "", drawn);
      }
    }
    return out.toString();
  }

  /** What nothing leads to; then all, as what only calls itself in a circle has no entry. */
  private static List<Node> entries(TraceMap map) {
    Set<Node> called = map.edges().stream().map(TraceMap.Edge::to).collect(Collectors.toSet());
    List<Node> all = map.places().stream().map(TraceMap.Place::node).toList();
    List<Node> entries = new ArrayList<>(all);
    entries.removeAll(called);
    entries.addAll(all);
    return entries;
  }

  private void below(StringBuilder out, TraceMap map, Node from, String trunk, Set<Node> drawn) {
    List<TraceMap.Edge> edges =
        map.edges().stream().filter(edge -> edge.from().equals(from)).toList();
    int left = edges.size();
    for (TraceMap.Edge edge : edges) {
      boolean last = --left == 0;
      String branch = terminal.unicode() ? (last ? "└─▶ " : "├─▶ ") : (last ? "`-> " : "|-> ");
      Node to = edge.to();
      boolean first = drawn.add(to);
      figures(out, edge.statistics());
      node(out, map, to, trunk + branch, first);
      if (first) {
        below(out, map, to, trunk + (last ? "    " : terminal.unicode() ? "│   " : "|   "), drawn);
      }
    }
  }

  private void figures(StringBuilder out, Statistics edge) {
    out.append(count(Terminal.PLAIN, edge.ok()))
        .append(count(Terminal.YELLOW, edge.errors()))
        .append(count(Terminal.MAGENTA, edge.throttles()))
        .append(count(Terminal.RED, edge.faults()))
        .append(String.format(Locale.ROOT, "%9.1f  ", average(edge)));
  }

  /** In milliseconds. */
  private static double average(Statistics of) {
    return of.total() == 0 ? 0 : of.seconds() * 1000 / of.total();
  }

  private String count(String style, long count) {
    String text = count > 0 ? Long.toString(count) : terminal.unicode() ? "·" : ".";
    return terminal.style(count > 0 ? style : Terminal.DIM, " ".repeat(6 - text.length()) + text);
  }

  private void node(StringBuilder out, TraceMap map, Node node, String indent, boolean first) {
    Statistics own = map.find(node).statistics();
    String style = Terminal.CYAN;
    String mark = "";
    if (own.faults() > 0) {
      style = Terminal.RED;
      mark = " FAULT";
    } else if (own.throttles() > 0) {
      style = Terminal.MAGENTA;
      mark = " THROTTLE";
    } else if (own.errors() > 0) {
      style = Terminal.YELLOW;
      mark = " ERROR";
    }
    String more = "";
    if (!first) {
      more = terminal.unicode() ? "  ↑" : "  (above)";
    } else if (!map.find(node).isInferred()) {
      more = String.format(Locale.ROOT, "  %.1f ms itself", average(own));
    }
    int room = terminal.width() - LEFT - indent.length() - mark.length();
    String name = terminal.clip(node.toString(), room);
    out.append(terminal.style(Terminal.DIM, indent)).append(terminal.style(style, name + mark));
    if (more.length() <= room - name.length()) {
      out.append(terminal.style(Terminal.DIM, more));
    }
    out.append('\n');
  }
}
