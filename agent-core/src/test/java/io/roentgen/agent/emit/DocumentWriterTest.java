package io.roentgen.agent.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roentgen.trace.Database;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Open;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DocumentWriterTest {

  private final Queue<Entity> offered = Documents.record();

  @Test
  void aSegmentWithEverything() {
    Segment segment = Documents.begin();
    segment.setRequest("POST", "http://host/orders");
    segment.setStatus(429);
    segment.setContentLength(17);
    segment.setClient("10.0.0.1", true, "curl/8");
    segment.setUser("ann");
    segment.setOrigin("AWS::ECS::Container");
    segment.annotate("size", 3);
    segment.annotate("a-key", "text");
    segment.annotate("flag", true);
    segment.addMetadata("any key!", List.of("x", 2));
    Tracer.end(segment);

    JsonNode node = Documents.of(offered).find(segment);
    assertEquals("test", node.get("name").asText());
    assertEquals("53995c3f42cd8ad8", node.get("parent_id").asText());
    assertNull(node.get("type"));
    assertTrue(node.get("error").asBoolean());
    assertTrue(node.get("throttle").asBoolean());
    assertFalse(node.has("fault"));
    assertEquals("ann", node.get("user").asText());
    assertEquals("AWS::ECS::Container", node.get("origin").asText());
    JsonNode request = node.at("/http/request");
    assertEquals("POST", request.get("method").asText());
    assertEquals("http://host/orders", request.get("url").asText());
    assertEquals("10.0.0.1", request.get("client_ip").asText());
    assertTrue(request.get("x_forwarded_for").asBoolean());
    assertEquals("curl/8", request.get("user_agent").asText());
    assertEquals(429, node.at("/http/response/status").asInt());
    assertEquals(17, node.at("/http/response/content_length").asInt());
    assertEquals(
        "{\"size\":3,\"a_key\":\"text\",\"flag\":true}", node.get("annotations").toString());
    assertEquals("{\"default\":{\"any key!\":[\"x\",2]}}", node.get("metadata").toString());
    assertEquals("Roentgen", node.at("/aws/xray/sdk").asText());
    assertTrue(node.at("/aws/xray/auto_instrumentation").asBoolean());
    assertEquals(System.getProperty("java.version"), node.at("/service/runtime_version").asText());
  }

  @Test
  void theSamplingRule() {
    Segment named = Documents.begin();
    named.setRule("a \"rule\"");
    named.put("aws", "account_id", "123456789012");
    Tracer.end(named);
    Segment none = Documents.begin();
    Tracer.end(none);

    Documents documents = Documents.of(offered);
    assertEquals("a \"rule\"", documents.find(named).at("/aws/xray/rule_name").asText());
    assertEquals("123456789012", documents.find(named).at("/aws/account_id").asText());
    assertEquals(
        "[sdk, sdk_version, auto_instrumentation]",
        new ObjectMapper()
            .convertValue(documents.find(none).at("/aws/xray"), Map.class)
            .keySet()
            .toString());
  }

  @Test
  void subsegmentsOfEveryKind() {
    Segment segment = Documents.begin();
    Subsegment work = Tracer.enterLocal("work");
    Subsegment sql = Documents.call("shop@db");
    Database database = new Database("jdbc:x://db/shop", "ann", "X", "1.2", "3.4");
    sql.setSql(database, new StringBuilder("SELECT ?"), "statement");
    sql.close();
    Subsegment aws = Tracer.enterCall("DynamoDB", Subsegment.AWS);
    aws.aws("operation", "GetItem");
    aws.aws("retries", 0);
    aws.aws("table_names", List.of("a", "b"));
    aws.close();
    work.close();
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    assertEquals(1, documents.all.size());
    assertFalse(documents.find(work).has("namespace"));
    assertEquals("remote", documents.find(sql).get("namespace").asText());
    assertEquals(
        "{\"url\":\"jdbc:x://db/shop\",\"user\":\"ann\",\"database_type\":\"X\","
            + "\"database_version\":\"1.2\",\"driver_version\":\"3.4\",\"preparation\":\"statement\","
            + "\"sanitized_query\":\"SELECT ?\"}",
        documents.find(sql).get("sql").toString());
    assertEquals("aws", documents.find(aws).get("namespace").asText());
    assertEquals(
        "{\"operation\":\"GetItem\",\"retries\":0,\"table_names\":[\"a\",\"b\"]}",
        documents.find(aws).get("aws").toString());
    assertFalse(documents.find(aws).has("trace_id"), "it stands inside");
  }

  @Test
  void whatTheApplicationAddsStandsBesideWhatIsThere() {
    Segment segment = Documents.begin();
    segment.setRequest("GET", "http://host/");
    segment.addMetadata("own", "map", Map.of("a", Map.of("b", List.of(1, true))));
    segment.put("service", "version", "1.2");
    segment.put("service", "runtime", "not this");
    segment.put("aws", "account_id", "123456789012");
    segment.put("http", "request", Map.of("method", "not this"));
    segment.put("http", "response", Map.of("status", 201));
    Subsegment call = Tracer.enterCall("call", Subsegment.AWS);
    call.aws("operation", "GetItem");
    call.put("aws", "operation", "not this");
    call.put("aws", "table_name", "orders");
    call.put("sql", "url", "jdbc:x");
    call.close();
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    JsonNode node = documents.find(segment);
    assertEquals("{\"own\":{\"map\":{\"a\":{\"b\":[1,true]}}}}", node.get("metadata").toString());
    assertEquals("1.2", node.at("/service/version").asText());
    assertEquals(System.getProperty("java.vm.name"), node.at("/service/runtime").asText());
    assertEquals("123456789012", node.at("/aws/account_id").asText());
    assertEquals("Roentgen", node.at("/aws/xray/sdk").asText());
    assertEquals("GET", node.at("/http/request/method").asText());
    assertEquals(201, node.at("/http/response/status").asInt());
    assertEquals(
        "{\"operation\":\"GetItem\",\"table_name\":\"orders\"}",
        documents.find(call).get("aws").toString());
    assertEquals("{\"url\":\"jdbc:x\"}", documents.find(call).get("sql").toString());
  }

  @Test
  void whatIsOpenIsInProgress() {
    Segment invocation = (Segment) Tracer.enterInvocation(Documents.HEADER);
    Subsegment work = Tracer.enterLocal("work");
    Documents.call("done").close();
    Documents documents = new Documents();
    DocumentWriter writer = new DocumentWriter("1.0", 50);
    writer.write(Open.inProgress().get(0), documents);
    JsonNode node = documents.find(work);
    assertTrue(node.get("in_progress").asBoolean());
    assertFalse(node.has("end_time"));
    assertEquals("done", node.at("/subsegments/0/name").asText());
    work.close();
    Tracer.end(invocation);
    assertEquals(work, offered.poll(), "sent again when it ends");
  }

  @Test
  void whatEndsLateIsADocumentOfItsOwn() {
    Segment segment = Documents.begin();
    Subsegment late = Documents.call("late");
    late.leave();
    Tracer.end(segment);
    Documents documents = new Documents();
    DocumentWriter writer = new DocumentWriter("1.0", 50);
    writer.write(offered.poll(), documents);
    late.finish();
    writer.write(offered.poll(), documents);

    documents.check();
    JsonNode node = documents.find(late);
    assertEquals("subsegment", node.get("type").asText());
    assertEquals(documents.find(segment).get("id"), node.get("parent_id"));
    assertTrue(node.has("trace_id"));
    assertEquals(2, documents.all.size());
  }

  @Test
  void tenThousandSubsegmentsAllArriveInPieces() {
    Segment segment = Documents.begin();
    for (int i = 0; i < 10_000; i++) {
      Subsegment call = Documents.call("call " + i);
      call.setRequest("GET", "http://host/" + i);
      call.setStatus(200);
      call.close();
    }
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    assertEquals(10_001, documents.byId.size());
  }

  @Test
  void fatChildrenThatDoNotFitGoIntoDocumentsOfTheirOwn() {
    Segment segment = Documents.begin();
    for (int i = 0; i < 300; i++) {
      Subsegment work = Tracer.enterLocal("work " + i);
      work.addMetadata("m", "x".repeat(900));
      Subsegment call = Documents.call("call");
      call.addMetadata("m", "y".repeat(900));
      call.close();
      work.close();
    }
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    assertEquals(601, documents.byId.size());
    assertTrue(documents.all.size() > 5);
  }

  @Test
  void aMegabyteOfSqlIsCutOff() {
    Segment segment = Documents.begin();
    Subsegment sql = Documents.call("db");
    String query = "SELECT 'ä' -- \"\\\n".repeat(70_000);
    sql.setSql(new Database(query, query, query, query, query), query, query);
    sql.close();
    Tracer.end(segment);

    String shown = Documents.of(offered).find(sql).at("/sql/sanitized_query").asText();
    assertTrue(shown.length() > 5_000);
    assertTrue(query.startsWith(shown.substring(0, shown.length() - 1)));
    assertTrue(shown.endsWith("…"));
  }

  @Test
  void aLongStackWithManyCausesNamesThemAll() {
    Segment segment = Documents.begin();
    Throwable thrown = null;
    for (int i = 0; i < 20; i++) {
      thrown = deep(300, "cause " + i + " ä\"\n".repeat(2000), thrown);
    }
    Subsegment call = Documents.call("call");
    call.close(thrown);
    segment.setException(thrown);
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    JsonNode exceptions = documents.find(call).at("/cause/exceptions");
    assertEquals(20, exceptions.size());
    assertEquals(exceptions.get(0).get("id"), documents.find(segment).get("cause"));
    for (int i = 0; i < 20; i++) {
      JsonNode exception = exceptions.get(i);
      assertTrue(exception.get("message").asText().startsWith("cause " + (19 - i)));
      assertEquals("java.lang.IllegalStateException", exception.get("type").asText());
      assertTrue(exception.get("truncated").asInt() > 0);
      assertEquals(i == 19 ? null : exceptions.get(i + 1).get("id"), exception.get("cause"));
    }
    assertTrue(exceptions.get(0).get("stack").size() > 0);
  }

  private static Throwable deep(int frames, String message, Throwable cause) {
    return frames > 0
        ? deep(frames - 1, message, cause)
        : new IllegalStateException(message, cause);
  }

  @Test
  void framesAreCountedAndCommonOnesLeftOut() {
    Segment segment = Documents.begin();
    segment.setException(new RuntimeException("top", deep(100, "cause", null)));
    Tracer.end(segment);

    JsonNode exceptions = Documents.of(offered).find(segment).at("/cause/exceptions");
    JsonNode top = exceptions.get(0);
    int all = segment.exception().throwable().getStackTrace().length;
    assertEquals(Math.min(50, all), top.get("stack").size());
    assertEquals(all - top.get("stack").size(), top.path("truncated").asInt());
    JsonNode first = top.get("stack").get(0);
    assertEquals("DocumentWriterTest.java", first.get("path").asText());
    assertTrue(first.get("line").asInt() > 0);
    assertEquals(
        getClass().getName() + ".framesAreCountedAndCommonOnesLeftOut",
        first.get("label").asText());
    assertTrue(exceptions.get(1).get("stack").size() <= 50);
  }

  @Test
  void nestingFiveThousandDeepArrivesInPieces() {
    Segment segment = Documents.begin();
    Subsegment[] nested = new Subsegment[5_000];
    for (int i = 0; i < nested.length; i++) {
      nested[i] = Tracer.enterLocal("level " + i);
    }
    for (int i = nested.length - 1; i >= 0; i--) {
      nested[i].close();
    }
    Tracer.end(segment);

    Documents documents = Documents.of(offered);
    assertEquals(5_001, documents.byId.size());
    assertTrue(documents.depth() <= 101, documents.depth() + " deep");
  }
}
