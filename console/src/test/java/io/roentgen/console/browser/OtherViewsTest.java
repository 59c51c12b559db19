package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comparison, sampling rules, status. */
class OtherViewsTest extends BrowserTest {

  @Override
  List<String> documents() {
    List<String> documents = new ArrayList<>(Known.documents(start));
    // A while before: the same, but without its fault.
    documents.addAll(Known.documents(start - 1000).subList(0, 11));
    return documents;
  }

  private String ranges() {
    return String.format(
        "a=%.0f-%.0f&b=%.0f-%.0f", start - 1001, start - 901, start - 1, start + 99);
  }

  @Test
  void comparesTwoRanges() {
    page.open("compare?" + ranges());
    page.shows(".compare", "11 traces", "12 traces");
    page.shows(".compare-table", "shop", "orders", "api.bank.example");
    page.shows(".compare-errors", "New errors 2", Known.EXCEPTION, "no order without payment");
    page.click(".compare-table .opener", "shop");
    page.shows(".compare-detail", "11 requests", "12 requests", "max 110 ms", "max 120 ms");
    page.at("node=");
    page.click(".compare-side:last-of-type a", "Its traces");
    page.at("#/traces?");
    page.shows(".traces-count", "12");
  }

  @Test
  void rangesToCompareArePresets() {
    page.open("compare");
    page.shows("h1", "What changed");
    int presets = page.count(".page-head nav a");
    assertTrue(presets >= 2, "presets: " + presets);
    page.click(".page-head nav a:last-child");
    page.at("preset=");
  }

  @Test
  void aRuleIsAddedServedAndRemoved() throws Exception {
    page.open("sampling");
    page.shows(".rules", "Default");
    page.click("button", "Add a rule");
    page.type("[name=RuleName]", "checkout");
    page.type("[name=FixedRate]", "7");
    page.type("[name=URLPath]", "/checkout/*");
    page.click(".rule-form button[type=submit]");
    page.shows("#rule-FixedRate-hint.wrong", "0");
    page.type("[name=FixedRate]", "0.25");
    page.click(".rule-form button[type=submit]");
    page.gone(".rule-form");
    page.shows(".rules", "checkout", "/checkout/*", "25 %");

    JsonObject rule = served("checkout");
    assertEquals(0.25, rule.get("FixedRate").getAsDouble());
    assertEquals("/checkout/*", rule.get("URLPath").getAsString());

    page.click("[data-edit=checkout]");
    page.type("[name=ReservoirSize]", "9");
    page.click(".rule-form button[type=submit]");
    page.gone(".rule-form");
    assertEquals(9, served("checkout").get("ReservoirSize").getAsInt());

    page.click("[aria-label='Remove checkout']");
    page.shows(".sampling-banner", "Removed checkout");
    assertEquals(null, served("checkout"));
    page.click(".sampling-banner button", "Undo");
    page.shows(".rules", "checkout");
    assertEquals(9, served("checkout").get("ReservoirSize").getAsInt());
  }

  /** A rule as SDKs get it. */
  private JsonObject served(String name) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + console.daemon() + "/GetSamplingRules"))
            .POST(BodyPublishers.ofString("{}"))
            .build();
    String body = CLIENT.send(request, BodyHandlers.ofString()).body();
    JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
    for (JsonElement record : answer.getAsJsonArray("SamplingRuleRecords")) {
      JsonObject rule = record.getAsJsonObject().getAsJsonObject("SamplingRule");
      if (rule.get("RuleName").getAsString().equals(name)) {
        return rule;
      }
    }
    return null;
  }

  @Test
  void statusTellsAddressesAndFigures() {
    page.open("status");
    page.shows(".status-view", console.daemon(), base.substring(0, base.length() - 1));
    page.shows(".status-view", "0.0-test", "Datagrams", "Refused", "none: they are gone");
    page.shows(".bound", "Traces\n23 of");
  }
}
