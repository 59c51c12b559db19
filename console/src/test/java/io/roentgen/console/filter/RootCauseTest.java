package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.console.trace.TraceSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Root causes of the trace of shop. Fault: shop [shop, stock.example.com], stock [stock]. Error:
 * shop [shop, DynamoDb], orders [orders]. Response time: shop [shop 1.0, stock.example.com 0.6],
 * stock [stock 0.5, stock@db 0.3], stock@db [stock@db 0.3].
 */
class RootCauseTest {

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
          rootcause.fault.service { name = "stock" }                                 | true
          rootcause.fault.service { name = "orders" }                                | false
          ROOTCAUSE.FAULT.SERVICE { first and name = "shop" }                        | true
          rootcause.fault.service { last and name = "stock" }                        | true
          rootcause.fault.service { last and name = "shop" }                         | false
          rootcause.fault.service { index = 1 and name = "stock" }                   | true
          rootcause.fault.service { index > 1 }                                      | false
          rootcause.fault.service { type = "AWS::ECS::Container" !inferred }         | true
          rootcause.fault.service { inferred }                                       | false
          rootcause.fault.entity { name = "stock.example.com" remote }               | true
          rootcause.fault.entity { name = "stock" remote }                           | false
          rootcause.fault.entity { last and name = "stock.example.com" }             | true
          rootcause.fault.entity { first and last and name = "stock" }               | true
          rootcause.fault.entity { index = 1 and name = "shop" }                     | false
          rootcause.fault.entity { name = "stock@db" }                               | false
          rootcause.fault.exception { name = "java.lang.IllegalStateException" }     | true
          rootcause.fault.exception { last and message = "no stock for 7" }          | true
          rootcause.fault.exception { message = "Rate exceeded" }                    | false
          rootcause.fault.exception { remote }                                       | false
          rootcause.error.service { inferred and name = "orders" and type = "AWS::DynamoDB::Table" } | true
          rootcause.error.entity { name = "DynamoDb" remote }                        | true
          rootcause.error.exception { first remote message = "Rate exceeded" }       | true
          rootcause.error.exception { last and message = "status 400" }              | true
          rootcause.error.exception { last and message = "Rate exceeded" }           | false
          rootcause.error.exception { index = 1 name ENDSWITH "IOException" }        | true
          rootcause.responsetime.service { last and type = "database::SQL" }         | true
          rootcause.responsetime.service { index = 2 inferred }                      | true
          rootcause.responsetime.service { name = "orders" }                         | false
          rootcause.responsetime.entity { name = "shop" coverage = 1 }               | true
          rootcause.responsetime.entity { remote and coverage > 0.5 and name = "stock.example.com" } | true
          rootcause.responsetime.entity { last and coverage = 0.6 }                  | true
          rootcause.responsetime.entity { name = "stock" coverage = 0.5 }            | true
          rootcause.responsetime.entity { name = "stock@db" coverage = 0.3 }         | true
          rootcause.responsetime.entity { coverage < 0.3 }                           | false
          rootcause.responsetime.entity {}                                           | true
          !rootcause.fault.service {}                                                | false
          """)
  void causes(String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(shop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Services":[{"Name":"shop"},{"Name":"stock"}]}                            | true
          {"Services":[{"Name":"stock"},{"Name":"shop"}]}                            | false
          {"Services":[{"Name":"shop"}]}                                             | false
          {"Services":[{},{}]}                                                       | true
          {"Services":[{},{},{},{}]}                                                 | false
          {"ClientImpacting":false}                                                  | true
          {"Services":[{"Name":"shop","EntityPath":[{"Name":"shop"},{"Name":"stock.example.com"}]},{"Name":"stock","EntityPath":[{"Name":"stock"}]}]} | true
          {"Services":[{"Name":"shop","EntityPath":[{"Name":"shop"}]},{"Name":"stock"}]} | false
          {"Services":[{},{"Type":null,"Inferred":false,"Names":["stock"]}]}         | true
          {"Services":[{},{"Type":"x"}]}                                             | false
          {"Services":[{"AccountId":"111122223333"},{}]}                             | true
          {"Services":[{"AccountId":111122223333},{}]}                               | true
          {"Services":[{"AccountId":111122223334},{}]}                               | false
          {"Services":[{"Name":"a\\"]}b"},{}]}                                         | false
          {"Services":[{},{"EntityPath":[{"Exceptions":[{"Name":"java.lang.IllegalStateException","Message":"no stock for 7"}]}]}]} | true
          {"Services":[{},{"EntityPath":[{"Exceptions":[{"Name":"java.lang.Error"}]}]}]} | false
          {"Services":[{"EntityPath":[{"Coverage":1.0,"Remote":false},{"Coverage":0.6,"Remote":true}]},{},{}]} | true
          {"Services":[{"EntityPath":[{"Coverage":0.7},{}]},{},{}]}                  | false
          """)
  void causesAsJson(String cause, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse("rootcause.json = #[" + cause + "]").matches(shop));
    assertEquals(!matches, Filter.parse("rootcause.json != #[ " + cause + " ]").matches(shop));
  }

  @Test
  void aFaultThatReachesTheClientImpactsIt() throws Exception {
    TraceSummary trace =
        Traces.of(
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\",\"fault\":true,"
                + "\"start_time\":5,\"end_time\":6,\"subsegments\":[{\"id\":\"00000000000000a1\","
                + "\"name\":\"step\",\"fault\":true,\"start_time\":5,\"end_time\":5.4},"
                + "{\"id\":\"00000000000000a2\",\"name\":\"other\",\"fault\":true,"
                + "\"start_time\":5,\"end_time\":5.2}]}");
    assertEquals(
        true,
        Filter.parse(
                "rootcause.json = #[{\"ClientImpacting\":true,\"Services\":[{\"EntityPath\":"
                    + "[{\"Name\":\"job\"},{\"Name\":\"step\"}]}]},{\"Services\":[{\"EntityPath\":"
                    + "[{\"Name\":\"job\"},{\"Name\":\"other\"}]}]}]")
            .matches(trace));
    // No child took half of the time: it was the job's own.
    assertEquals(
        true,
        Filter.parse("rootcause.responsetime.entity { last and first and name = \"job\" }")
            .matches(trace));
  }

  @Test
  void ofCallsAtOnceTheSlowestIsTheCause() throws Exception {
    TraceSummary trace =
        Traces.of(
            "{\"trace_id\":\"1-1-1\",\"id\":\"0000000000000001\",\"name\":\"job\","
                + "\"start_time\":5,\"end_time\":6,\"subsegments\":["
                + "{\"id\":\"00000000000000a1\",\"name\":\"one\",\"start_time\":5,\"end_time\":5.6},"
                + "{\"id\":\"00000000000000a2\",\"name\":\"two\",\"start_time\":5,\"end_time\":5.9},"
                + "{\"id\":\"00000000000000a3\",\"name\":\"six\",\"start_time\":5,\"end_time\":5.7}]}");
    assertEquals(
        true,
        Filter.parse("rootcause.responsetime.entity { last and name = \"two\" coverage = 0.9 }")
            .matches(trace));
    assertEquals(
        false,
        Filter.parse("rootcause.responsetime.entity { name = \"one\" OR name = \"six\" }")
            .matches(trace));
  }
}
