package io.roentgen.console.web;

import static io.roentgen.console.trace.Documents.call;
import static io.roentgen.console.trace.Documents.segment;
import static io.roentgen.console.trace.Documents.trace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.roentgen.console.filter.Filter;
import io.roentgen.console.trace.TraceSummary;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest {

  private static final List<TraceSummary> TRACES =
      List.of(
          request(1, 200, "'user':'anna','annotations':{'n':7,'ok':true,'odd key':'a'}"),
          request(2, 500, "'fault':true,'user':'anna','annotations':{'n':7.5}"),
          request(1, 404, "'error':true,'annotations':{'n':'7','odd key':'b\\\\ \\u0027'}"),
          trace(
                  segment(
                      "shop",
                      "000000000000000a",
                      null,
                      "'annotations':{'n':1},'subsegments':["
                          + call("inner", "000000000000000b", "'annotations':{'n':2}")
                          + "]"))
              .summary());

  private static TraceSummary request(int path, int status, String more) {
    String http =
        "'http':{'request':{'url':'http://shop/" + path + "'},'response':{'status':" + status;
    return trace(segment("shop", "000000000000000a", null, http + "}}," + more)).summary();
  }

  /** Each group as its value, requests, faults and expression. */
  private static List<String> groups(String by) throws Exception {
    byte[] json = Json.object(new Groups(TRACES, by)::write);
    List<String> groups = new ArrayList<>();
    JsonReader in = new JsonReader(new StringReader(new String(json, StandardCharsets.UTF_8)));
    in.beginObject();
    assertEquals("count", in.nextName());
    int count = in.nextInt();
    assertEquals("groups", in.nextName());
    in.beginArray();
    while (in.hasNext()) {
      String value = null;
      String select = null;
      int total = 0;
      int fault = 0;
      in.beginObject();
      while (in.hasNext()) {
        switch (in.nextName()) {
          case "value":
            value = in.peek() == JsonToken.BOOLEAN ? "" + in.nextBoolean() : in.nextString();
            break;
          case "select":
            select = in.nextString();
            break;
          default:
            in.beginObject();
            while (in.hasNext()) {
              switch (in.nextName()) {
                case "total":
                  total = in.nextInt();
                  break;
                case "fault":
                  fault = in.nextInt();
                  break;
                default:
                  in.skipValue();
              }
            }
            in.endObject();
        }
      }
      in.endObject();
      groups.add(value + " " + total + "/" + fault + " " + select);
    }
    assertEquals(count, groups.size());
    return groups;
  }

  @Test
  void byUrlTheMostFrequentFirst() throws Exception {
    assertEquals(
        List.of(
            "http://shop/1 2/0 http.url = \"http://shop/1\"",
            "http://shop/2 1/1 http.url = \"http://shop/2\""),
        groups("url"));
  }

  @Test
  void byUserWithoutThoseThatHaveNone() throws Exception {
    assertEquals(List.of("anna 2/1 user = \"anna\""), groups("user"));
  }

  @Test
  void byStatus() throws Exception {
    assertEquals(
        List.of(
            "200.0 1/0 http.status = 200",
            "404.0 1/0 http.status = 404",
            "500.0 1/1 http.status = 500"),
        groups("status"));
  }

  @Test
  void byAnnotationOfAnyEntityAndKind() throws Exception {
    assertEquals(
        List.of(
            "1.0 1/0 annotation.n = 1",
            "2.0 1/0 annotation.n = 2",
            "7 1/0 annotation.n = \"7\"",
            "7.0 1/0 annotation.n = 7",
            "7.5 1/1 annotation.n = 7.5"),
        groups("annotation.n"));
    assertEquals(List.of("true 1/0 annotation.ok = true"), groups("annotation.ok"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"url", "user", "status", "annotation.n", "annotation.ok", "annotation.odd key"})
  void expressionsMatchWhatWasCounted(String by) throws Exception {
    List<String> groups = groups(by);
    assertEquals(false, groups.isEmpty());
    for (String group : groups) {
      int slash = group.indexOf('/', group.startsWith("http:") ? "http://shop/1".length() : 0);
      String expression = group.substring(group.indexOf(' ', slash) + 1);
      Filter filter = Filter.parse(expression);
      long matched = TRACES.stream().filter(filter::matches).count();
      String total = group.substring(group.lastIndexOf(' ', slash) + 1, slash);
      assertEquals(Long.parseLong(total), matched, group);
    }
  }

  @Test
  void otherGroupsAreRefused() {
    assertThrows(Request.BadRequest.class, () -> new Groups(TRACES, "name"));
    assertThrows(Request.BadRequest.class, () -> new Groups(TRACES, "annotation."));
  }
}
