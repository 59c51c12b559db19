package io.roentgen.instrumentation.awsxraysdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application writes on its entities. */
final class ContentTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  /** A bean. */
  public static final class Order {
    /** Its number. */
    public int getOrderNumber() {
      return 17;
    }

    /** Absent. */
    public String getNote() {
      return null;
    }

    /** What it has. */
    public List<String> getItems() {
      return List.of("a", "b");
    }
  }

  /** A bean that refers to itself. */
  public static final class Endless {
    /** Itself. */
    public Endless getSelf() {
      return this;
    }
  }

  @BeforeEach
  void reset() {
    Sdk.reset();
  }

  private static io.roentgen.trace.Segment write(java.util.function.Consumer<Segment> writer)
      throws Exception {
    return recorded.trace(() -> writer.accept(AWSXRay.getCurrentSegment()));
  }

  @Test
  void annotations() throws Exception {
    io.roentgen.trace.Segment segment =
        write(
            s -> {
              s.putAnnotation("text", "x");
              s.putAnnotation("number", 1.5);
              s.putAnnotation("decimal", new BigDecimal("2.25"));
              s.putAnnotation("count", new AtomicLong(3));
              s.putAnnotation("flag", true);
              s.getAnnotations().put("live", "y");
            });
    assertEquals("x", segment.annotations().get("text"));
    assertEquals(1.5, segment.annotations().get("number"));
    assertEquals(2.25, segment.annotations().get("decimal"));
    assertEquals(3L, segment.annotations().get("count"));
    assertEquals(true, segment.annotations().get("flag"));
    assertEquals("y", segment.annotations().get("live"));
  }

  @Test
  void metadata() throws Exception {
    io.roentgen.trace.Segment segment =
        write(
            s -> {
              s.putMetadata("plain", "x");
              s.putMetadata("shop", "order", new Order());
              s.putMetadata("shop", "unit", TimeUnit.DAYS);
              s.putMetadata("shop", "map", Map.of("a", List.of(1, 2)));
              s.putMetadata("nothing", null);
              s.putMetadata("endless", new Endless());
              s.putMetadata("opaque", new Thread());
            });
    assertEquals("x", segment.metadata().get("plain"));
    assertNull(segment.metadata().get("nothing"));
    assertEquals(Endless.class.getName(), segment.metadata().get("endless"));
    Fields shop = (Fields) segment.metadataByNamespace().get("shop");
    assertEquals(Map.of("order_number", 17, "items", List.of("a", "b")), shop.get("order"));
    assertEquals("DAYS", shop.get("unit"));
    assertEquals(Map.of("a", List.of(1, 2)), shop.get("map"));
  }

  @Test
  void metadataWithoutEndIsCut() throws Exception {
    List<String> large = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      large.add("0123456789");
    }
    io.roentgen.trace.Segment segment = write(s -> s.putMetadata("large", large));
    assertEquals(ArrayList.class.getName(), segment.metadata().get("large"));
  }

  @Test
  void metadataReplaced() throws Exception {
    io.roentgen.trace.Segment segment =
        write(
            s -> {
              Map<String, Map<String, Object>> all = new HashMap<>();
              all.put("ClassInfo", Map.of("Class", "Shop"));
              s.setMetadata(all);
            });
    Fields info = (Fields) segment.metadataByNamespace().get("ClassInfo");
    assertEquals("Shop", info.get("Class"));
  }

  @Test
  void blocks() throws Exception {
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () ->
                AWSXRay.createSubsegment(
                    "call",
                    (Subsegment call) -> {
                      Map<String, Object> request = new HashMap<>();
                      request.put("url", "https://joe:secret@shop/cart?card=4711#x");
                      request.put("method", "GET");
                      call.putHttp("request", request);
                      call.putHttp("response", Map.of("status", 200));
                      call.putAws("operation", "Buy");
                      call.getAws().put("retries", 2);
                      call.putSql("url", "jdbc:postgresql://joe:secret@db/shop?password=x");
                      call.putSql("sanitized_query", "select ?");
                    }));
    io.roentgen.trace.Subsegment call = recorded.only(segment);
    assertEquals(
        Map.of("url", "https://shop/cart", "method", "GET"), call.extras("http").get("request"));
    assertEquals(Map.of("status", 200), call.extras("http").get("response"));
    assertEquals("Buy", call.extras("aws").get("operation"));
    assertEquals(2, call.extras("aws").get("retries"));
    assertEquals("jdbc:postgresql://db/shop", call.extras("sql").get("url"));
    assertEquals("select ?", call.extras("sql").get("sanitized_query"));
  }

  @Test
  void urls() {
    assertEquals("http://a/b", Copy.withoutQuery("http://a/b"));
    assertEquals("http://a/b@c", Copy.withoutQuery("http://a/b@c"));
    assertEquals("http://a", Copy.withoutQuery("http://u:p@a?x=y@z"));
    assertEquals("jdbc:sqlserver://h", Copy.withoutQuery("jdbc:sqlserver://h;user=a;password=b"));
    assertEquals("jdbc:h2:mem:test", Copy.withoutQuery("jdbc:h2:mem:test"));
    assertEquals("", Copy.withoutQuery(""));
    assertEquals("//", Copy.withoutQuery("//"));
    assertEquals("//", Copy.withoutQuery("//@"));
  }

  @Test
  void service() {
    Segment segment = AWSXRay.beginSegment("job");
    segment.putService("version", "1.2");
    segment.setOrigin("AWS::ECS::Container");
    AWSXRay.endSegment();
    io.roentgen.trace.Segment ours = recorded.segments().get(0);
    assertEquals("1.2", ours.extras("service").get("version"));
    assertEquals("AWS::ECS::Container", ours.origin());
  }

  @Test
  void serializesAsEver() throws Exception {
    write(
        s -> {
          s.putAnnotation("a", "x");
          Subsegment part = AWSXRay.beginSubsegment("part");
          AWSXRay.endSubsegment();
          String json = s.serialize();
          assertTrue(json.contains("\"annotations\":{\"a\":\"x\"}"), json);
          assertTrue(json.contains("\"id\":\"" + s.getId() + "\""), json);
          assertTrue(json.contains("\"subsegments\":[{\"name\":\"part\""), json);
          assertTrue(part.streamSerialize().contains("\"type\":\"subsegment\""));
          assertTrue(s.prettySerialize().contains("\"name\" : \"test\""));
        });
  }
}
