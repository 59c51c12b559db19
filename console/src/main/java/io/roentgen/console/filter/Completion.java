package io.roentgen.console.filter;

import java.util.List;

/** One way to go on with an expression that is being written. Immutable. */
public final class Completion {

  private final String text;
  private final int from;
  private final int to;
  private final String kind;
  private final String hint;

  Completion(String text, int from, int to, String kind, String hint) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.kind = kind;
    this.hint = hint;
  }

  /**
   * What may be written at the cursor, the likeliest first, at most 50.
   *
   * @param cursor an index in the text, or its length
   */
  public static List<Completion> of(String text, int cursor, Vocabulary vocabulary) {
    return new Completions(text, Math.max(0, Math.min(cursor, text.length())), vocabulary).list();
  }

  /** What to write. */
  public String text() {
    return text;
  }

  /** Where that begins. */
  public int from() {
    return from;
  }

  /** The end of what it takes the place of. */
  public int to() {
    return to;
  }

  /** keyword, function, annotation, operator, sign, service or value. */
  public String kind() {
    return kind;
  }

  /** What it means, in a few words; may be empty. */
  public String hint() {
    return hint;
  }

  @Override
  public String toString() {
    return text;
  }
}
