package io.roentgen.smoke;

/**
 * What a terminal shows: characters in a line, ANSI escape sequences or not, more than ASCII or
 * not.
 */
record Terminal(int width, boolean colours, boolean unicode) {
  static final String PLAIN = "";
  static final String BOLD = "\u001b[1m";
  static final String DIM = "\u001b[2m";
  static final String RED = "\u001b[31m";
  static final String YELLOW = "\u001b[33m";
  static final String MAGENTA = "\u001b[35m";
  static final String CYAN = "\u001b[36m";
  static final String BOLD_CYAN = "\u001b[1;36m";
  private static final String RESET = "\u001b[0m";
  private static final int NARROWEST = 60;

  Terminal {
    width = Math.max(width, NARROWEST);
  }

  String style(String style, String text) {
    return colours && !style.isEmpty() && !text.isEmpty() ? style + text + RESET : text;
  }

  /** One line, no longer than the room for it. */
  String clip(String text, int room) {
    String flat = text.replaceAll("\\s+", " ");
    if (flat.length() <= room) {
      return flat;
    }
    String end = unicode ? "…" : "..";
    int space = Math.max(room, 0);
    return space < end.length()
        ? end.substring(0, space)
        : flat.substring(0, space - end.length()) + end;
  }
}
