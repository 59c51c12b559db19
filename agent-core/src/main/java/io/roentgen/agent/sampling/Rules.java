package io.roentgen.agent.sampling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** All rules that may match in this process, in the order in which they are tried. Immutable. */
final class Rules {

  private final String service;
  private final Rule[] ofAnyService;
  private final Rule[] ofThisService;

  /**
   * @param service the name of this process's segments
   * @param serviceType what kind of resource runs it; null if that is not known
   */
  Rules(List<Rule> rules, String service, String serviceType) {
    this.service = service;
    List<Rule> possible = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.serviceType.matches(serviceType)) {
        possible.add(rule);
      }
    }
    Collections.sort(possible, new Order());
    List<Rule> own = new ArrayList<>();
    for (Rule rule : possible) {
      if (rule.service.matches(service)) {
        own.add(rule);
      }
    }
    ofAnyService = possible.toArray(new Rule[0]);
    ofThisService = own.toArray(new Rule[0]);
  }

  private static final class Order implements Comparator<Rule> {
    @Override
    public int compare(Rule a, Rule b) {
      boolean last = a.name.equals(Rule.DEFAULT);
      if (last != b.name.equals(Rule.DEFAULT)) {
        return last ? 1 : -1;
      }
      int byPriority = Integer.compare(a.priority, b.priority);
      return byPriority != 0 ? byPriority : a.name.compareTo(b.name);
    }
  }

  /** Null if none matches, which happens only where there is no default rule. */
  Rule match(String service, String host, String method, String path) {
    boolean own = service == null || service.equals(this.service);
    Rule[] candidates = own ? ofThisService : ofAnyService;
    for (int i = 0; i < candidates.length; i++) {
      Rule rule = candidates[i];
      if ((own || rule.service.matches(service)) && rule.matches(host, method, path)) {
        return rule;
      }
    }
    return null;
  }

  Rule[] all() {
    return ofAnyService;
  }

  Rule named(String name) {
    for (Rule rule : ofAnyService) {
      if (rule.name.equals(name)) {
        return rule;
      }
    }
    return null;
  }

  /** Their names, for people. */
  @Override
  public String toString() {
    StringBuilder names = new StringBuilder();
    for (Rule rule : ofAnyService) {
      names.append(names.length() == 0 ? "" : ", ").append(rule.name);
    }
    return names.toString();
  }
}
