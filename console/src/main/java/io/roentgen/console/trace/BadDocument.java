package io.roentgen.console.trace;

/** Bytes that are no segment document. Carries no stack: it is a count, not a failure. */
public final class BadDocument extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * @param reason why, in a few words of ours, so that equal faults count together
   */
  public BadDocument(String reason) {
    super(reason, null, false, false);
  }
}
