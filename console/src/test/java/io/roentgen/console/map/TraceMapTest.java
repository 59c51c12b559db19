package io.roentgen.console.map;

import static io.roentgen.console.trace.Documents.call;
import static io.roentgen.console.trace.Documents.segment;
import static io.roentgen.console.trace.Documents.trace;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.console.sample.Sdk;
import io.roentgen.console.trace.Document;
import io.roentgen.console.trace.Documents;
import io.roentgen.console.trace.Trace;
import io.roentgen.console.trace.TraceSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Hand-computed maps: each line is a node or an edge with ok/error/throttle/fault and seconds. */
class TraceMapTest {

  private static final String A = "000000000000000a";
  private static final String B = "000000000000000b";
  private static final String C = "000000000000000c";

  private static String text(Statistics of) {
    return " "
        + of.ok()
        + "/"
        + of.errors()
        + "/"
        + of.throttles()
        + "/"
        + of.faults()
        + " "
        + of.seconds()
        + "s";
  }

  private static List<String> map(Trace... traces) {
    List<TraceSummary> summaries = List.of(traces).stream().map(Trace::summary).toList();
    TraceMap map =
        TraceMap.of(
            summaries,
            id -> List.of(traces).stream().filter(t -> t.id().equals(id)).findAny().orElse(null));
    TreeSet<String> lines = new TreeSet<>();
    for (TraceMap.Place place : map.places()) {
      lines.add(
          place.node()
              + (place.isInferred() ? " inferred" : "")
              + (place.isRoot() ? " root" : "")
              + text(place.statistics()));
    }
    for (TraceMap.Edge edge : map.edges()) {
      lines.add(
          edge.from()
              + " -> "
              + edge.to()
              + (edge.isLink() ? " link" : "")
              + (edge.isReceived() ? " received" : "")
              + text(edge.statistics()));
    }
    return List.copyOf(lines);
  }

  private static String calls(String... calls) {
    return "'subsegments':[" + String.join(",", calls) + "]";
  }

  @Test
  void aServiceAndItsClient() {
    assertEquals(
        List.of(
            "shop (AWS::EC2::Instance) root 0/0/0/1 1.0s",
            "shop (client) -> shop (AWS::EC2::Instance) 0/0/0/1 1.0s",
            "shop (client) inferred 0/0/0/0 0.0s"),
        map(trace(segment("shop", A, null, "'origin':'AWS::EC2::Instance','fault':true"))));
  }

  @Test
  void aNodeHasItsOwnFiguresAndAnEdgeTheCallers() {
    String caller =
        segment("shop", A, null, calls(call("stock", B, "'namespace':'remote','error':true")));
    String called = segment("stock", C, B, "").replace("101,", "101.5,");
    assertEquals(
        List.of(
            "shop (client) -> shop 1/0/0/0 1.0s",
            "shop (client) inferred 0/0/0/0 0.0s",
            "shop -> stock 0/1/0/0 0.5s",
            "shop root 1/0/0/0 1.0s",
            "stock 1/0/0/0 0.5s"),
        map(trace(caller, called)));
  }

  @Test
  void whatSendsNothingIsInferredFromTheCall() {
    String calls =
        calls(
            call("DynamoDb", B, "'namespace':'aws','aws':{'table_name':'carts'}"),
            call("S3", C, "'namespace':'aws','throttle':true"),
            call("db@host", "d", "'namespace':'remote','sql':{}"),
            call("api.example.com", "e", "'namespace':'remote'"),
            call("own work", "f", ""));
    assertEquals(
        List.of(
            "S3 (AWS::S3) inferred 0/0/1/0 0.5s",
            "api.example.com (remote) inferred 1/0/0/0 0.5s",
            "carts (AWS::DynamoDB::Table) inferred 1/0/0/0 0.5s",
            "db@host (database::SQL) inferred 1/0/0/0 0.5s",
            "shop (client) -> shop 1/0/0/0 1.0s",
            "shop (client) inferred 0/0/0/0 0.0s",
            "shop -> S3 (AWS::S3) 0/0/1/0 0.5s",
            "shop -> api.example.com (remote) 1/0/0/0 0.5s",
            "shop -> carts (AWS::DynamoDB::Table) 1/0/0/0 0.5s",
            "shop -> db@host (database::SQL) 1/0/0/0 0.5s",
            "shop root 1/0/0/0 1.0s"),
        map(trace(segment("shop", A, null, calls))));
  }

