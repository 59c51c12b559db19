package io.roentgen.agent.sampling;

import io.roentgen.agent.emit.JsonBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * X-Ray's two questions about sampling, which a daemon passes on to the service (AWS X-Ray API
 * reference, GetSamplingRules and GetSamplingTargets). Everything in an answer may be missing.
 */
final class SamplingApi {

  /** The service takes so many rules in a report. */
  private static final int MAX_REPORTED = 25;

  /** A token that leads nowhere must not keep us. */
  private static final int MAX_PAGES = 20;

  private static final int MAX_NAME = 1_000;

  private final DaemonClient daemon;
  private final JsonBuffer json = new JsonBuffer();

  SamplingApi(DaemonClient daemon) {
    this.daemon = daemon;
  }

  /** All rules that we can match, in any order. */
  List<Rule> rules() throws IOException {
    List<Rule> rules = new ArrayList<>();
    String token = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      json.truncate(0);
      json.raw('{');
      json.field("NextToken", token, MAX_NAME * 10).raw('}');
      Map<?, ?> answer = ask("/GetSamplingRules");
      for (Object record : list(answer.get("SamplingRuleRecords"))) {
        Object fields = record instanceof Map ? ((Map<?, ?>) record).get("SamplingRule") : null;
        Rule rule = fields instanceof Map ? RuleReader.read((Map<?, ?>) fields) : null;
        if (rule != null) {
          rules.add(rule);
        }
      }
      Object next = answer.get("NextToken");
      if (!(next instanceof String) || ((String) next).isEmpty()) {
        return rules;
      }
      token = (String) next;
    }
    throw new IOException("more than " + MAX_PAGES + " pages of rules");
  }

  /**
   * Reports what became of requests, and asks what is granted to this process.
   *
   * @param rules at least one
   */
  Targets targets(Rules rules, String clientId) throws IOException {
    Targets targets = new Targets();
    List<Rule> used = new ArrayList<>();
    for (Rule rule : rules.all()) {
      rule.statistics().take();
      if (rule.statistics().requests() > 0) {
        used.add(rule);
      }
    }
    if (used.isEmpty()) {
      // Only to learn of changes: a quota without requests would be none.
      Rule[] all = rules.all();
      targets.read(report(new Rule[] {all[all.length - 1]}, clientId), false);
      return targets;
    }
    for (int from = 0; from < used.size(); from += MAX_REPORTED) {
      int to = Math.min(used.size(), from + MAX_REPORTED);
      Rule[] some = used.subList(from, to).toArray(new Rule[0]);
      Map<?, ?> answer = report(some, clientId);
      for (Rule rule : some) {
        rule.statistics().reported();
      }
      targets.read(answer, true);
    }
    return targets;
  }

  private Map<?, ?> report(Rule[] rules, String clientId) throws IOException {
    json.truncate(0);
    json.raw("{\"SamplingStatisticsDocuments\":[");
    for (int i = 0; i < rules.length; i++) {
      Statistics statistics = rules[i].statistics();
      json.raw(i == 0 ? "{" : ",{");
      json.field("RuleName", rules[i].name, MAX_NAME);
      json.field("ClientID", clientId, MAX_NAME);
      json.name("Timestamp").number(System.currentTimeMillis() / 1000);
      json.name("RequestCount").number(statistics.requests());
      json.name("SampledCount").number(statistics.sampledRequests());
      json.name("BorrowCount").number(statistics.borrowedRequests());
      json.raw('}');
    }
    json.raw("]}");
    return ask("/SamplingTargets");
  }

  private Map<?, ?> ask(String path) throws IOException {
    Object answer = JsonReader.read(daemon.post(path, json.bytes(), json.size()));
    if (answer instanceof Map) {
      return (Map<?, ?>) answer;
    }
    throw new IOException("no JSON object");
  }

  static List<?> list(Object value) {
    return value instanceof List ? (List<?>) value : new ArrayList<Object>();
  }
}
