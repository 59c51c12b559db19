package io.roentgen.console.receive;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sampling rules as the API writes them: SamplingRule, alone or in a SamplingRuleRecord. */
final class RuleJson {

  private static final int NESTING = 32;

  private RuleJson() {}

  /**
   * Reads a list of rules or records, or an object that holds one: as {@code rules}, or as {@code
   * SamplingRuleRecords} as {@code aws xray get-sampling-rules} prints it. Only what one rule says
   * is checked.
   *
   * @throws BadRule also if it is no JSON
   */
  static List<Rule> read(Reader text) throws BadRule, IOException {
    JsonReader in = new JsonReader(text);
    in.setNestingLimit(NESTING);
    List<Rule> rules = new ArrayList<>();
    try {
      boolean found = false;
      if (in.peek() == JsonToken.BEGIN_ARRAY) {
        list(in, rules);
        found = true;
      } else {
        in.beginObject();
        while (in.hasNext()) {
          String name = in.nextName();
          if (!found && ("rules".equals(name) || "SamplingRuleRecords".equals(name))) {
            list(in, rules);
            found = true;
          } else {
            in.skipValue();
          }
        }
        in.endObject();
      }
      if (!found || in.peek() != JsonToken.END_DOCUMENT) {
        throw new BadRule(-1, null, "no list of sampling rules");
      }
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw new BadRule(rules.isEmpty() ? -1 : rules.size(), null, "no JSON of sampling rules");
    }
    return rules;
  }

  private static void list(JsonReader in, List<Rule> rules) throws IOException, BadRule {
    in.beginArray();
    while (in.hasNext()) {
      rules.add(new Rule(rule(in, rules.size())));
    }
    in.endArray();
  }

  private static Rule.Draft rule(JsonReader in, int i) throws IOException, BadRule {
    Rule.Draft rule = new Rule.Draft();
    Rule.Draft inner = null;
    boolean priority = false;
    boolean rate = false;
    boolean reservoir = false;
    in.beginObject();
    while (in.hasNext()) {
      String field = in.nextName();
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        continue;
      }
      switch (field) {
        case "SamplingRule":
          inner = rule(in, i);
          break;
        case "RuleName":
          rule.name = text(in, i, field);
          break;
        case "Priority":
          rule.priority = integer(in, i, field);
          priority = true;
          break;
        case "FixedRate":
          rule.fixedRate = number(in, i, field);
          rate = true;
          break;
        case "ReservoirSize":
          rule.reservoirSize = integer(in, i, field);
          reservoir = true;
          break;
        case "ServiceName":
          rule.serviceName = text(in, i, field);
          break;
        case "ServiceType":
          rule.serviceType = text(in, i, field);
          break;
        case "Host":
          rule.host = text(in, i, field);
          break;
        case "HTTPMethod":
          rule.httpMethod = text(in, i, field);
          break;
        case "URLPath":
          rule.urlPath = text(in, i, field);
          break;
        case "ResourceARN":
          rule.resourceArn = text(in, i, field);
          break;
        case "Attributes":
          attributes(in, i, rule.attributes);
          break;
        case "Version":
          if (integer(in, i, field) != 1) {
            throw new BadRule(i, field, "not 1");
          }
          break;
        case "RuleARN":
        case "CreatedAt":
        case "ModifiedAt":
        case "SamplingRateBoost":
          // Given out by X-Ray; not for us to take.
          in.skipValue();
          break;
        default:
          throw new BadRule(i, field, "no field of a sampling rule");
      }
    }
    in.endObject();
    if (inner != null) {
      return inner;
    }
    if (Rule.DEFAULT.equals(rule.name)) {
      rule.priority = Rule.DEFAULT_PRIORITY;
      priority = true;
    }
    if (rule.name == null || !priority || !rate || !reservoir) {
      String field =
          rule.name == null
              ? "RuleName"
              : !priority ? "Priority" : !rate ? "FixedRate" : "ReservoirSize";
      throw new BadRule(i, field, "missing");
    }
    return rule;
  }

  private static void attributes(JsonReader in, int i, Map<String, String> attributes)
      throws IOException, BadRule {
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      throw new BadRule(i, "Attributes", "no object");
    }
    in.beginObject();
    while (in.hasNext()) {
      attributes.put(in.nextName(), text(in, i, "Attributes"));
    }
    in.endObject();
  }

  private static String text(JsonReader in, int i, String field) throws IOException, BadRule {
    if (in.peek() != JsonToken.STRING) {
      throw new BadRule(i, field, "no text");
    }
    return in.nextString();
  }

  private static double number(JsonReader in, int i, String field) throws IOException, BadRule {
    if (in.peek() != JsonToken.NUMBER) {
      throw new BadRule(i, field, "no number");
    }
    try {
      return in.nextDouble();
    } catch (NumberFormatException e) {
      throw new BadRule(i, field, "no number");
    }
  }

  private static int integer(JsonReader in, int i, String field) throws IOException, BadRule {
    double number = number(in, i, field);
    if (number != (int) number) {
      throw new BadRule(i, field, "no whole number");
    }
    return (int) number;
  }

  /** A SamplingRule object. */
  static void write(JsonWriter out, Rule rule) throws IOException {
    out.beginObject();
    out.name("RuleName").value(rule.name);
    out.name("RuleARN").value(rule.arn());
    out.name("Priority").value(rule.priority);
    out.name("FixedRate").value(rule.fixedRate);
    out.name("ReservoirSize").value(rule.reservoirSize);
    out.name("ServiceName").value(rule.serviceName);
    out.name("ServiceType").value(rule.serviceType);
    out.name("Host").value(rule.host);
    out.name("HTTPMethod").value(rule.httpMethod);
    out.name("URLPath").value(rule.urlPath);
    out.name("ResourceARN").value(rule.resourceArn);
    out.name("Version").value(1);
    out.name("Attributes").beginObject();
    for (Map.Entry<String, String> attribute : rule.attributes.entrySet()) {
      out.name(attribute.getKey()).value(attribute.getValue());
    }
    out.endObject();
    out.endObject();
  }
}
