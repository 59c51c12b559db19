package io.roentgen.console.receive;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What X-Ray asks of sampling rules: API reference, SamplingRule. */
final class RuleCheck {

  /** More than X-Ray's quota of 25; every client keeps and tries them all. */
  private static final int MOST = 100;

  private static final int NAME = 32;
  private static final int ATTRIBUTES = 5;
  private static final int ATTRIBUTE = 32;

  private RuleCheck() {}

  static void check(List<Rule> rules) throws BadRule {
    if (rules.size() > MOST) {
      throw new BadRule(MOST, null, "more than " + MOST + " rules");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      check(i, rules.get(i));
      if (!names.add(rules.get(i).name)) {
        throw new BadRule(i, "RuleName", "another rule has that name");
      }
    }
    if (!names.contains(Rule.DEFAULT)) {
      throw new BadRule(-1, null, "the rule Default can't be removed");
    }
  }

  private static void check(int i, Rule rule) throws BadRule {
    length(i, "RuleName", rule.name, NAME);
    for (int at = 0; at < rule.name.length(); at++) {
      if (Character.isISOControl(rule.name.charAt(at))) {
        throw new BadRule(i, "RuleName", "holds a control character");
      }
    }
    if (!rule.isDefault() && (rule.priority < 1 || rule.priority > 9_999)) {
      throw new BadRule(i, "Priority", "not from 1 to 9999");
    }
    if (!(rule.fixedRate >= 0 && rule.fixedRate <= 1)) {
      throw new BadRule(i, "FixedRate", "not from 0 to 1");
    }
    if (rule.reservoirSize < 0) {
      throw new BadRule(i, "ReservoirSize", "less than 0");
    }
    pattern(i, rule, "ServiceName", rule.serviceName, 64);
    pattern(i, rule, "ServiceType", rule.serviceType, 64);
    pattern(i, rule, "Host", rule.host, 64);
    pattern(i, rule, "HTTPMethod", rule.httpMethod, 10);
    pattern(i, rule, "URLPath", rule.urlPath, 128);
    pattern(i, rule, "ResourceARN", rule.resourceArn, 500);
    attributes(i, rule);
  }

  private static void pattern(int i, Rule rule, String field, String pattern, int longest)
      throws BadRule {
    if (rule.isDefault() && !Rule.ANY.equals(pattern)) {
      throw new BadRule(i, field, "the rule Default takes any: *");
    }
    length(i, field, pattern, longest);
  }

  private static void length(int i, String field, String text, int longest) throws BadRule {
    if (text == null || text.isEmpty() || text.length() > longest) {
      throw new BadRule(i, field, "not 1 to " + longest + " characters");
    }
  }

  private static void attributes(int i, Rule rule) throws BadRule {
    int most = rule.isDefault() ? 0 : ATTRIBUTES;
    if (rule.attributes.size() > most) {
      throw new BadRule(i, "Attributes", "more than " + most);
    }
    for (Map.Entry<String, String> attribute : rule.attributes.entrySet()) {
      length(i, "Attributes", attribute.getKey(), ATTRIBUTE);
      length(i, "Attributes", attribute.getValue(), ATTRIBUTE);
    }
  }
}
