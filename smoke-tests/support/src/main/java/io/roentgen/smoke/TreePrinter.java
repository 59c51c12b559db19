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

  private final int width;
  private final boolean colours;
  private final boolean unicode;

  /**
   * A printer for one kind of terminal.
   *
   * @param width in characters; longer lines are clipped
   * @param colours whether it understands ANSI escape sequences
   * @param unicode whether it shows more than ASCII
   */
  public TreePrinter(int width, boolean colours, boolean unicode) {
    this.width = Math.max(width, 60);
    this.colours = colours;
    this.unicode = unicode;
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
    text.append(style(Ansi.BOLD, Gist.request(root, arrow())));
    text.append("  ").append(milliseconds(trace.end() - trace.start()).trim()).append(" ms");
    text.append(style(Ansi.DIM, "  " + trace.id()));
    if (root.parentId() != null) {
      text.append(style(Ansi.RED, "  its parent " + root.parentId() + " is missing"));
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
    int room = width - LEFT - indent.length() - name.length() - flags.length() - 2;
    out.append(style(Ansi.DIM, indent))
        .append(style(entity.isSegment() ? Ansi.BOLD_CYAN : Ansi.CYAN, name))
        .append(style(flagStyle(entity), flags));
    if (room > 8 && !gist.isEmpty()) {
      out.append("  ").append(clip(gist, room));
    }
    out.append('\n');

    List<Entity> children = entity.children();
    String line = children.isEmpty() ? "  " : unicode ? "│ " : "| ";
    for (String cause : Gist.causes(trace, entity, MOST_CAUSES)) {
      int used = LEFT + below.length() + line.length();
      out.append(" ".repeat(LEFT))
          .append(style(Ansi.DIM, below + line))
          .append(style(flagStyle(entity), clip(cause, width - used)))
          .append('\n');
    }
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      String branch = unicode ? (last ? "└─" : "├─") : (last ? "`-" : "|-");
      String trunk = last ? "   " : unicode ? "│  " : "|  ";
      print(out, trace, children.get(i), below + branch + " ", below + trunk);
    }
  }

  private String bar(Trace trace, Entity entity) {
    double total = Math.max(trace.end() - trace.start(), 1e-6);
    int from = (int) ((entity.start() - trace.start()) / total * BAR + 0.01);
    from = Math.min(Math.max(from, 0), BAR - 1);
    int length = (int) Math.round((entity.end() - entity.start()) / total * BAR);
    length = Math.min(Math.max(length, 1), BAR - from);
    String rest = style(Ansi.DIM, (unicode ? "·" : ".").repeat(BAR - from - length));
    return style(Ansi.DIM, (unicode ? "·" : ".").repeat(from))
        + style(flagStyle(entity), (unicode ? "█" : "#").repeat(length))
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
      return Ansi.RED;
    }
    if (entity.is("throttle")) {
      return Ansi.MAGENTA;
    }
    return entity.is("error") ? Ansi.YELLOW : Ansi.NONE;
  }

  private String style(String style, String text) {
    return colours && !style.isEmpty() && !text.isEmpty() ? style + text + Ansi.RESET : text;
  }

  private String arrow() {
    return unicode ? "→" : "->";
  }

  private String clip(String text, int room) {
    String flat = text.replaceAll("\\s+", " ");
    if (flat.length() <= room) {
      return flat;
    }
    String end = unicode ? "…" : "..";
    return flat.substring(0, Math.max(0, room - end.length())) + end;
  }

  private static String milliseconds(double seconds) {
    double value = seconds * 1000;
    return String.format(Locale.ROOT, value < 100 ? "%8.1f" : "%8.0f", value);
  }

  private static final class Ansi {
    static final String NONE = "";
    static final String RESET = "\u001b[0m";
    static final String BOLD = "\u001b[1m";
    static final String DIM = "\u001b[2m";
    static final String RED = "\u001b[31m";
    static final String YELLOW = "\u001b[33m";
    static final String MAGENTA = "\u001b[35m";
    static final String CYAN = "\u001b[36m";
    static final String BOLD_CYAN = "\u001b[1;36m";
  }
}
