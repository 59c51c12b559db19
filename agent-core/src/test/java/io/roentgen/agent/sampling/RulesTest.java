package io.roentgen.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.xray.strategy.sampling.GetSamplingRulesResponse.SamplingRule;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.manifest.CentralizedManifest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RulesTest {

  static Rule rule(String json) throws IOException {
    return RuleReader.read((Map<?, ?>) JsonReader.read(json.replace('\'', '"')));
  }

  private static Rule named(String name, int priority, String more) throws IOException {
    return rule(
        "{'RuleName':'"
            + name
            + "','Priority':"
            + priority
            + ",'FixedRate':0,'ReservoirSize':0,'Version':1"
            + more
            + "}");
  }

  private static Rules rules(Rule... rules) {
    return new Rules(List.of(rules), "shop", null);
  }

  private static String match(Rules rules, String host, String method, String path) {
    Rule rule = rules.match(null, host, method, path);
    return rule == null ? null : rule.name;
  }

  @Test
  void priorityThenNameThenDefault() throws IOException {
    Rules rules =
        rules(
            named("Default", 1, ""),
            named("b", 7, ""),
            named("c", 3, ""),
            named("Z", 7, ""),
            named("a", 9999, ""));
    assertEquals("c, Z, b, a, Default", rules.toString());
  }

  @Test
  void eachPatternCounts() throws IOException {
    Rules rules =
        rules(
            named("path", 1, ",'URLPath':'/api/*'"),
            named("host", 2, ",'Host':'*.example.com'"),
            named("method", 3, ",'HTTPMethod':'P?T'"),
            named("Default", 10000, ",'HTTPMethod':'ignored'"));
    assertEquals("path", match(rules, "h", "GET", "/API/1"));
    assertEquals("host", match(rules, "shop.EXAMPLE.com", "GET", "/"));
    assertEquals("host", match(rules, "shop.example.com:8080", "GET", "/"));
    assertEquals("method", match(rules, "h", "PUT", "/"));
    assertEquals("Default", match(rules, "h", "GET", "/"));
    assertEquals("Default", match(rules, null, null, null));
  }

  @Test
  void aHostMayBeGivenWithItsPort() throws IOException {
    Rules rules =
        rules(
            named("port", 1, ",'Host':'localhost:8080'"),
            named("six", 2, ",'Host':'[::1]'"),
            named("host", 3, ",'Host':'localhost'"));
    assertEquals("port", match(rules, "localhost:8080", "GET", "/"));
    assertEquals("host", match(rules, "localhost:8081", "GET", "/"));
    assertEquals("host", match(rules, "localhost", "GET", "/"));
    assertEquals("six", match(rules, "[::1]:80", "GET", "/"));
    assertEquals("six", match(rules, "[::1]", "GET", "/"));
    assertNull(match(rules, "[::2]", "GET", "/"));
  }

  @Test
  void rulesOfOtherServices() throws IOException {
    Rules rules =
        rules(
            named("other", 1, ",'ServiceName':'cart'"),
            named("ours", 2, ",'ServiceName':'sh*'"),
            named("Default", 10000, ""));
    assertEquals("ours", match(rules, null, null, null));
    assertEquals("ours", rules.match("shop", null, null, null).name);
    assertEquals("other", rules.match("CART", null, null, null).name);
    assertEquals("Default", rules.match("job", null, null, null).name);
  }

  @Test
  void theServiceType() throws IOException {
    List<Rule> rules =
        List.of(named("ecs", 1, ",'ServiceType':'AWS::ECS::*'"), named("Default", 10000, ""));
    assertEquals("Default", match(new Rules(rules, "shop", null), null, null, null));
    assertEquals("ecs", match(new Rules(rules, "shop", "AWS::ECS::Container"), null, null, null));
  }

  @Test
  void whatIsNotForUsIsLeftOut() throws IOException {
    for (String more :
        new String[] {
          ",'Attributes':{'a':'b'}",
          ",'ResourceARN':'arn:aws:x'",
          ",'Version':2",
          ",'FixedRate':1.5",
          ",'FixedRate':'1'",
          ",'ReservoirSize':-1",
          ",'Priority':null",
          ",'RuleName':7",
          ",'URLPath':'" + "x".repeat(2000) + "'",
        }) {
      assertNull(named("a", 1, more), more);
    }
    assertEquals("a", named("a", 1, ",'Attributes':{},'ResourceARN':'*','Host':null,'x':[]").name);
  }

  /** Amazon's SDK, with the same rules and requests. */
  @Test
  void matchesWhatAmazonsSdkMatches() throws IOException {
    ObjectMapper mapper =
        new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    Random random = new Random(3);
    int custom = 0;
    for (int round = 0; round < 300; round++) {
      List<Rule> ours = new ArrayList<>();
      List<SamplingRule> theirs = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String json =
            randomRule(i == 0 ? "Default" : "rule-" + random.nextInt(1000) + "-" + i, random);
        ours.add(rule(json));
        theirs.add(mapper.readValue(json.replace('\'', '"'), SamplingRule.class));
      }
      CentralizedManifest manifest = new CentralizedManifest();
      manifest.putRules(theirs, Instant.now());
      Rules rules = new Rules(ours, "shop", "AWS::ECS::Container");
      for (int i = 0; i < 50; i++) {
        String host = pick(random, null, "shop.example.com", "LOCALHOST", "10.0.0.1");
        String method = pick(random, null, "GET", "POST", "put");
        String path = pick(random, null, "/", "/api/orders", "/API/orders/17", "/health");
        String service = pick(random, null, "shop", "cart");
        String expected =
            manifest
                .match(
                    new SamplingRequest(
                        service == null ? "shop" : service,
                        host,
                        path,
                        method,
                        "AWS::ECS::Container"),
                    Instant.now())
                .sample(Instant.now())
                .getRuleName()
                .get();
        assertEquals(expected, rules.match(service, host, method, path).name);
        custom += expected.equals("Default") ? 0 : 1;
      }
    }
    assertTrue(custom > 3_000, custom + " of 15,000 matched");
  }

  private static String randomRule(String name, Random random) {
    boolean isDefault = name.equals("Default");
    return "{'RuleName':'"
        + name
        + "','RuleARN':'arn','ResourceARN':'*','FixedRate':1,'ReservoirSize':1,'Version':1"
        + ",'Priority':"
        + (isDefault ? 10000 : 1 + random.nextInt(5))
        + ",'ServiceName':'"
        + (isDefault ? "*" : pick(random, "*", "*", "shop", "C*"))
        + "','ServiceType':'"
        + (isDefault ? "*" : pick(random, "*", "*", "AWS::ECS::Container", "AWS::EC2::Instance"))
        + "','Host':'"
        + (isDefault ? "*" : pick(random, "*", "*", "*.example.*", "localhost", "10.?.0.1"))
        + "','HTTPMethod':'"
        + (isDefault ? "*" : pick(random, "*", "*", "get", "P*T"))
        + "','URLPath':'"
        + (isDefault ? "*" : pick(random, "*", "/api/*", "*/orders*", "/?????h", "/"))
        + "'}";
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
