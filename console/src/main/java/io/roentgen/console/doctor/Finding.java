package io.roentgen.console.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one check found, and what to do about it. */
final class Finding {

  enum State {
    OK("ok"),
    PROBLEM("problem"),
    UNKNOWN("can't tell");

    final String text;

    State(String text) {
      this.text = text;
    }
  }

  final State state;

  /** Sentences; a line each. */
  final List<String> lines = new ArrayList<>();

  final List<String> advice;

  private Finding(State state, String line, String... advice) {
    this.state = state;
    this.lines.add(line);
    this.advice = Arrays.asList(advice);
  }

  static Finding ok(String line, String... advice) {
    return new Finding(State.OK, line, advice);
  }

  static Finding problem(String line, String... advice) {
    return new Finding(State.PROBLEM, line, advice);
  }

  static Finding unknown(String line, String... advice) {
    return new Finding(State.UNKNOWN, line, advice);
  }

  /** Several as one: the worst of them counts. */
  static Finding of(List<Finding> all) {
    State worst = State.OK;
    List<String> lines = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    for (Finding one : all) {
      boolean worse = one.state == State.PROBLEM || worst == State.OK;
      worst = worse ? one.state : worst;
      lines.addAll(one.lines);
      for (String each : one.advice) {
        if (!advice.contains(each)) {
          advice.add(each);
        }
      }
    }
    Finding sum = new Finding(worst, "", advice.toArray(new String[0]));
    sum.lines.clear();
    sum.lines.addAll(lines);
    return sum;
  }
}
