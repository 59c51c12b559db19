package io.roentgen.agent.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the service answered to a report. */
final class Targets {

  private static final int MIN_INTERVAL_SECONDS = 1;
  private static final int INTERVAL_SECONDS = 10;
  private static final int MAX_INTERVAL_SECONDS = 300;

  private final List<Map<?, ?>> granted = new ArrayList<>();

  /** When a rule was changed last, by the service's clock; null if it does not say. */
  Double modified;

  private double shortestInterval = MAX_INTERVAL_SECONDS;
  private boolean hasInterval;

  /**
   * @param asked whether it says what was asked for, and not only when a rule was changed last
   */
  void read(Map<?, ?> answer, boolean asked) {
    Object changed = answer.get("LastRuleModification");
    if (changed instanceof Double) {
      modified = (Double) changed;
    }
    for (Object document : SamplingApi.list(answer.get("SamplingTargetDocuments"))) {
      if (!(document instanceof Map)) {
        continue;
      }
      Map<?, ?> fields = (Map<?, ?>) document;
      Object seconds = fields.get("Interval");
      if (seconds instanceof Double) {
        shortestInterval = Math.min(shortestInterval, (Double) seconds);
        hasInterval = true;
      }
      if (asked) {
        granted.add(fields);
      }
    }
  }

  /** Seconds until the next report. */
  int interval() {
    return hasInterval ? (int) Math.max(MIN_INTERVAL_SECONDS, shortestInterval) : INTERVAL_SECONDS;
  }

  void applyTo(Rules rules) {
    for (Map<?, ?> fields : granted) {
      Object name = fields.get("RuleName");
      Rule rule = name instanceof String ? rules.named((String) name) : null;
      if (rule != null) {
        rule.setTarget(target(fields, rule.target()));
      }
    }
  }

  /** What a document leaves out stays as it was. */
  private static Target target(Map<?, ?> fields, Target before) {
    Double rate = RuleReader.number(fields, "FixedRate", 1);
    Double quota = RuleReader.number(fields, "ReservoirQuota", Integer.MAX_VALUE);
    Double ends = RuleReader.number(fields, "ReservoirQuotaTTL", Double.MAX_VALUE);
    long until = before.quotaEnds;
    if (ends != null) {
      // The service's clock and ours agree, or documents would not be taken either.
      double seconds = ends - System.currentTimeMillis() / 1000.0;
      until = System.nanoTime() + (long) (Math.min(seconds, RulePoller.FORGET_SECONDS) * 1e9);
    }
    return new Target(
        rate != null ? rate : before.rate, quota != null ? quota.intValue() : before.quota, until);
  }
}
