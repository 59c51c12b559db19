package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingRulesTest {

  private static final String DEFAULT =
      "{\"RuleName\": \"Default\", \"FixedRate\": 0.5, \"ReservoirSize\": 2}";
  private static final String REST = "\"Priority\": 1, \"FixedRate\": 1, \"ReservoirSize\": 1}";

  private SamplingRules rules;
  private SamplingHandler handler;

  @BeforeEach
  void open() throws Exception {
    rules = new SamplingRules(null);
    handler = new SamplingHandler(rules);
  }

  private String put(int status, String body) throws IOException {
    StringWriter answer = new StringWriter();
    assertEquals(status, handler.put(new StringReader(body), answer), answer.toString());
    return answer.toString();
  }

  private String get() throws IOException {
    StringWriter answer = new StringWriter();
    handler.get(answer);
    return answer.toString();
  }

  @Test
  void everythingIsSampledToBeginWith() throws IOException {
    assertEquals(List.of(Rule.byDefault(1, 1)), rules.rules());
    assertEquals(
        "{\"rules\":[{\"RuleName\":\"Default\","
            + "\"RuleARN\":\"arn:aws:xray:us-east-1:000000000000:sampling-rule/Default\","
            + "\"Priority\":10000,\"FixedRate\":1.0,\"ReservoirSize\":1,\"ServiceName\":\"*\","
            + "\"ServiceType\":\"*\",\"Host\":\"*\",\"HTTPMethod\":\"*\",\"URLPath\":\"*\","
            + "\"ResourceARN\":\"*\",\"Version\":1,\"Attributes\":{}}],\"clients\":[]}",
        get());
  }

  @Test
  void whatThePageGotItCanPut() throws IOException {
    put(
        200,
        "{\"rules\": ["
            + DEFAULT
            + ", {\"RuleName\": \"b\", \"URLPath\": \"/b\", \"Host\": null, "
            + "\"Attributes\": {\"k\": \"v\"}, "
            + REST
            + ", {\"RuleName\": \"a\", "
            + REST
            + "]}");
    assertEquals("[a, b, Default]", rules.rules().toString());
    assertEquals("/b", rules.rules().get(1).urlPath);
    assertEquals(Map.of("k", "v"), rules.rules().get(1).attributes);
    assertEquals(0.5, rules.rules().get(2).fixedRate);
    double modified = rules.modified();
    assertEquals(get(), put(200, get()));
    assertEquals(modified, rules.modified(), "nothing changed");
    put(200, get().replace("\"/b\"", "\"/c\""));
    assertTrue(rules.modified() > modified);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"RuleName\": \"\", R|1|RuleName|not 1 to 32 characters",
        "{\"RuleName\": \"123456789012345678901234567890123\", R|1|RuleName|not 1 to 32 characters",
        "{\"RuleName\": \"a\\u0000\", R|1|RuleName|holds a control character",
        "{\"RuleName\": 5, R|1|RuleName|no text",
        "{R|1|RuleName|missing",
        "{\"RuleName\": \"Default\", R|1|RuleName|another rule has that name",
        "{\"RuleName\": \"a\", \"FixedRate\": 1, \"ReservoirSize\": 1}|1|Priority|missing",
        "{\"RuleName\": \"a\", \"Priority\": 1, \"ReservoirSize\": 1}|1|FixedRate|missing",
        "{\"RuleName\": \"a\", \"Priority\": 1, \"FixedRate\": 1}|1|ReservoirSize|missing",
        "{\"RuleName\": \"a\", R, {\"Priority\": 0, \"RuleName\": \"b\", Q|2|Priority|not from 1 to 9999",
        "{\"RuleName\": \"a\", R, {\"Priority\": 10000, \"RuleName\": \"b\", Q|2|Priority|not from 1 to 9999",
        "{\"RuleName\": \"a\", \"Priority\": 1.5, Q|1|Priority|no whole number",
        "{\"RuleName\": \"a\", \"Priority\": 1e99, Q|1|Priority|no whole number",
        "{\"RuleName\": \"a\", \"Priority\": 1, \"FixedRate\": 1.01, \"ReservoirSize\": 1}|1|FixedRate|not from 0 to 1",
        "{\"RuleName\": \"a\", \"Priority\": 1, \"FixedRate\": -0.1, \"ReservoirSize\": 1}|1|FixedRate|not from 0 to 1",
        "{\"RuleName\": \"a\", \"Priority\": 1, \"FixedRate\": \"1\", \"ReservoirSize\": 1}|1|FixedRate|no number",
        "{\"RuleName\": \"a\", \"Priority\": 1, \"FixedRate\": 1, \"ReservoirSize\": -1}|1|ReservoirSize|less than 0",
        "{\"RuleName\": \"a\", \"HTTPMethod\": \"ABCDEFGHIJK\", R|1|HTTPMethod|not 1 to 10 characters",
        "{\"RuleName\": \"a\", \"URLPath\": \"\", R|1|URLPath|not 1 to 128 characters",
        "{\"RuleName\": \"a\", \"Version\": 2, R|1|Version|not 1",
        "{\"RuleName\": \"a\", \"URLpath\": \"/\", R|1|URLpath|no field of a sampling rule",
        "{\"RuleName\": \"a\", \"Attributes\": [], R|1|Attributes|no object",
        "{\"RuleName\": \"a\", \"Attributes\": {\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\",\"e\":\"1\",\"f\":\"1\"}, R|1|Attributes|more than 5",
        "{\"RuleName\": \"a\", \"Attributes\": {\"\":\"1\"}, R|1|Attributes|not 1 to 32 characters",
      })
  void saysWhichRuleAndFieldIsWrong(String rule, int index, String field, String message)
      throws IOException {
    String body =
        rule.replace("{R", "{" + REST)
            .replace(", R", ", " + REST)
            .replace(", Q", ", \"FixedRate\": 1, \"ReservoirSize\": 1}");
    String answer = put(400, "{\"rules\": [" + DEFAULT + ", " + body + "]}");
    assertEquals(
        "{\"error\":{\"message\":\""
            + message
            + "\",\"rule\":"
            + index
            + ",\"field\":\""
            + field
            + "\"}}",
        answer);
    assertEquals(1, rules.rules().size(), "nothing changed");
  }

  @Test
  void theDefaultStaysAndTakesAny() throws IOException {
    assertTrue(
        put(400, "{\"rules\": [{\"RuleName\": \"a\", " + REST + "]}")
            .contains("\"the rule Default can't be removed\",\"rule\":null,"));
    assertTrue(
        put(400, "[" + DEFAULT.replace("}", ", \"Host\": \"x\"}]"))
            .contains("\"rule\":0,\"field\":\"Host\""));
    put(200, "[" + DEFAULT.replace("}", ", \"Priority\": 3}]"));
    assertEquals(Rule.DEFAULT_PRIORITY, rules.rules().get(0).priority);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "{}", "[", "null", "{\"rules\": {}}", "{\"rules\": [1]}", "{\"rules\": []} x"})
  void saysThatItIsNoJson(String body) throws IOException {
    assertTrue(put(400, body == null ? "" : body).contains("no "), body);
  }

  @Test
  void isBounded() throws Exception {
    StringBuilder many = new StringBuilder("[" + DEFAULT);
    for (int i = 0; i < 100; i++) {
      many.append(", {\"RuleName\": \"r").append(i).append("\", ").append(REST);
    }
    assertTrue(put(400, many + "]").contains("more than 100 rules"));
    put(400, "[".repeat(100_000));
    put(400, "[" + "{\"SamplingRule\":".repeat(100_000));
    for (int i = 0; i < 5_000; i++) {
      rules.report(new ClientReport("c" + i, "Default", 1, 1, 0, 1_000));
    }
    assertEquals(2_000, rules.clients().size());
    assertEquals("c4999", rules.clients().get(0).client);
  }

  @Test
  void theReservoirIsSharedByWhoReportedLately() throws Exception {
    rules.replace(List.of(Rule.byDefault(10, 0)));
    long now = 1_000_000;
    assertEquals(10, quota("a", now));
    assertEquals(5, quota("b", now + 1));
    assertEquals(3, quota("c", now + 2));
    assertEquals(4, quota("a", now + 3));
    assertEquals(3, quota("b", now + 4));
    // a and b are silent for more than three intervals.
    assertEquals(3, quota("c", now + 29_000));
    assertEquals(10, quota("c", now + 40_000));
    assertNull(rules.report(new ClientReport("a", "none", 1, 1, 0, now)));

    for (char client = 'a'; client < 'a' + 20; client++) {
      quota(String.valueOf(client), now + 50_000);
    }
    int sum = 0;
    for (char client = 'a'; client < 'a' + 20; client++) {
      sum += quota(String.valueOf(client), now + 50_001);
    }
    assertEquals(10, sum);
  }

  private int quota(String client, long now) {
    return rules.report(new ClientReport(client, "Default", 1, 1, 0, now)).quota;
  }

  @Test
  void reportsOfARuleGoWithIt() throws Exception {
    put(200, "[" + DEFAULT + ", {\"RuleName\": \"a\", " + REST + "]");
    rules.report(new ClientReport("c", "a", 3, 2, 1, 5_500));
    rules.report(new ClientReport("c", "Default", 1, 1, 0, 6_000));
    assertTrue(
        get()
            .contains(
                "{\"id\":\"c\",\"lastAt\":5.5,\"rule\":\"a\","
                    + "\"requests\":3,\"sampled\":2,\"borrowed\":1}"),
        get());
    put(200, "[" + DEFAULT + "]");
    assertEquals(1, rules.clients().size());
    assertEquals("Default", rules.clients().get(0).rule);
  }

  @Test
  void aFileKeepsThem(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rules.json");
    SamplingRules kept = new SamplingRules(file.toFile());
    assertFalse(Files.exists(file), "nothing was changed yet");
    Rule.Draft draft = new Rule.Draft();
    draft.name = "größer \"&\"";
    draft.priority = 5;
    draft.fixedRate = 0.1;
    draft.attributes.put("k", "v");
    kept.replace(List.of(Rule.byDefault(0, 0.2), new Rule(draft)));
    assertEquals(kept.rules(), new SamplingRules(file.toFile()).rules());
    assertEquals(
        List.of("rules.json"), Files.list(folder).map(f -> f.getFileName().toString()).toList());

    // As written by hand: a bare list, the default left out.
    Files.write(file, ("[{\"RuleName\": \"a\", " + REST + "]").getBytes(UTF_8));
    SamplingRules byHand = new SamplingRules(file.toFile());
    assertEquals("[a, Default]", byHand.rules().toString());
    assertEquals(1, byHand.rules().get(1).fixedRate);
  }

  @Test
  void aWrongFileIsAnErrorAndNotOverwritten(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rules.json");
    Files.write(file, "[{\"RuleName\": \"a\", \"Priority\": 1}".getBytes(UTF_8));
    BadRule bad = assertThrows(BadRule.class, () -> new SamplingRules(file.toFile()));
    assertEquals("rule 0, FixedRate: missing", bad.located());
    assertThrows(IOException.class, () -> new SamplingRules(folder.toFile()));
  }

  @Test
  void whatCannotBeKeptIsNotTaken(@TempDir Path folder) throws Exception {
    Path gone = folder.resolve("gone");
    rules = new SamplingRules(gone.resolve("rules.json").toFile());
    handler = new SamplingHandler(rules);
    assertTrue(put(500, "[" + DEFAULT + "]").contains("the rules' file can't be written"));
    assertEquals(1, rules.rules().get(0).fixedRate);
    Files.createDirectory(gone);
    put(200, "[" + DEFAULT + "]");
    assertNotNull(rules.rules());
    assertEquals(0.5, rules.rules().get(0).fixedRate);
  }
}