  @Test
  void aQueueStandsBetweenSenderAndReceiver() {
    String send = call("Sqs", B, "'namespace':'aws','aws':{'queue_url':'https://sqs/1/orders'}");
    String receiver = segment("worker", C, B, "").replace("101,", "104.25,").replace("102", "105");
    assertEquals(
        List.of(
            "orders (AWS::SQS::Queue) -> worker received 1/0/0/0 3.0s",
            "orders (AWS::SQS::Queue) inferred 1/0/0/0 0.5s",
            "shop (client) -> shop 1/0/0/0 1.0s",
            "shop (client) inferred 0/0/0/0 0.0s",
            "shop -> orders (AWS::SQS::Queue) 1/0/0/0 0.5s",
            "shop root 1/0/0/0 1.0s",
            "worker 1/0/0/0 0.75s"),
        map(trace(segment("shop", A, null, calls(send)), receiver)));
  }

  @Test
  void aLinkLeadsFromTheOtherTrace() {
    String send = call("Sqs", B, "'namespace':'aws','aws':{'queue_url':'https://sqs/1/orders'}");
    Trace sender = trace(segment("shop", A, null, calls(send)));
    Trace receiver = new Trace("1-other", 0);
    receiver.add(
        Documents.document(
            segment(
                    "worker",
                    C,
                    null,
                    "'links':[{'trace_id':'" + sender.id() + "','id':'" + B + "'}]")
                .replace("101,", "103.25,")
                .replace("102", "104")));
    List<String> lines = map(sender, receiver);
    assertEquals("orders (AWS::SQS::Queue) -> worker link received 1/0/0/0 2.0s", lines.get(0));
  }

  @Test
  void aFunctionIsTwoNodes() {
    String service =
        segment("resize", A, null, "'origin':'AWS::Lambda','http':{'response':{'status':200}}");
    String function = segment("resize", B, A, "'origin':'AWS::Lambda::Function'");
    assertEquals(
        List.of(
            "resize (AWS::Lambda) -> resize (AWS::Lambda::Function) 1/0/0/0 1.0s",
            "resize (AWS::Lambda) root 1/0/0/0 1.0s",
            "resize (AWS::Lambda::Function) 1/0/0/0 1.0s",
            "resize (client) -> resize (AWS::Lambda) 1/0/0/0 1.0s",
            "resize (client) inferred 0/0/0/0 0.0s"),
        map(trace(service, function)));
  }

  @Test
  void whatLostItsCallerHasNoEdge() {
    assertEquals(List.of("stock 1/0/0/0 1.0s"), map(trace(segment("stock", C, B, ""))));
  }

  @Test
  void whatIsInProgressIsNotCounted() {
    Trace trace = trace(segment("shop", A, null, "'in_progress':true"));
    assertEquals(
        List.of(
            "shop (client) -> shop 0/0/0/0 0.0s",
            "shop (client) inferred 0/0/0/0 0.0s",
            "shop root 0/0/0/0 0.0s"),
        map(trace));
  }

  /** What the X-Ray SDK for Java 2.21.0 sent; counted by hand in its documents. */
  @Test
  void documentsOfTheSdk() throws Exception {
    Map<String, Trace> traces = new LinkedHashMap<>();
    for (String json : Sdk.documents()) {
      Document document = Documents.document(json.replace("'", "\\u0027"));
      traces.computeIfAbsent(document.traceId(), id -> new Trace(id, 0)).add(document);
    }
    assertEquals(
        List.of(
            "golden (client) -> golden 14/0/0/0",
            "golden -> 127.0.0.1 (remote) 1/1/1/1",
            "golden -> SHOP (database::SQL) 1/0/0/1",
            "golden -> my-bucket (AWS::S3::Bucket) 0/1/0/0",
            "golden -> orders (AWS::DynamoDB::Table) 1/0/1/2",
            "golden -> orders (AWS::SQS::Queue) 1/0/0/0",
            "golden -> random-name (AWS::Lambda) 1/0/0/0",
            "golden -> topic (AWS::SNS) 1/0/0/0",
            "my-service (client) -> my-service 0/0/0/1"),
        map(traces.values().toArray(new Trace[0])).stream()
            .filter(line -> line.contains(" -> "))
            .map(line -> line.substring(0, line.lastIndexOf(' ')))
            .toList());
  }

  @Test
  void theWorstFlagCounts() {
    Statistics statistics = new Statistics();
    statistics.add(7, 1);
    statistics.add(3, 1);
    statistics.add(1, 1);
    statistics.add(0, 1);
    assertEquals(" 1/1/1/1 4.0s", text(statistics));
  }

  @Test
  void percentilesAreNear() {
    Statistics statistics = new Statistics();
    for (int i = 1; i <= 1000; i++) {
      statistics.add(0, i / 1000.0);
    }
    assertEquals(.5, statistics.percentile(.5), .01);
    assertEquals(.9, statistics.percentile(.9), .02);
    assertEquals(.99, statistics.percentile(.99), .02);
    assertEquals(1, statistics.longest());
    assertEquals(0, new Statistics().percentile(.5));
    int count = 0;
    for (int i = 0; i < statistics.buckets(); i++) {
      count += statistics.count(i);
    }
    assertEquals(1000, count);
  }
}
