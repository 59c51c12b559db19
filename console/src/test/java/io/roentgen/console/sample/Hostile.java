package io.roentgen.console.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents that somebody wrote to break what shows them. */
public final class Hostile {

  /** What would run wherever a text became markup; each sets window.pwned. */
  public static final String SCRIPT =
      "<script>window.pwned=1</script><img src=x onerror=window.pwned=2>"
          + "\"'><svg onload=window.pwned=3>javascript:window.pwned=4";

  /** The same where it would end the block that an exported trace lies in. */
  public static final String COMMENT = "</script><!--<script>window.pwned=5</script>";

  /** Written from right to left, with marks that pile up and an override of the direction. */
  public static final String RIGHT_TO_LEFT =
      "\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645 \u202etxt.exe\u202c Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334";

  private final Dice dice;
  private final double start;

  /** Documents of that time, if they don't lie about it. */
  public Hostile(long seed, double start) {
    dice = new Dice(seed);
    this.start = start;
  }

  /** All of them; most are no valid documents at all. */
  public List<String> documents() {
    List<String> all = new ArrayList<>();
    all.add(scripts());
    all.add(directions());
    all.addAll(cycle());
    all.addAll(twice());
    all.addAll(times());
    all.add(longNames());
    all.add(deep());
    all.addAll(wrongTypes());
    all.addAll(garbage());
    return all;
  }

  private Entry segment(String name) {
    Entry entry = new Entry(name, dice.id());
    return entry.put("trace_id", dice.traceId(start)).times(start, start + 0.1);
  }

  /** Script in every text there is, and in the names of fields. */
  public String scripts() {
    Entry segment = segment(SCRIPT).put("origin", SCRIPT).put("user", SCRIPT);
    segment.put("resource_arn", SCRIPT).put("service.version", SCRIPT);
    segment.put("http.request.method", SCRIPT).put("http.request.url", "javascript:" + SCRIPT);
    segment.put("http.request.user_agent", SCRIPT).put("http.request.client_ip", SCRIPT);
    segment.put("http.response.status", 500).put("fault", true);
    segment.put("annotations", Map.of(SCRIPT, SCRIPT, "__proto__", COMMENT, "note", COMMENT));
    segment.put("metadata", Map.of(SCRIPT, Map.of(SCRIPT, List.of(SCRIPT, COMMENT))));
    Map<String, Object> thrown = new LinkedHashMap<>();
    thrown.put("id", dice.id());
    thrown.put("type", SCRIPT);
    thrown.put("message", COMMENT + SCRIPT);
    thrown.put("stack", List.of(Map.of("path", SCRIPT, "line", 1, "label", SCRIPT)));
    segment.put("cause.working_directory", SCRIPT).put("cause.exceptions", List.of(thrown));
    Entry sql = new Entry(SCRIPT + "@db", dice.id()).times(start + 0.01, start + 0.05);
    sql.put("namespace", "remote").put("sql.sanitized_query", SCRIPT).put("sql.url", SCRIPT);
    Entry aws = new Entry("DynamoDb", dice.id()).times(start + 0.05, start + 0.06);
    aws.put("namespace", "aws").put("aws.operation", SCRIPT).put("aws.table_name", SCRIPT);
    Entry other = new Entry("constructor", dice.id()).times(start + 0.06, start + 0.07);
    other.put("namespace", SCRIPT);
    return segment.add(sql).add(aws).add(other).json();
  }

  private String directions() {
    Entry segment = segment(RIGHT_TO_LEFT).put("user", RIGHT_TO_LEFT);
    segment.put("http.request.url", "https://" + RIGHT_TO_LEFT + "/" + RIGHT_TO_LEFT);
    return segment.put("annotations.\u05de\u05e4\u05ea\u05d7", RIGHT_TO_LEFT).json();
  }

  /** Segments each of which is the parent of the other, one its own. */
  private List<String> cycle() {
    Entry first = segment("cycle-a");
    String trace = (String) first.fields.get("trace_id");
    Entry second = segment("cycle-b").put("trace_id", trace).put("parent_id", first.id());
    first.put("parent_id", second.id());
    Entry self = segment("cycle-self").put("trace_id", trace);
    return List.of(first.json(), second.json(), self.put("parent_id", self.id()).json());
  }

  /** One id for several entities, inside a document and in others. */
  private List<String> twice() {
    Entry segment = segment("twice");
    segment.add(new Entry("inner", segment.id()).times(start, start + 0.05));
    segment.add(new Entry("inner", segment.id()).times(start, start + 0.05));
    return List.of(segment.json(), segment.json(), segment.put("name", "twice, other").json());
  }

  private List<String> times() {
    List<String> documents = new ArrayList<>();
    documents.add(segment("tomorrow").times(start + 86_400, start + 86_401).json());
    documents.add(segment("year 5000").times(95_617_584_000.0, 95_617_584_001.0).json());
    documents.add(segment("negative").times(-5, -4).json());
    documents.add(segment("backwards").times(start, start - 10).json());
    documents.add(segment("for ever").times(0.001, start).json());
    documents.add(segment("huge").times(start, 1e300).json());
    return documents;
  }

  private String longNames() {
    String name = "n".repeat(10_000);
    Entry segment = segment(name).put("user", name).put("annotations." + name, name);
    segment.put("http.request.url", "https://example.com/" + name);
    return segment.add(new Entry(name, dice.id()).times(start, start + 0.01)).json();
  }

  /** Subsegments in subsegments and metadata in metadata, as deep as a datagram allows. */
  private String deep() {
    Entry segment = segment("deep");
    StringBuilder inner = new StringBuilder();
    int levels = 300;
    for (int i = 0; i < levels; i++) {
      inner.append("{\"name\":\"level\",\"id\":\"").append(dice.id());
      inner.append("\",\"start_time\":").append(start).append(",\"end_time\":").append(start + 1);
      inner.append(",\"subsegments\":[");
    }
    inner.append(String.join("", Collections.nCopies(levels, "]}")));
    String lists = "[".repeat(10_000) + "]".repeat(10_000);
    String json = segment.json();
    return json.substring(0, json.length() - 1)
        + (",\"subsegments\":[" + inner + "],\"metadata\":{\"default\":{\"deep\":" + lists + "}}}");
  }

  private List<String> wrongTypes() {
    List<Object> wrong = List.of(7, true, "text", List.of(1, "two"), Map.of("a", Map.of("b", 1)));
    List<String> documents = new ArrayList<>();
    for (String field :
        List.of(
            "name",
            "id",
            "trace_id",
            "parent_id",
            "start_time",
            "end_time",
            "http",
            "aws",
            "sql",
            "cause",
            "annotations",
            "metadata",
            "subsegments",
            "links",
            "user",
            "origin",
            "fault",
            "in_progress",
            "namespace",
            "service",
            "http.request",
            "http.response.status",
            "cause.exceptions",
            "annotations.key",
            "metadata.default")) {
      for (Object value : wrong) {
        documents.add(segment("wrong types").put(field, value).json());
      }
      documents.add(segment("wrong types").put(field, null).json());
    }
    return documents;
  }

  private static List<String> garbage() {
    return List.of(
        "", "{", "null", "[]", "[[[[", "\"text\"", "{\"a\":}", "\u0000\u0001\u0002", "{}", "NaN");
  }
}
