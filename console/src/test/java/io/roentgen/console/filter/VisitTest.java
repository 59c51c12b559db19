package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.console.trace.TraceSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * service() and edge() on the trace of shop: client -> shop -> stock -> stock@db, shop -> orders.
 */
class VisitTest {

  private static TraceSummary shop;

  @BeforeAll
  static void parseTrace() throws Exception {
    shop = Traces.of(Traces.lines("shop.jsonl"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          service("shop")                                                   | true
          SERVICE ( 'stock' )                                               | true
          service("stock.example.com")                                      | false
          service("orders")                                                 | true
          service("stock@db")                                               | true
          !service("stock")                                                 | false
          !service("billing")                                               | true
          service()                                                         | true
          service("")                                                       | false
          service(id(name: "shop"))                                         | true
          service(id(name: "shop", type: "AWS::ECS::Container"))            | true
          service(id(name: "shop", type: "AWS::Lambda"))                    | false
          service(id(name: "shop", type: "client"))                         | true
          service(id(name: "stock", type: ""))                              | true
          service(id(type: "AWS::DynamoDB::Table"))                         | true
          service(id(type: "database::SQL", name: "stock@db"))              | true
          service(id(account.id: "111122223333"))                           | true
          service(id(account.id: "111122223333", name: "stock"))            | false
          service(id(account.id: "999999999999"))                           | false
          service(id())                                                     | true
          service(id(NAME : "shop" ))                                       | true
          service("shop") {}                                                | true
          """)
  void services(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          service() { fault }                                               | true
          service() { throttle }                                            | true
          service() { !ok }                                                 | true
          service("shop") { fault }                                         | false
          service("shop") { ok }                                            | true
          service("shop") { root }                                          | true
          service("shop") { root = true and ok = true }                     | true
          service("stock") { root }                                         | false
          service("stock") { fault = true }                                 | true
          service("stock") { error }                                        | false
          service("stock") { ok OR fault responsetime > 2 }                 | false
          service("stock") { responsetime = 0.5 }                           | true
          service("stock") { responsetime > 0.5 }                           | false
          service("shop") { duration = 1.2 AND responsetime = 1 }           | true
          service("stock") { duration = 0.5 }                               | true
          service("orders") { responsetime <= 0.1 throttle error !fault }   | true
          service("orders") { inferred }                                    | true
          service("shop") { inferred }                                      | false
          service("orders") { http.status = 400 }                           | true
          service("stock") { http.status >= 500 }                           | true
          service("stock@db") { http.status }                               | false
          service("stock") { http.url ENDSWITH "/take" }                    | true
          service("shop") { http.url ENDSWITH "/take" }                     | false
          service("stock") { http.method = "POST" }                         | true
          service("shop") { http.useragent CONTAINS "curl" }                | true
          service("stock") { http.clientip }                                | false
          service("shop") { user = "alice" }                                | true
          service("stock") { user }                                         | false
          service() { name = "orders" AND type = "AWS::DynamoDB::Table" }   | true
          service() { name = "orders" AND type = "AWS::ECS::Container" }    | false
          service() { name BEGINSWITH "stock" AND ok }                      | true
          service("shop") { availabilityzone = "eu-west-1a" }               | true
          service("stock") { availabilityzone = "eu-west-1a" }              | false
          service("shop") { instance.id BEGINSWITH "i-" }                   | true
          service("shop") { resource.arn BEGINSWITH "arn:aws:ecs:" }        | true
          service("stock") { message = "no stock for 7" }                   | true
          service("shop") { message = "no stock for 7" }                    | false
          service("shop") { message = "Rate exceeded" }                     | true
          service("orders") { message = "Rate exceeded" }                   | true
          service("shop") { annotation.customer = "gold" }                  | true
          service("shop") { annotation.shard = 7 }                          | true
          service("orders") { annotation.shard = 7 }                        | true
          service("stock") { annotation.shard }                             | false
          service("stock") { annotation[warehouse] = "north" fault }        | true
          service("shop") { annotation.warehouse }                          | false
          service("stock") { partial }                                      | false
          service("shop") { ok } service("stock") { fault }                 | true
          service("shop") { fault } OR service("stock") { fault }           | true
          """)
  void servicesWithConditions(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          edge("shop", "stock")                                             | true
          edge("stock", "shop")                                             | false
          edge("shop", "orders")                                            | true
          edge("stock", "orders")                                           | false
          edge("stock", "stock@db")                                         | true
          edge("shop", "stock@db")                                          | false
          !edge("shop", "billing")                                          | true
          edge()                                                            | true
          edge(,)                                                           | true
          edge("shop", )                                                    | true
          edge(, "orders")                                                  | true
          edge("orders", )                                                  | false
          edge(, "billing")                                                 | false
          edge(id(type: "client"), "shop")                                  | true
          edge(id(type: "client"), "stock")                                 | false
          edge("shop", id(type: "AWS::DynamoDB::Table"))                    | true
          edge(id(), id(name: "stock"))                                     | true
          edge(id(account.id: "111122223333"), "stock")                     | true
          edge(id(account.id: "111122223333"), "stock@db")                  | false
          edge("shop", "stock") { fault }                                   | true
          edge("shop", "stock") { ok }                                      | false
          edge("shop", "stock") { http.status = 503 responsetime = 0.6 }    | true
          edge("shop", "stock") { duration > 0.5 }                          | true
          edge("shop", "stock") { http.url = "http://stock.example.com/take" http.method = "POST" } | true
          edge("shop", "orders") { throttle AND error }                     | true
          edge("shop", "orders") { annotation.shard = 7 }                   | true
          edge("shop", "stock") { annotation.warehouse }                    | false
          edge("shop", "orders") { message BEGINSWITH "Rate" }              | true
          edge("stock", "stock@db") { ok !partial }                         | true
          edge(id(type: "client"), "shop") { responsetime = 1 }             | true
          """)
  void edges(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @Test
  void subsegmentsSentOnTheirOwnBelongToTheirSegment() throws Exception {
    TraceSummary trace =
        Traces.of(
            "{\"trace_id\":\"1-1-1\",\"id\":\"00000000000000a1\",\"parent_id\":\"0000000000000001\","
                + "\"type\":\"subsegment\",\"name\":\"work\",\"start_time\":5,\"end_time\":9,"
                + "\"annotations\":{\"late\":true},"
                + "\"cause\":{\"exceptions\":[{\"type\":\"X\",\"message\":\"too late\"}]}}",
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\","
                + "\"start_time\":5,\"end_time\":6}");
    assertEquals(true, Filter.parse("service(\"job\") { annotation.late }").matches(trace));
    assertEquals(true, Filter.parse("service(\"job\") { message = \"too late\" }").matches(trace));
  }

  @Test
  void aServicesDurationIncludesWhatWasSentLater() throws Exception {
    TraceSummary trace =
        Traces.of(
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\","
                + "\"start_time\":5,\"end_time\":6}",
            "{\"trace_id\":\"1-1-1\",\"id\":\"00000000000000a1\",\"parent_id\":\"0000000000000001\","
                + "\"type\":\"subsegment\",\"name\":\"work\",\"start_time\":5,\"end_time\":9,"
                + "\"subsegments\":[{\"id\":\"00000000000000a2\",\"name\":\"call\","
                + "\"namespace\":\"remote\",\"start_time\":8,\"end_time\":11}]}",
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000002\",\"parent_id\":\"00000000000000a2\","
                + "\"name\":\"other\",\"start_time\":8,\"end_time\":20}");
    assertEquals(
        true, Filter.parse("service(\"job\") { responsetime = 1 duration = 6 }").matches(trace));
    assertEquals(true, Filter.parse("service(\"other\") { duration = 12 }").matches(trace));
    assertEquals(true, Filter.parse("duration = 15").matches(trace));
  }

  @Test
  void ofSeveralVisitsOneHasToHoldAll() throws Exception {
    String[] calls = new String[2];
    for (int i = 0; i < 2; i++) {
      calls[i] =
          "{\"trace_id\":\"1-1-1\",\"id\":\"000000000000000"
              + (i + 1)
              + "\",\"name\":\"job\","
              + "\"start_time\":5,\"end_time\":"
              + (i == 0 ? 6 : 7)
              + (i == 0 ? ",\"fault\":true}" : "}");
    }
    TraceSummary trace = Traces.of(calls);
    assertEquals(true, Filter.parse("service(\"job\") { fault }").matches(trace));
    assertEquals(true, Filter.parse("service(\"job\") { responsetime > 1 }").matches(trace));
    assertEquals(false, Filter.parse("service(\"job\") { fault responsetime > 1 }").matches(trace));
  }

  @Test
  void aMessagesEdgeHasItsAge() throws Exception {
    TraceSummary trace =
        Traces.of(
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"shop\",\"start_time\":5,"
                + "\"end_time\":6,\"subsegments\":[{\"id\":\"00000000000000a1\",\"name\":\"Sqs\","
                + "\"namespace\":\"aws\",\"start_time\":5.5,\"end_time\":5.75,"
                + "\"aws\":{\"queue_url\":\"http://q/1/orders\"}}]}",
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000002\",\"parent_id\":\"00000000000000a1\","
                + "\"name\":\"worker\",\"start_time\":9.5,\"end_time\":10}");
    assertEquals(
        true, Filter.parse("edge(\"shop\", \"orders\") { responsetime = 0.25 }").matches(trace));
    assertEquals(
        true, Filter.parse("edge(\"orders\", \"worker\") { responsetime = 4 }").matches(trace));
    assertEquals(
        true, Filter.parse("service(\"worker\") { responsetime = 0.5 !root }").matches(trace));
  }
}
