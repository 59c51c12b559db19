package io.roentgen.smoke;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Prints a service map for people: a line per edge with what the caller saw and, on the right, the
 * node it leads to, below its caller. Behind the name of a node that sends segments stands how long
 * it took itself. What a node with several callers calls is drawn once.
 */
public final class ServiceMapPrinter {
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
  public ServiceMapPrinter(int width, boolean colours, boolean unicode) {
    terminal = new Terminal(width, colours, unicode);
  }

  /** The map as lines, each with its line break. */
  public String print(ServiceMap map) {
    StringBuilder out = new StringBuilder(terminal.style(Terminal.DIM, TITLE)).append('\n');
    Set<ServiceMap.Node> drawn = new HashSet<>();
    List<ServiceMap.Node> entries = new ArrayList<>(map.entries());
    // What only calls itself in a circle has no entry.
    entries.addAll(map.nodes());
    for (ServiceMap.Node entry : entries) {
      if (drawn.add(entry)) {
        String name = terminal.clip(entry.toString(), terminal.width() - LEFT);
        out.append(" ".repeat(LEFT)).append(terminal.style(Terminal.BOLD, name)).append('\n');
        below(out, map, entry, "", drawn);
      }
    }
    return out.toString();
  }

  private void below(
      StringBuilder out,
      ServiceMap map,
      ServiceMap.Node from,
      String trunk,
      Set<ServiceMap.Node> drawn) {
    int left = map.from(from).size();
    for (Map.Entry<ServiceMap.Node, ServiceMap.Statistics> edge : map.from(from).entrySet()) {
      boolean last = --left == 0;
      String branch = terminal.unicode() ? (last ? "└─▶ " : "├─▶ ") : (last ? "`-> " : "|-> ");
      ServiceMap.Node to = edge.getKey();
      boolean first = drawn.add(to);
      figures(out, edge.getValue());
      node(out, map, to, trunk + branch, first);
      if (first) {
        below(out, map, to, trunk + (last ? "    " : terminal.unicode() ? "│   " : "|   "), drawn);
      }
    }
  }

  private void figures(StringBuilder out, ServiceMap.Statistics edge) {
    out.append(count(Terminal.PLAIN, edge.ok()))
        .append(count(Terminal.YELLOW, edge.errors()))
        .append(count(Terminal.MAGENTA, edge.throttles()))
        .append(count(Terminal.RED, edge.faults()))
        .append(String.format(Locale.ROOT, "%9.1f  ", edge.average() * 1000));
  }

  private String count(String style, int count) {
    String text = count > 0 ? Integer.toString(count) : terminal.unicode() ? "·" : ".";
    return terminal.style(count > 0 ? style : Terminal.DIM, " ".repeat(6 - text.length()) + text);
  }

  private void node(
      StringBuilder out, ServiceMap map, ServiceMap.Node node, String indent, boolean first) {
    ServiceMap.Statistics own = map.statistics(node);
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
    } else if (map.isActive(node)) {
      more = String.format(Locale.ROOT, "  %.1f ms itself", own.average() * 1000);
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
