package io.roentgen.console.receive;

/** Sampling rules that X-Ray would not take. */
public final class BadRule extends Exception {

  private final int rule;
  private final String field;

  BadRule(int rule, String field, String message) {
    super(message);
    this.rule = rule;
    this.field = field;
  }

  /** Which of the rules, from 0; -1 if it isn't about one. */
  public int rule() {
    return rule;
  }

  /** The field's name in JSON; null if it isn't about one. */
  public String field() {
    return field;
  }

  /** With the place, for who has only text. */
  public String located() {
    return rule < 0
        ? getMessage()
        : "rule " + rule + (field == null ? "" : ", " + field) + ": " + getMessage();
  }
}
