package io.roentgen.agent.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roentgen.agent.emit.DaemonAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A daemon's HTTP side, with answers as wanted. */
final class SamplingService implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;

  /** In pages; each a list of rules. */
  volatile List<List<String>> pages = List.of(List.of());

  /** A status other than 200 for each question. */
  volatile int status = 200;

  /** What is answered in place of rules or targets. */
  volatile String answer;

  volatile String modified = "1.5E9";
  final Map<String, String> targets = new ConcurrentHashMap<>();
  final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  final List<JsonNode> reports = new CopyOnWriteArrayList<>();

  SamplingService() throws IOException {
    this(0);
  }

  SamplingService(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    server.createContext("/GetSamplingRules", this::rules);
    server.createContext("/SamplingTargets", this::targets);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  DaemonAddress address() {
    return DaemonAddress.parse("127.0.0.1:" + port());
  }

  static String rule(String name, int priority, String more) {
    String text =
        "{'RuleName':'"
            + name
            + "','Priority':"
            + priority
            + ",'Version':1,'ResourceARN':'*','ServiceName':'*','ServiceType':'*','Host':'*'"
            + ",'HTTPMethod':'*','Attributes':{},"
            + more
            + "}";
    return text.replace('\'', '"');
  }

  static String byDefault(double rate, int reservoir) {
    return rule("Default", 10000, limits(rate, reservoir));
  }

  static String limits(double rate, int reservoir) {
    return "'URLPath':'*','FixedRate':" + rate + ",'ReservoirSize':" + reservoir;
  }

  static String forPath(String name, String path, double rate) {
    return rule(name, 10, "'URLPath':'" + path + "','FixedRate':" + rate + ",'ReservoirSize':0");
  }

  void setRules(String... rules) {
    pages = List.of(List.of(rules));
  }

  /** For five minutes. */
  void grant(String rule, double rate, int quota) {
    long until = System.currentTimeMillis() / 1000 + 300;
    targets.put(
        rule,
        "{\"RuleName\":\""
            + rule
            + "\",\"FixedRate\":"
            + rate
            + ",\"ReservoirQuota\":"
            + quota
            + ",\"ReservoirQuotaTTL\":"
            + until
            + ",\"Interval\":10}");
  }

  private void rules(HttpExchange exchange) throws IOException {
    JsonNode question = JSON.readTree(exchange.getRequestBody());
    asked.add(question);
    int page = question.path("NextToken").asInt(0);
    List<List<String>> all = pages;
    StringBuilder records = new StringBuilder();
    for (String rule : all.get(page)) {
      records
          .append(records.length() == 0 ? "" : ",")
          .append("{\"CreatedAt\":0.0,\"ModifiedAt\":1.5E9,\"SamplingRule\":")
          .append(rule)
          .append('}');
    }
    String next = page + 1 < all.size() ? "\"" + (page + 1) + "\"" : "null";
    answer(exchange, "{\"NextToken\":" + next + ",\"SamplingRuleRecords\":[" + records + "]}");
  }

  private void targets(HttpExchange exchange) throws IOException {
    JsonNode report = JSON.readTree(exchange.getRequestBody());
    reports.add(report);
    List<String> documents = new ArrayList<>();
    for (JsonNode statistics : report.get("SamplingStatisticsDocuments")) {
      String target = targets.get(statistics.get("RuleName").asText());
      if (target != null) {
        documents.add(target);
      }
    }
    answer(
        exchange,
        "{\"LastRuleModification\":"
            + modified
            + ",\"SamplingTargetDocuments\":"
            + documents
            + ",\"UnprocessedStatistics\":[]}");
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    String text = answer != null ? answer : body;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // 0 is chunked, as the daemon answers what is longer.
    exchange.sendResponseHeaders(status, asked.size() % 2 == 0 ? 0 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
