package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked when, and what becomes of the answers. */
class RulePollerTest extends PolledRules {

  @Test
  void localDecidesUntilTheRulesAreKnown() {
    assertEquals("", rule("/"));
    service.setRules(SamplingService.forPath("api", "/api/*", 1), SamplingService.byDefault(0, 0));
    round();
    assertEquals("api", rule("/api/1"));
    assertEquals(null, rule("/"));
    assertTrue(service.asked.get(0).isEmpty());
  }

  @Test
  void allPages() {
    service.pages =
        List.of(
            List.of(SamplingService.forPath("a", "/a", 1)),
            List.of(),
            List.of(SamplingService.forPath("b", "/b", 1), SamplingService.byDefault(0, 0)));
    round();
    assertEquals("a", rule("/a"));
    assertEquals("b", rule("/b"));
    assertEquals("{}, {\"NextToken\":\"1\"}, {\"NextToken\":\"2\"}", join(service.asked));
  }

  private static String join(List<?> all) {
    String text = all.toString();
    return text.substring(1, text.length() - 1);
  }

  @Test
  void whatIsReportedAndGranted() {
    round();
    int borrowed = sampled(100);
    assertTrue(borrowed >= 1, "borrowed " + borrowed);
    service.grant("Default", 1, 7);
    round();
    assertReport(report(0), "Default", 100, 0, borrowed);
    assertEquals(50, sampled(50), "the rate is 1 now");
    round();
    assertReport(report(1), "Default", 50, 50, 0);
    round();
    assertReport(report(2), "Default", 0, 0, 0);
    service.grant("Default", 0, 7);
    sampled(1);
    round();
    assertTrue(sampled(100) >= 6, "but for the one that was borrowed");
  }

  /** An answer to a report without requests would grant nothing. */
  @Test
  void aQuotaOfNoRequestsIsNotTaken() {
    round();
    service.grant("Default", 1, 0);
    round();
    assertReport(report(0), "Default", 0, 0, 0);
    assertTrue(sampled(100) >= 1, "borrowed");
    assertTrue(sampled(100) < 50, "the rate is still 0");
  }

  @Test
  void noMoreRulesInAReportThanTheServiceTakes() {
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rules.add(SamplingService.forPath("rule" + i, "/" + i, 1));
    }
    rules.add(SamplingService.byDefault(0, 0));
    service.pages = List.of(rules);
    round();
    for (int i = 0; i < 60; i++) {
      assertEquals("rule" + i, rule("/" + i));
    }
    round();
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode report : service.reports) {
      sizes.add(report.get("SamplingStatisticsDocuments").size());
    }
    assertEquals(List.of(25, 25, 10), sizes);
  }

  @Test
  void whenThingsAreAskedFor() {
    long start = now;
    round();
    long wait = now - start;
    assertTrue(wait >= 9 * SECOND && wait <= 10 * SECOND, wait + " ns to the first report");
    round();
    // The first report tells of a change before we asked; then it is every five minutes.
    assertEquals(2, service.asked.size());
    while (service.asked.size() < 3) {
      round();
    }
    double minutes = (now - start) / 60.0 / SECOND;
    assertTrue(minutes > 4.5 && minutes < 5.5, minutes + " min");
    assertTrue(service.reports.size() >= 27, service.reports.size() + " reports");
    assertTrue(service.reports.size() <= 35, service.reports.size() + " reports");
  }

  @Test
  void theServiceMayWantToHearOfUsMoreRarely() {
    service.targets.put("Default", "{\"RuleName\":\"Default\",\"Interval\":60}");
    round();
    long from = now;
    round();
    assertTrue(now - from >= 54 * SECOND && now - from <= 60 * SECOND, now - from + " ns");
    service.setRules(SamplingService.forPath("a", "/a", 0), SamplingService.byDefault(0, 0));
    service.modified = "1.6E9";
    service.targets.put("a", "{\"RuleName\":\"a\",\"Interval\":20}");
    round();
    rule("/a");
    rule("/");
    from = now;
    round();
    assertTrue(now - from >= 18 * SECOND && now - from <= 20 * SECOND, now - from + " ns");
  }

  @Test
  void anEditTakesEffectWithTheNextReport() {
    service.setRules(SamplingService.byDefault(0, 0));
    round();
    round();
    assertEquals(2, service.asked.size());
    service.setRules(SamplingService.byDefault(1, 0));
    round();
    assertEquals(null, rule("/"), "nobody was told");
    service.modified = "1.6E9";
    round();
    assertEquals("Default", rule("/"));
    round();
    assertEquals(3, service.asked.size());
  }

  /** A rule that is new need not be the last one; counts of those that stay go on. */
  @Test
  void rulesComeAndGo() {
    service.setRules(
        SamplingService.forPath("a", "/a", 0),
        SamplingService.forPath("b", "/b", 0),
        SamplingService.byDefault(0, 0));
    round();
    round();
    assertEquals(null, rule("/a"));
    assertEquals(null, rule("/b"));
    service.setRules(
        SamplingService.forPath("new", "/new", 1),
        SamplingService.forPath("b", "/b", 1),
        SamplingService.byDefault(0, 0));
    service.modified = "1.6E9";
    round();
    assertEquals("new", rule("/new"));
    assertEquals(null, rule("/a"));
    assertEquals("b", rule("/b"));
    round();
    StringBuilder counts = new StringBuilder();
    for (JsonNode document : service.reports.get(2).get("SamplingStatisticsDocuments")) {
      counts.append(document.get("RuleName").asText()).append(document.get("RequestCount"));
    }
    assertEquals("b1new1Default1", counts.toString());
  }

  @Test
  void afterARestoreItIsAnotherClient() {
    round();
    service.grant("Default", 0, 1000);
    sampled(10);
    round();
    assertTrue(sampled(500) > 400, "the quota");
    String before = poller.clientId();
    poller.restored();
    int asked = service.asked.size();
    poller.round(now);
    assertNotEquals(before, poller.clientId());
    assertTrue(poller.clientId().matches("[0-9a-f]{24}"), poller.clientId());
    assertEquals(asked + 1, service.asked.size());
    assertReport(report(1), "Default", 0, 0, 0);
    assertTrue(sampled(1000) < 100, "the quota was the other's");
  }
}
