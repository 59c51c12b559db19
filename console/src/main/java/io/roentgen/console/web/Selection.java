package io.roentgen.console.web;

import io.roentgen.console.filter.Filter;
import io.roentgen.console.filter.FilterException;
import io.roentgen.console.store.TraceStore;
import io.roentgen.console.trace.Trace;
import io.roentgen.console.trace.TraceSummary;
import java.util.ArrayList;
import java.util.List;

/** The traces of a range of time that pass a filter, the oldest first. */
final class Selection {

  private static final double QUARTER_OF_AN_HOUR = 900;

  /** X-Ray takes documents up to thirty days old. */
  private static final double BEFORE = 30 * 24 * 3_600;

  /** How far another clock may be ahead. */
  private static final double AFTER = 300;

  final double start;
  final double end;
  final List<TraceSummary> traces;

  /** How many there are in the range, whatever the filter. */
  final int stored;

  private Selection(double start, double end, List<TraceSummary> traces, int stored) {
    this.start = start;
    this.end = end;
    this.traces = traces;
    this.stored = stored;
  }

  /** As a request's start, end or last, and filter say. */
  static Selection of(TraceStore store, Request request)
      throws Request.BadRequest, FilterException {
    double now = System.currentTimeMillis() / 1e3;
    double end = request.number("end", now + AFTER);
    double start = request.number("start", now - request.number("last", QUARTER_OF_AN_HOUR));
    return of(store, start, end, request.text("filter"));
  }

  static Selection of(TraceStore store, double start, double end, String filter)
      throws FilterException {
    Filter wanted = Filter.parse(filter);
    List<TraceSummary> traces = new ArrayList<>();
    int stored = 0;
    for (Trace trace : store.all()) {
      TraceSummary summary = trace.summary();
      double time = time(summary);
      if (time < start || time > end) {
        continue;
      }
      stored++;
      if (wanted.matches(summary)) {
        traces.add(summary);
      }
    }
    return new Selection(start, end, traces, stored);
  }

  /** When a trace began; when it came, if what it says of that can't be. */
  static double time(TraceSummary trace) {
    double arrived = trace.trace().arrived() / 1e3;
    double start = trace.root() == null ? trace.start() : trace.root().start();
    return start < arrived - BEFORE || start > arrived + AFTER ? arrived : start;
  }
}
