package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvariantsTest {
  private static final String VALID =
      """
      {"trace_id":"1-6b0242d9-5b3eb7600a266b13f04593dd","id":"00000000000000a1","name":"shop",
       "start_time":10.0,"end_time":12.0,"error":true,
       "http":{"request":{"method":"GET","url":"http://shop/orders"},
               "response":{"status":404,"content_length":0}},
       "subsegments":[
         {"id":"00000000000000a2","name":"db@host","namespace":"remote",
          "start_time":10.5,"end_time":11.0,"fault":true,"cause":"00000000000000e1",
          "sql":{"url":"jdbc:x://host/db","sanitized_query":"SELECT ?"}},
         {"id":"00000000000000a3","name":"DynamoDB","namespace":"aws",
          "start_time":10.5,"end_time":11.5,"fault":true,
          "cause":{"exceptions":[{"id":"00000000000000e1","type":"X","message":"m"}]},
          "aws":{"operation":"GetItem"}}]}
      """;

  @Test
  void areHappyWithAValidTrace() {
    assertEquals(List.of(), violations(VALID));
  }

  @Test
  void knowThatLambdaAnswersBeforeAFunctionRuns() throws IOException {
    assertEquals(List.of(), Invariants.violations(Documents.of("fan-out.jsonl")));
  }

  /** Each breaks the valid document at one place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "error":true,                  |                               | 404 and no error
          "status":404                   | "status":500                  | 500 and no fault
          "error":true                   | "error":true,"fault":true     | both error and fault
          "status":404                   | "status":429                  | no throttle
          "status":404                   | "status":42                   | has the status 42
          "content_length":0             | "content_length":-7           | content_length -7
          /orders"                       | /orders?a=b"                  | query in its URL
          http://shop/orders             | http://u:p@shop/orders        | credentials
          "GET"                          | "get"                         | odd method get
          "name":"shop"                  | "name":"shop!"                | name that X-Ray refuses
          "id":"00000000000000a1"        | "id":"a1"                     | no proper id
          "id":"00000000000000a3"        | "id":"00000000000000a2"       | Sent twice
          1-6b0242d9-                    | 2-6b0242d9-                   | odd trace_id
          "end_time":12.0                | "ended":12.0                  | unknown field ended
          "end_time":12.0                | "in_progress":true            | never ended
          "end_time":12.0                | "end_time":9.0                | ends before it starts
          "end_time":12.0                | "end_time":11.2               | ends after its parent
          "start_time":10.0              | "start_time":10.7             | starts before its parent
          "start_time":10.0              | "start_time":1795310297034.0  | no time in seconds
          "namespace":"remote",          |                               | SQL and not remote
          "namespace":"aws"              | "namespace":"amazon"          | odd namespace
          {"operation":"GetItem"}        | {}                            | without an operation
          SELECT ?                       | SELECT 'a'                    | literal in its SQL
          jdbc:x://host/db               | jdbc:x://host/db?password=p   | password in sql.url
          "cause":"00000000000000e1"     | "cause":"00000000000000e2"    | exception that never came
          "end_time":11.0,"fault":true,  | "end_time":11.0,              | cause and no flag
          "error":true                   | "error":"yes"                 | neither true nor false
          "error":true                   | "error":true,"parent_id":"00000000000000b0" | parent that never came
          "aws":{                        | "annotations":{"a.b":1},"aws":{ | odd annotation a.b
          """)
  void tellWhatIsWrong(String valid, String broken, String expected) {
    assertTrue(VALID.contains(valid), valid);
    List<String> violations = violations(VALID.replace(valid, broken == null ? "" : broken));
    assertTrue(violations.stream().anyMatch(v -> v.contains(expected)), violations.toString());
  }

  @Test
  void tellThatATraceHasTwoRoots() {
    List<String> violations =
        violations(VALID, VALID.replace(":\"00000000000000a", ":\"00000000000000b"));
    assertTrue(violations.toString().contains("has 2 roots"), violations.toString());
  }

  @Test
  void acceptAFunctionsSegmentBelowItsServices() {
    String service = segment("a", "", "AWS::Lambda");
    String function = segment("b", ",\"parent_id\":\"00000000000000a0\"", "AWS::Lambda::Function");
    assertEquals(List.of(), violations(service, function));
    String other = function.replace("::Function", "");
    assertTrue(violations(service, other).toString().contains("right below another one"));
  }

  private static String segment(String id, String parent, String origin) {
    return "{\"name\":\"f\",\"id\":\"00000000000000"
        + id
        + "0\",\"trace_id\":\"1-5759e988-bd862e3fe1be46a994272793\",\"start_time\":10.0,"
        + "\"end_time\":11.0,\"origin\":\""
        + origin
        + "\""
        + parent
        + "}";
  }

  @Test
  void tellThatADocumentIsTooLarge() {
    String violations =
        violations(VALID.replace("\"m\"", "\"" + "m".repeat(65_536) + "\"")).toString();
    assertTrue(violations.contains("A document of"), violations);
  }

  private static List<String> violations(String... documents) {
    List<JsonObject> parsed =
        Stream.of(documents).map(text -> JsonParser.parseString(text).getAsJsonObject()).toList();
    return Invariants.violations(parsed);
  }
}
