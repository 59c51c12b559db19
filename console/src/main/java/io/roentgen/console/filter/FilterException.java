package io.roentgen.console.filter;

/** Why a text is no filter expression, in words for whoever wrote it, and where. */
public final class FilterException extends Exception {

  private static final long serialVersionUID = 1;

  private final int position;
  private final int length;

  FilterException(String message, int position, int length) {
    super(message, null, false, false);
    this.position = position;
    this.length = length;
  }

  /** The first wrong character's index; the text's length if something is missing at its end. */
  public int position() {
    return position;
  }

  /** How many characters are wrong; 0 if something is missing there. */
  public int length() {
    return length;
  }
}
