package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.console.trace.TraceSummary;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of the X-Ray SDK for Java 2.21.0, as it sent them. */
class SdkDocumentsTest {

  private static final Map<String, TraceSummary> TRACES = new HashMap<>();

  @BeforeAll
  static void parseDocuments() throws Exception {
    String name = null;
    for (String line : Traces.lines("sdk.txt")) {
      if (line.startsWith("# ")) {
        name = line.substring(2);
      } else {
        TRACES.put(name, Traces.of(line));
      }
    }
    assertEquals(16, TRACES.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SERVLET mode 0       | ok http.status = 200 responsetime = 0.01                         | true
          SERVLET mode 0       | partial                                                          | true
          SERVLET mode 0       | service("my-service") { root }                                   | false
          SERVLET mode 0       | http.clientip = "203.0.113.7" http.useragent = "curl/8.1"        | true
          SERVLET mode 1       | fault http.status >= 500                                         | true
          SERVLET mode 1       | service("my-service") { root fault }                             | true
          SERVLET mode 1       | message = "root cause"                                           | true
          SERVLET mode 1       | rootcause.fault.exception { first message = "boom" }             | true
          SERVLET mode 1       | rootcause.fault.exception { last name = "java.lang.IllegalStateException" } | true
          SERVLET mode 1       | edge(id(type: "client"), "my-service") { fault }                 | true
          SERVLET mode 1       | rootcause.json = #[{"ClientImpacting":true}]                     | true
          HTTP 200             | ok responsetime = 0.093 inferred                                 | true
          HTTP 200             | http.url                                                         | false
          HTTP 200             | service(id(type: "remote")) { http.url CONTAINS "/api/items" }   | true
          HTTP 200             | rootcause.responsetime.service { last name = "127.0.0.1" inferred } | true
          HTTP 200             | rootcause.responsetime.entity { remote coverage > 0.9 }          | true
          HTTP 404             | error                                                            | false
          HTTP 404             | service() { error }                                              | true
          HTTP 404             | edge("golden", "127.0.0.1") { error !throttle http.status = 404 } | true
          HTTP 404             | edge("golden", "127.0.0.1") { responsetime = 0.003 }             | true
          HTTP 429             | edge("golden", ) { throttle }                                    | true
          HTTP 429             | throttle                                                         | false
          HTTP 503             | service("127.0.0.1") { fault http.method = "POST" }              | true
          HTTP 503             | service("golden") { fault }                                      | false
          SQL ok               | service(id(name: "SHOP", type: "database::SQL")) { ok inferred } | true
          SQL error            | edge("golden", "SHOP") { message CONTAINS 'Table "NOPE"' }       | true
          SQL error            | service(id(type: "database::SQL")) { fault }                     | true
          V1 DDB PutItem error | service("orders") { error fault }                                | true
          V1 DDB PutItem error | service(id(name: "orders", type: "AWS::DynamoDB::Table"))        | true
          V1 DDB PutItem error | message BEGINSWITH "The conditional request failed"              | true
          V2 DDB GetItem       | service("orders") { ok responsetime > 0.2 http.status = 200 }    | true
          V2 DDB throttle      | edge("golden", "orders") { throttle error !fault }               | true
          V2 DDB throttle      | rootcause.error.exception { remote name ENDSWITH "ThroughputExceededException" } | true
          V2 DDB throttle      | rootcause.fault.service {}                                       | false
          V2 DDB fault         | rootcause.fault.service { last inferred type = "AWS::DynamoDB::Table" } | true
          V2 DDB fault         | rootcause.fault.entity { remote name = "DynamoDb" }              | true
          V2 SQS SendMessage   | service(id(name: "orders", type: "AWS::SQS::Queue")) { ok }      | true
          V2 SQS SendMessage   | service("Sqs")                                                   | false
          V2 S3 GetObject 404  | service(id(name: "my-bucket", type: "AWS::S3::Bucket")) { error } | true
          V2 S3 GetObject 404  | message CONTAINS "does not exist"                                | true
          V2 SNS Publish       | edge(, id(name: "topic", type: "AWS::SNS"))                      | true
          V2 Lambda Invoke     | service(id(name: "random-name", type: "AWS::Lambda")) { ok }     | true
          """)
  void filters(String name, String expression, boolean matches) throws Exception {
    assertEquals(matches, Filter.parse(expression).matches(TRACES.get(name)));
  }
}
