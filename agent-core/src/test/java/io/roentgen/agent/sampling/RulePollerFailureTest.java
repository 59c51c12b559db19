package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done without an answer, or with one that is none. */
class RulePollerFailureTest extends PolledRules {

  @Test
  void pagesWithoutEnd() {
    service.answer = "{\"SamplingRuleRecords\":[],\"NextToken\":\"again\"}";
    round();
    assertEquals(20, service.asked.size());
    assertEquals("", rule("/"), "local");
  }

  @Test
  void whatDidNotArriveIsReportedWithTheNext() {
    round();
    sampled(100);
    service.status = 500;
    round();
    assertEquals(1, service.reports.size());
    sampled(20);
    service.status = 200;
    round();
    assertEquals(120, report(1).get("RequestCount").asInt());
  }

  @Test
  void anEditIsAskedForUntilItIsKnown() throws IOException {
    round();
    round();
    service.modified = "1.6E9";
    service.pages = null;
    round();
    service.setRules(SamplingService.byDefault(1, 0));
    round();
    assertEquals("Default", rule("/"));
  }

  @Test
  void afterAnHourWithoutAnAnswerLocalDecides() throws IOException {
    round();
    assertFalse(sampled(100) > 50);
    service.close();
    roundAfter(3_000);
    assertFalse(sampled(100) > 50, "the last rules stay");
    roundAfter(700);
    assertEquals(100, sampled(100));
    service = new SamplingService(service.port());
    service.setRules(SamplingService.byDefault(0, 0));
    roundAfter(10);
    assertEquals(0, sampled(100));
    List<String> lines = lines();
    assertEquals(
        "[roentgen] DEBUG the daemon at DAEMON has the sampling rules Default", lines.get(0));
    assertTrue(lines.get(1).contains("Connection refused), the last ones stay"), lines.get(1));
    assertEquals(
        "[roentgen] DEBUG the daemon at DAEMON has not confirmed its sampling rules for an hour,"
            + " sampling 0/s + 1.0",
        lines.get(lines.size() - 2));
    assertEquals(lines.get(0), lines.get(lines.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>no</html>",
        "[]",
        "null",
        "{\"SamplingRuleRecords\":7}",
        "{\"SamplingRuleRecords\":[null,7,{},{\"SamplingRule\":[]},{\"SamplingRule\":{}}]}",
        "{\"SamplingRuleRecords\":[{\"SamplingRule\":{\"RuleName\":\"a\",\"FixedRate\":NaN}}]}",
        "{}",
      })
  void answersThatAreNone(String answer) throws IOException {
    service.answer = answer;
    round();
    round();
    round();
    assertEquals("", rule("/"), "local");
    assertEquals(3, service.asked.size());
    List<String> lines = lines();
    lines.removeIf(line -> line.contains("is left out"));
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("DEBUG the daemon at DAEMON "), lines.get(0));
    assertTrue(lines.get(0).endsWith(", sampling 0/s + 1.0"), lines.get(0));
    service.answer = null;
    round();
    assertTrue(sampled(100) < 50, "the default rule");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"SamplingTargetDocuments\":[null,7,{},{\"RuleName\":[]},{\"RuleName\":\"other\"}]}",
        "{\"SamplingTargetDocuments\":[{\"RuleName\":\"Default\",\"FixedRate\":-1,"
            + "\"ReservoirQuota\":1e300,\"ReservoirQuotaTTL\":\"x\",\"Interval\":-1e300}]}",
        "{\"SamplingTargetDocuments\":[{\"RuleName\":\"Default\",\"FixedRate\":1e300,"
            + "\"ReservoirQuota\":-5,\"ReservoirQuotaTTL\":1e300,\"Interval\":{}}]}",
        "{\"LastRuleModification\":\"now\"}",
        "[[[[[[[[[[[[[[[[[[[[",
        "7",
      })
  void targetsThatAreNone(String answer) {
    round();
    service.answer = answer;
    sampled(10);
    for (int i = 0; i < 3; i++) {
      long before = now;
      round();
      assertTrue(now - before > SECOND / 2, now - before + " ns");
    }
    int sampled = sampled(100);
    assertTrue(sampled < 50, "the rules stay as they are: " + sampled);
  }

  @Test
  void whoDoesNotKnowTheQuestionIsAskedMoreAndMoreRarely() throws IOException {
    service.status = 404;
    long start = now;
    for (int i = 0; i < 7; i++) {
      round();
    }
    double seconds = (now - start) / (double) SECOND;
    assertTrue(seconds > 800 && seconds < 1_210, seconds + " s for seven");
    assertEquals(7, service.asked.size());
    assertEquals(
        List.of(
            "[roentgen] DEBUG the daemon at DAEMON does not tell its sampling rules"
                + " (status 404), sampling 0/s + 1.0"),
        lines());
  }

  @Test
  void missingPermissionsAreToldOnce() throws IOException {
    service.status = 403;
    round();
    round();
    assertEquals(
        List.of(
            "[roentgen] WARN the daemon at DAEMON may not ask for sampling rules (403), it needs"
                + " xray:GetSamplingRules and xray:GetSamplingTargets; until then"
                + " sampling 0/s + 1.0"),
        lines());
  }

  @Test
  void whoComesLaterIsFoundInTenSeconds() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    service.close();
    service = new SamplingService();
    try (SamplingService none = new SamplingService(port)) {
      create(none);
    }
    for (int i = 0; i < 20; i++) {
      long before = now;
      round();
      assertTrue(now - before <= 10 * SECOND, now - before + " ns");
    }
    assertEquals("", rule("/"));
    try (SamplingService late = new SamplingService(port)) {
      late.setRules(SamplingService.byDefault(1, 0));
      round();
      assertEquals("Default", rule("/"));
    }
  }

  @Test
  void whoHasNoRulesIsAskedAgain() {
    service.setRules();
    round();
    assertEquals("", rule("/"));
    service.setRules(SamplingService.byDefault(1, 0));
    round();
    assertEquals("Default", rule("/"));
  }
}
