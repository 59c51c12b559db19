package io.roentgen.smoke;

import java.util.List;
import java.util.Locale;

/**
 * Prints a trace for people: a line per segment and subsegment with when it started, how long it
 * took, a bar of both, and what it was about; flags and exceptions where there are any.
 */
public final class TreePrinter {
  private static final int BAR = 20;
  private static final int LEFT = 8 + 8 + 2 + BAR + 2;
  private static final int MOST_CAUSES = 4;

  private final Terminal terminal;

  /**
   * A printer for one kind of terminal.
   *
   * @param width in characters; longer lines are clipped
   * @param colours whether it understands ANSI escape sequences
   * @param unicode whether it shows more than ASCII
   */
  public TreePrinter(int width, boolean colours, boolean unicode) {
    terminal = new Terminal(width, colours, unicode);
  }

  /** The trace as lines, each with its line break. */
  public String print(Trace trace) {
    StringBuilder out = new StringBuilder();
    for (Entity root : trace.roots()) {
      out.append(title(trace, root)).append('\n');
      print(out, trace, root, "", "");
    }
    return out.toString();
  }

  private String title(Trace trace, Entity root) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.style(Terminal.BOLD, Gist.request(root, arrow())));
    text.append("  ").append(milliseconds(trace.end() - trace.start()).trim()).append(" ms");
    text.append(terminal.style(Terminal.DIM, "  " + trace.id()));
    if (root.parentId() != null) {
      text.append(terminal.style(Terminal.RED, "  its parent " + root.parentId() + " is missing"));
    }
    return text.toString();
  }

  private void print(StringBuilder out, Trace trace, Entity entity, String indent, String below) {
    out.append(milliseconds(entity.start() - trace.start()))
        .append(milliseconds(entity.end() - entity.start()))
        .append("  ")
        .append(bar(trace, entity))
        .append("  ");
    String name = entity.name();
    String flags = flags(entity);
    String gist = Gist.of(entity, arrow());
    int room = terminal.width() - LEFT - indent.length() - name.length() - flags.length() - 2;
    out.append(terminal.style(Terminal.DIM, indent))
        .append(terminal.style(entity.isSegment() ? Terminal.BOLD_CYAN : Terminal.CYAN, name))
        .append(terminal.style(flagStyle(entity), flags));
    if (room > 8 && !gist.isEmpty()) {
      out.append("  ").append(terminal.clip(gist, room));
    }
    out.append('\n');

    List<Entity> children = entity.children();
    String line = children.isEmpty() ? "  " : terminal.unicode() ? "│ " : "| ";
    for (String cause : Gist.causes(trace, entity, MOST_CAUSES)) {
      int used = LEFT + below.length() + line.length();
      out.append(" ".repeat(LEFT))
          .append(terminal.style(Terminal.DIM, below + line))
          .append(terminal.style(flagStyle(entity), terminal.clip(cause, terminal.width() - used)))
          .append('\n');
    }
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      String branch = terminal.unicode() ? (last ? "└─" : "├─") : (last ? "`-" : "|-");
      String trunk = last ? "   " : terminal.unicode() ? "│  " : "|  ";
      print(out, trace, children.get(i), below + branch + " ", below + trunk);
    }
  }

  private String bar(Trace trace, Entity entity) {
    double total = Math.max(trace.end() - trace.start(), 1e-6);
    int from = (int) ((entity.start() - trace.start()) / total * BAR + 0.01);
    from = Math.min(Math.max(from, 0), BAR - 1);
    int length = (int) Math.round((entity.end() - entity.start()) / total * BAR);
    length = Math.min(Math.max(length, 1), BAR - from);
    String rest =
        terminal.style(Terminal.DIM, (terminal.unicode() ? "·" : ".").repeat(BAR - from - length));
    return terminal.style(Terminal.DIM, (terminal.unicode() ? "·" : ".").repeat(from))
        + terminal.style(flagStyle(entity), (terminal.unicode() ? "█" : "#").repeat(length))
        + rest;
  }

  private static String flags(Entity entity) {
    StringBuilder flags = new StringBuilder();
    for (String flag : List.of("fault", "error", "throttle")) {
      if (entity.is(flag)) {
        flags.append(' ').append(flag.toUpperCase(Locale.ROOT));
      }
    }
    if (entity.is("in_progress")) {
      flags.append(" IN PROGRESS");
    }
    return flags.toString();
  }

  private static String flagStyle(Entity entity) {
    if (entity.is("fault")) {
      return Terminal.RED;
    }
    if (entity.is("throttle")) {
      return Terminal.MAGENTA;
    }
    return entity.is("error") ? Terminal.YELLOW : Terminal.PLAIN;
  }

  private String arrow() {
    return terminal.unicode() ? "→" : "->";
  }

  private static String milliseconds(double seconds) {
    double value = seconds * 1000;
    return String.format(Locale.ROOT, value < 100 ? "%8.1f" : "%8.0f", value);
  }
}
