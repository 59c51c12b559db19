package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.model.GetSamplingTargetsResponse;
import software.amazon.awssdk.services.xray.model.InvalidRequestException;
import software.amazon.awssdk.services.xray.model.PutTraceSegmentsResponse;
import software.amazon.awssdk.services.xray.model.SamplingRule;
import software.amazon.awssdk.services.xray.model.SamplingRuleRecord;
import software.amazon.awssdk.services.xray.model.SamplingStatisticsDocument;
import software.amazon.awssdk.services.xray.model.SamplingTargetDocument;
import software.amazon.awssdk.services.xray.model.UnprocessedTraceSegment;
import software.amazon.awssdk.services.xray.model.XRayException;

/** What is answered is the X-Ray API, as Amazon's own client reads it. */
class AwsSdkTest {

  private static final String CLIENT = "0123456789abcdef01234567";

  private final List<String> kept = new CopyOnWriteArrayList<>();
  private SamplingRules rules;
  private DaemonServer server;
  private XRayClient client;

  @BeforeEach
  void open() throws Exception {
    rules = new SamplingRules(null);
    server =
        new DaemonServer(
            new InetSocketAddress("127.0.0.1", 0), rules, this::keep, new Counters(), List.of());
    client =
        XRayClient.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(URI.create("http://127.0.0.1:" + server.address().getPort()))
            .build();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private String keep(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    if (!text.contains("trace_id")) {
      return "no trace_id";
    }
    kept.add(text);
    return null;
  }

  @Test
  void putTraceSegments() {
    String good = "{\"trace_id\": \"1-1-1\", \"name\": \"\\\"größer\\\"\"}";
    PutTraceSegmentsResponse answer =
        client.putTraceSegments(r -> r.traceSegmentDocuments(good, "{\"id\": \"bad\"}"));
    assertEquals(List.of(good), kept);
    UnprocessedTraceSegment bad = answer.unprocessedTraceSegments().get(0);
    assertEquals(1, answer.unprocessedTraceSegments().size());
    assertEquals("bad", bad.id());
    assertEquals("InvalidSegment", bad.errorCode());
    assertEquals("Invalid segment: no trace_id", bad.message());
    assertFalse(answer.responseMetadata().requestId().isEmpty());
  }

  @Test
  void getSamplingRules() throws Exception {
    Rule.Draft draft = new Rule.Draft();
    draft.name = "größer";
    draft.priority = 7;
    draft.fixedRate = 0.25;
    draft.reservoirSize = 3;
    draft.urlPath = "/a/*";
    draft.attributes.put("tier", "gold");
    Instant before = Instant.now().minusSeconds(1);
    rules.replace(List.of(Rule.byDefault(1, 0.5), new Rule(draft)));

    List<SamplingRuleRecord> records = client.getSamplingRules(r -> {}).samplingRuleRecords();
    assertEquals(2, records.size());
    SamplingRule rule = records.get(0).samplingRule();
    assertEquals("größer", rule.ruleName());
    assertEquals(7, rule.priority());
    assertEquals(0.25, rule.fixedRate());
    assertEquals(3, rule.reservoirSize());
    assertEquals("/a/*", rule.urlPath());
    assertEquals("*", rule.host());
    assertEquals(1, rule.version());
    assertEquals(Map.of("tier", "gold"), rule.attributes());
    assertTrue(records.get(0).modifiedAt().isAfter(before));
    assertTrue(records.get(0).createdAt().isBefore(Instant.now().plusSeconds(1)));
    assertEquals("Default", records.get(1).samplingRule().ruleName());
  }

  @Test
  void getSamplingTargets() throws Exception {
    rules.replace(List.of(Rule.byDefault(5, 0.5)));
    GetSamplingTargetsResponse answer = report(CLIENT, "Default", "gone");
    SamplingTargetDocument target = answer.samplingTargetDocuments().get(0);
    assertEquals("Default", target.ruleName());
    assertEquals(0.5, target.fixedRate());
    assertEquals(5, target.reservoirQuota());
    assertEquals(10, target.interval());
    Instant ends = target.reservoirQuotaTTL();
    assertTrue(ends.isAfter(Instant.now().plusSeconds(5)), ends.toString());
    assertTrue(ends.isBefore(Instant.now().plusSeconds(16)), ends.toString());
    assertEquals("gone", answer.unprocessedStatistics().get(0).ruleName());

    // A second client has its part of the reservoir; together they have all of it.
    int second = quota(report("f".repeat(24), "Default"));
    int first = quota(report(CLIENT, "Default"));
    assertEquals(5, first + second);
    assertEquals(1, Math.abs(first - second));

    Instant before = answer.lastRuleModification();
    assertEquals(before, report(CLIENT, "Default").lastRuleModification());
    rules.replace(List.of(Rule.byDefault(5, 0.25)));
    assertTrue(report(CLIENT, "Default").lastRuleModification().isAfter(before));
  }

  private GetSamplingTargetsResponse report(String id, String... names) {
    List<SamplingStatisticsDocument> documents =
        List.of(names).stream()
            .map(
                name ->
                    SamplingStatisticsDocument.builder()
                        .ruleName(name)
                        .clientID(id)
                        .timestamp(Instant.now())
                        .requestCount(9)
                        .sampledCount(2)
                        .borrowCount(1)
                        .build())
            .toList();
    return client.getSamplingTargets(r -> r.samplingStatisticsDocuments(documents));
  }

  private static int quota(GetSamplingTargetsResponse answer) {
    return answer.samplingTargetDocuments().get(0).reservoirQuota();
  }

  @Test
  void putTelemetryRecords() {
    client.putTelemetryRecords(r -> r.telemetryRecords(t -> t.timestamp(Instant.now())));
  }

  @Test
  void errorsAreTheApis() {
    InvalidRequestException tooMany =
        assertThrows(
            InvalidRequestException.class,
            () ->
                client.putTraceSegments(
                    r -> r.traceSegmentDocuments(Collections.nCopies(51, "{}"))));
    assertTrue(tooMany.getMessage().contains("at most 50"), tooMany.getMessage());
    XRayException unknown =
        assertThrows(XRayException.class, () -> client.getTraceSummaries(r -> {}));
    assertEquals(404, unknown.statusCode());
    assertEquals("UnknownOperationException", unknown.awsErrorDetails().errorCode());
  }
}
