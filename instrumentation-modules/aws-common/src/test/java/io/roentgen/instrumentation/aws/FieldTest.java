package io.roentgen.instrumentation.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FieldTest {

  private final Order order = new Order();

  /** What a line records of the order. */
  private Map<String, Object> read(String line) {
    Tracer.install("test", (host, method, path) -> true, entity -> {});
    Segment segment =
        (Segment)
            Tracer.enterSegment("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1", "", "", "");
    Subsegment call = Tracer.enterCall("Orders", Subsegment.AWS);
    AwsResources.put(call, new BeanMembers(), Line.parse(line).request, order);
    Map<String, Object> fields = new TreeMap<>();
    if (call.aws() != null) {
      Object[] pairs = call.aws().pairs();
      for (int i = 0; i < pairs.length; i += 2) {
        fields.put((String) pairs[i], pairs[i + 1]);
      }
    }
    call.close();
    Tracer.end(segment);
    return fields;
  }

  private Object only(String line) {
    Map<String, Object> fields = read(line);
    assertEquals(1, fields.size(), line);
    return fields.values().iterator().next();
  }

  @Test
  void readsValues() {
    assertEquals(
        Map.of("table_name", "orders", "limit", 10, "consistent_read", true, "speed", "FAST"),
        read("TableName Limit ConsistentRead Speed"));
  }

  @Test
  void namesThemAsAmazonDoes() {
    assertEquals(
        Map.of("bucket_name", "bills", "queue_owner_awsaccount_id", "123456789012", "other", 10),
        read("Bucket QueueOwnerAWSAccountId Limit=other"));
  }

  @Test
  void whatIsMissingIsLeftOut() {
    assertEquals(
        Map.of("limit", 10),
        read("Absent Null Nothing Hidden With Limit Absent.Absent count(Null)=c keys(Limit)=k"));
  }

  @Test
  void aThrowingGetterLeavesTheOthers() {
    assertEquals(Map.of("table_name", "orders", "limit", 10), read("TableName Broken Badly Limit"));
  }

  @Test
  void takesTheFirstThatHasAValue() {
    assertEquals(Map.of("x", "orders"), read("Absent|Null|Nothing|TableName|Bucket=x"));
    assertEquals(Map.of("x", 0), read("count(Absent|Nothing|Null)=x"));
  }

  @Test
  void countsAndKeys() {
    order.getLabels().put("trace", "secret");
    order.getLabels().put("user", "secret");
    assertEquals(
        Map.of("n", 2, "names", List.of("trace", "user")),
        read("count(Labels)=n keys(Labels)=names"));
    order.getLabels().clear();
    assertEquals(Map.of("n", 0), read("count(Labels)=n keys(Labels)=names"));
  }

  @Test
  void followsPathsIntoLists() {
    order.getLines().add(new Order.Line("b", new Order.Line("inner", null)));
    order.getLines().add(new Order.Line("a", null));
    order.getLines().add(null);
    order.getLines().add(new Order.Line("b", null));
    assertEquals(List.of("b", "a"), only("Lines.TableName=table_names"));
    assertEquals(List.of("inner"), only("Lines.Absent|Put.TableName=table_names"));
    assertEquals("parts", only("Line.TableName"));
  }

  @Test
  void readsStructures() {
    order.getLines().add(new Order.Line("b", null));
    order.getLines().add(new Order.Line("a", null));
    Map<String, Object> parts = Map.of("table_name", "parts", "capacity_units", 1.5);
    assertEquals(Map.of("line", parts), read("Line{TableName,CapacityUnits,Put,Absent}"));
    assertEquals(
        List.of(
            Map.of("table_name", "b", "capacity_units", 1.5),
            Map.of("table_name", "a", "capacity_units", 1.5)),
        only("Lines{TableName,CapacityUnits}"));
    assertEquals(Map.of(), read("Line{Absent} Null{TableName} Absent{TableName}"));
  }

  @Test
  void structuresAndBytesAreNotValues() {
    order.getLines().add(new Order.Line("b", null));
    order.getLabels().put("line", new Order.Line("b", null));
    assertEquals(Map.of(), read("Line Lines Payload Labels"));
    order.getLabels().put("name", "value");
    assertEquals(Map.of("labels", Map.of("name", "value")), read("Labels"));
  }

  @Test
  void keepsNothingOfAStatementButItsTable() {
    assertEquals(
        Map.of("table_name", "orders"), read("table(Statement)=table_name table(Limit)=x"));
  }

  @Test
  void boundsWhatItKeeps() {
    assertEquals(Values.MAX_STRING, ((String) only("Long")).length());
    assertEquals(Values.MAX_ELEMENTS, ((List<?>) only("Many")).size());
    assertEquals(2, ((List<?>) only("Wide")).size());
    assertEquals(100_000, only("count(Many)=n"));
    for (int i = 0; i < 1000; i++) {
      order.getLines().add(new Order.Line("t" + i, null));
      order.getLabels().put("k" + i, "v".repeat(50));
    }
    assertEquals(Values.MAX_ELEMENTS, ((List<?>) only("Lines.TableName=x")).size());
    assertEquals(25, ((List<?>) only("Lines{TableName}")).size());
    assertEquals(37, ((Map<?, ?>) only("Labels")).size());
  }

  @Test
  void keepsACopy() {
    order.getLabels().put("a", "b");
    List<Object> kept = new ArrayList<>(read("Labels keys(Labels)=names").values());
    order.getLabels().clear();
    assertEquals(List.of(Map.of("a", "b"), List.of("a")), kept);
  }

  @Test
  void readsNothingOfNothing() {
    assertNull(Values.keep(null));
    assertFalse(read("TableName").isEmpty());
    AwsResources.put(null, new BeanMembers(), Line.parse("TableName").request, null);
  }
}
