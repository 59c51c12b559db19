package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.roentgen.console.trace.TraceSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every keyword and operator on one trace. shop answers GET /orders/7 with 200 in 1 s, though its
 * call to stock failed and its table was throttled; something of it goes on for 0.2 s.
 */
class FilterTest {

  private static TraceSummary shop;

  @BeforeAll
  static void parseTrace() throws Exception {
    shop = Traces.of(Traces.lines("shop.jsonl"));
  }

  @Test
  void nothingMatchesEverything() throws Exception {
    assertSame(Filter.ALL, Filter.parse(""));
    assertSame(Filter.ALL, Filter.parse(" \n\t "));
    assertEquals(true, Filter.ALL.matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ok                                    | true
          OK                                    | true
          !ok                                   | false
          !!ok                                  | true
          ok = true                             | true
          ok = false                            | false
          ok != true                            | false
          ok != FALSE                           | true
          ok = "true"                           | true
          error                                 | false
          throttle                              | false
          fault                                 | false
          partial                               | false
          inferred                              | true
          !inferred                             | false
          """)
  void flagsOfATrace(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          responsetime                          | true
          responseTime = 1                      | true
          responsetime != 1                     | false
          responsetime > 0.999999               | true
          responsetime > 1                      | false
          responsetime >= 1                     | true
          responsetime < 1                      | false
          responsetime <= 1.0                   | true
          responsetime<1.5                      | true
          duration = 1.2                        | true
          duration > 1.19 AND duration < 1.21   | true
          duration <= 1.1                       | false
          http.status = 200                     | true
          http.status = 2e2                     | true
          http.status != 200                    | false
          http.status > -1                      | true
          HTTP.STATUS >= 300                    | false
          """)
  void numbersOfATrace(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          http.url                                            | true
          http.url = "http://shop.example.com/orders/7"       | true
          http.url != "http://shop.example.com/orders/7"      | false
          http.url != "x"                                     | true
          http.url CONTAINS "/orders/"                        | true
          http.url contains "/take"                           | false
          http.url BEGINSWITH "http://shop"                   | true
          http.url BEGINSWITH "shop"                          | false
          http.url ENDSWITH "/7"                              | true
          http.url EndsWith '/8'                              | false
          http.method = "GET"                                 | true
          http.method = 'POST'                                | false
          http.useragent BEGINSWITH "curl/"                   | true
          http.clientip = "10.0.0.9"                          | true
          user                                                | true
          !user                                               | false
          user CONTAINS ""                                    | true
          user = "alice"                                      | true
          user = "bob"                                        | false
          user != "bob"                                       | true
          message = "no stock for 7"                          | true
          message CONTAINS "Rate"                             | true
          message = "stock"                                   | false
          availabilityzone = "eu-west-1a"                     | true
          availabilityzone ENDSWITH "b"                       | false
          instance.id = "i-0abc"                              | true
          resource.arn CONTAINS ":task/"                      | true
          """)
  void textsOfATrace(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          annotation.customer                                 | true
          annotation.nothing                                  | false
          !annotation.nothing                                 | true
          annotation.customer = "gold"                        | true
          annotation.customer != "gold"                       | false
          annotation.customer CONTAINS "ol"                   | true
          annotation.customer BEGINSWITH "go"                 | true
          annotation.customer ENDSWITH "x"                    | false
          annotation.Customer = "gold"                        | false
          ANNOTATION.customer = "gold"                        | true
          annotation.items = 3                                | true
          annotation.items > 2.5                              | true
          annotation.items >= 4                               | false
          annotation.items != 3                               | false
          annotation.items < 4                                | true
          annotation.items <= 3                               | true
          annotation.items = "3"                              | false
          annotation.items                                    | true
          annotation.customer = 3                             | false
          annotation.vip                                      | true
          annotation.vip = true                               | true
          annotation.vip != true                              | false
          annotation.vip = "true"                             | true
          annotation.trial                                    | false
          !annotation.trial                                   | true
          annotation.trial = false                            | true
          annotation.trial != true                            | true
          annotation.shard = 7                                | true
          annotation.warehouse = "north"                      | true
          annotation[customer] = "gold"                       | true
          annotation[ customer ] = "gold"                     | true
          annotation["customer"] = "gold"                     | true
          Annotation[aws.local.operation]="GET /orders"       | true
          annotation.aws.local.operation = "GET /orders"      | true
          annotation[aws.local.operation] CONTAINS "POST"     | false
          """)
  void annotations(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ok ok                                               | true
          ok fault                                            | false
          ok AND fault                                        | false
          ok and !fault                                       | true
          fault OR ok                                         | true
          fault or error                                      | false
          ok OR fault AND fault                               | true
          fault AND fault OR ok                               | true
          (ok OR fault) AND fault                             | false
          fault ok OR ok                                      | true
          ok (fault OR ok)                                    | true
          !(fault OR error)                                   | true
          !fault !error                                       | true
          ok !partial duration <3                             | true
          http.url AND responseTime > 2                       | false
          duration >= 1 AND duration <= 8                     | true
          (service(id(name: "shop"))) AND (Annotation[customer] = "gold") | true
          """)
  void combinations(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @Test
  void aTraceWithoutARequestHasNoneOfItsFields() throws Exception {
    TraceSummary job =
        Traces.of(
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\","
                + "\"start_time\":5,\"end_time\":6}");
    for (String keyword : new String[] {"http.url", "http.method", "user", "message"}) {
      assertEquals(false, Filter.parse(keyword).matches(job), keyword);
      assertEquals(false, Filter.parse(keyword + " = \"x\"").matches(job), keyword);
      assertEquals(false, Filter.parse(keyword + " != \"x\"").matches(job), keyword);
      assertEquals(true, Filter.parse("!(" + keyword + " = \"x\")").matches(job), keyword);
    }
    assertEquals(false, Filter.parse("http.status").matches(job));
    assertEquals(false, Filter.parse("http.status != 200").matches(job));
    assertEquals(false, Filter.parse("inferred").matches(job));
    assertEquals(true, Filter.parse("ok responsetime = 1").matches(job));
  }

  @Test
  void whatIsInProgressHasNoAnswerYet() throws Exception {
    TraceSummary pending =
        Traces.of(
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\","
                + "\"start_time\":5,\"in_progress\":true}");
    assertEquals(true, Filter.parse("partial").matches(pending));
    assertEquals(true, Filter.parse("service(\"job\") { partial }").matches(pending));
    assertEquals(false, Filter.parse("ok").matches(pending));
    assertEquals(false, Filter.parse("responsetime").matches(pending));
    assertEquals(false, Filter.parse("responsetime < 1").matches(pending));
    assertEquals(false, Filter.parse("rootcause.responsetime.service {}").matches(pending));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          error throttle     | true  | true  | false | false
          error              | true  | false | false | false
          fault              | false | false | true  | false
          throttle           | false | true  | false | false
          nothing            | false | false | false | true
          """)
  void flagsOfTheRoot(String flags, boolean error, boolean throttle, boolean fault, boolean ok)
      throws Exception {
    StringBuilder json =
        new StringBuilder(
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\","
                + "\"start_time\":5,\"end_time\":6");
    for (String flag : flags.split(" ")) {
      json.append(",\"").append(flag).append("\":true");
    }
    TraceSummary trace = Traces.of(json.append('}').toString());
    assertEquals(error, Filter.parse("error").matches(trace));
    assertEquals(throttle, Filter.parse("throttle").matches(trace));
    assertEquals(fault, Filter.parse("fault").matches(trace));
    assertEquals(ok, Filter.parse("ok").matches(trace));
  }
}
