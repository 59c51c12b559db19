package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.roentgen.agent.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A poller and whom it asks. Time is the test's, but for quotas. */
abstract class PolledRules {

  static final long SECOND = 1_000_000_000;

  @TempDir Path folder;

  SamplingService service;
  DaemonSampler sampler;
  RulePoller poller;
  private Path log;
  long now;

  @BeforeEach
  final void start() throws IOException {
    log = folder.resolve("log");
    Log.configure(Log.Level.DEBUG, log.toString());
    service = new SamplingService();
    service.setRules(SamplingService.byDefault(0, 1));
    create(service);
  }

  final void create(SamplingService of) {
    sampler = new DaemonSampler(new LocalSampler(0, 1), of.address(), "shop");
    poller = sampler.createPoller();
    now = System.nanoTime();
  }

  @AfterEach
  final void stop() {
    service.close();
    Log.configure(Log.Level.INFO, null);
  }

  final List<String> lines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    lines.replaceAll(line -> line.replace("127.0.0.1:" + service.port(), "DAEMON"));
    return lines;
  }

  /** Goes on to when something is due. */
  final void round() {
    now += poller.round(now);
  }

  final void roundAfter(long seconds) {
    now += seconds * SECOND;
    now += poller.round(now);
  }

  final String rule(String path) {
    return sampler.sampledBy(null, "localhost", "GET", path);
  }

  final int sampled(int requests) {
    int sampled = 0;
    for (int i = 0; i < requests; i++) {
      sampled += sampler.sample("localhost", "GET", "/") ? 1 : 0;
    }
    return sampled;
  }

  final JsonNode report(int index) {
    JsonNode documents = service.reports.get(index).get("SamplingStatisticsDocuments");
    assertEquals(1, documents.size());
    return documents.get(0);
  }

  final void assertReport(JsonNode report, String rule, int requests, int sampled, int borrowed) {
    assertEquals(rule, report.get("RuleName").asText());
    assertEquals(requests, report.get("RequestCount").asInt());
    assertEquals(sampled, report.get("SampledCount").asInt());
    assertEquals(borrowed, report.get("BorrowCount").asInt());
    assertEquals(poller.clientId(), report.get("ClientID").asText());
    long age = System.currentTimeMillis() / 1000 - report.get("Timestamp").asLong();
    assertTrue(age >= 0 && age < 60, age + " s");
  }
}
