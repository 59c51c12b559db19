package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.roentgen.agent.Log;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked when, and what becomes of the answers. Time is the test's, but for quotas. */
class RulePollerTest {

  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;

  private SamplingService service;
  private DaemonSampler sampler;
  private RulePoller poller;
  private Path log;
  private long now;

  @BeforeEach
  void start() throws IOException {
    log = folder.resolve("log");
    Log.configure(Log.Level.DEBUG, log.toString());
    service = new SamplingService();
    service.setRules(SamplingService.byDefault(0, 1));
    create(service);
  }

  private void create(SamplingService of) {
    sampler = new DaemonSampler(new LocalSampler(0, 1), of.address(), "shop");
    poller = sampler.createPoller();
    now = System.nanoTime();
  }

  @AfterEach
  void stop() {
    service.close();
    Log.configure(Log.Level.INFO, null);
  }

  private List<String> lines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    lines.replaceAll(line -> line.replace("127.0.0.1:" + service.port(), "DAEMON"));
    return lines;
  }

  /** Goes on to when something is due. */
  private void round() {
    now += poller.round(now);
  }

  private void roundAfter(long seconds) {
    now += seconds * SECOND;
    now += poller.round(now);
  }

  private String rule(String path) {
    return sampler.sampledBy(null, "localhost", "GET", path);
  }

  private int sampled(int requests) {
    int sampled = 0;
    for (int i = 0; i < requests; i++) {
      sampled += sampler.sample("localhost", "GET", "/") ? 1 : 0;
    }
    return sampled;
  }

  private JsonNode report(int index) {
    JsonNode documents = service.reports.get(index).get("SamplingStatisticsDocuments");
    assertEquals(1, documents.size());
    return documents.get(0);
  }

  private void assertReport(JsonNode report, String rule, int requests, int sampled, int borrowed) {
    assertEquals(rule, report.get("RuleName").asText());
    assertEquals(requests, report.get("RequestCount").asInt());
    assertEquals(sampled, report.get("SampledCount").asInt());
    assertEquals(borrowed, report.get("BorrowCount").asInt());
    assertEquals(poller.clientId(), report.get("ClientID").asText());
    long age = System.currentTimeMillis() / 1000 - report.get("Timestamp").asLong();
    assertTrue(age >= 0 && age < 60, age + " s");
  }

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
  void pagesWithoutEnd() {
    service.answer = "{\"SamplingRuleRecords\":[],\"NextToken\":\"again\"}";
    round();
    assertEquals(20, service.asked.size());
    assertEquals("", rule("/"), "local");
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
