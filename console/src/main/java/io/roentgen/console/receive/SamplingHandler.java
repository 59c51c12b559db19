package io.roentgen.console.receive;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;

/** The page's sampling rules: {@code /api/sampling-rules}. */
public final class SamplingHandler {

  private static final int OK = 200;
  private static final int BAD = 400;
  private static final int FAILED = 500;

  private final SamplingRules rules;

  public SamplingHandler(SamplingRules rules) {
    this.rules = rules;
  }

  /** Writes {@code {"rules": [..], "clients": [..]}}; times in seconds since 1970. */
  public void get(Writer answer) throws IOException {
    JsonWriter out = new JsonWriter(answer);
    out.beginObject().name("rules").beginArray();
    for (Rule rule : rules.rules()) {
      RuleJson.write(out, rule);
    }
    out.endArray().name("clients").beginArray();
    for (ClientReport report : rules.clients()) {
      out.beginObject();
      out.name("id").value(report.client);
      out.name("lastAt").value(report.lastAt / 1_000.0);
      out.name("rule").value(report.rule);
      out.name("requests").value(report.requests);
      out.name("sampled").value(report.sampled);
      out.name("borrowed").value(report.borrowed);
      out.endObject();
    }
    out.endArray().endObject();
    out.flush();
  }

  /**
   * Takes {@code {"rules": [..]}}, all of them, and writes what {@link #get} would, or {@code
   * {"error": {"message", "rule", "field"}}}: the rule's index and the field are null where there
   * is none.
   *
   * @return the answer's status: 200, 400 or, if the rules can't be kept in their file, 500
   * @throws IOException if the body can't be read or the answer not be written
   */
  public int put(Reader body, Writer answer) throws IOException {
    try {
      List<Rule> all = RuleJson.read(body);
      try {
        rules.replace(all);
      } catch (IOException e) {
        error(answer, "the rules' file can't be written: " + e.getMessage(), -1, null);
        return FAILED;
      }
    } catch (BadRule e) {
      error(answer, e.getMessage(), e.rule(), e.field());
      return BAD;
    }
    get(answer);
    return OK;
  }

  private static void error(Writer answer, String message, int rule, String field)
      throws IOException {
    JsonWriter out = new JsonWriter(answer);
    out.beginObject().name("error").beginObject();
    out.name("message").value(message);
    out.name("rule");
    if (rule < 0) {
      out.nullValue();
    } else {
      out.value(rule);
    }
    out.name("field").value(field);
    out.endObject().endObject();
    out.flush();
  }
}
