package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The map of documents whose figures are known. */
class MapViewTest extends BrowserTest {

  @Override
  List<String> documents() {
    return Known.documents(start);
  }

  private String node(String name) {
    return "[data-node][aria-label^='" + name + " ']";
  }

  @Test
  void showsNodesAndFigures() {
    page.open("map");
    page.shows(".map-count", "12 traces");
    assertEquals(5, page.count("[data-node]"));
    assertEquals(4, page.count("[data-edge]"));
    String label = page.visible(node("shop")).getAttribute("aria-label");
    assertTrue(label.contains("12 calls"), label);
    assertTrue(label.contains("8.3 % fault") || label.contains("8 % fault"), label);
    page.shows("[data-label=node]", "shop", "orders", "api.bank.example");
    page.shows("[data-label=edge] .tag-time", "2 ms");
    assertEquals(List.of(), Labels.overlapping(page));
  }

  @Test
  void aNodesPanelHasItsFiguresAndLeadsToTraces() {
    page.open("map");
    page.click(node("shop"));
    page.at("node=");
    page.shows(".side-panel h2", "shop");
    page.shows(".outcomes-list", "ok", "10", "error", "1", "fault");
    page.shows(".fault-list", "OrderException", "no order without payment", "1×");
    page.shows(".side-panel", "120 ms", "/orders/11");
    page.click(".side-panel a", "Traces through it");
    page.at("#/traces?filter=service(");
    page.shows(".traces-count", "12");
  }

  @Test
  void aRangeOfTheHistogramFiltersByDragging() {
    page.open("map");
    page.click(node("shop"));
    page.drag(".side-panel .histogram", 0.5, 0.99);
    page.at("responsetime >=");
    String route = page.route();
    assertTrue(route.startsWith("#/traces?filter=service("), route);
    int matched = Integer.parseInt(page.text(".traces-count b", text -> !text.isEmpty()));
    assertTrue(matched > 0 && matched < 12, "of 12: " + matched);
    page.until("as many rows", () -> page.count(".row-list [data-index]") == matched);
  }

  @Test
  void aRangeOfTheHistogramFiltersByKeys() {
    page.open("map");
    page.click(node("shop"));
    page.js("document.querySelector('.side-panel .histogram').focus()");
    page.keys(Keys.END);
    page.shift(Keys.ARROW_LEFT);
    page.shows(".histogram-tip", "2 calls", "Enter filters");
    page.keys(Keys.ENTER);
    page.at("responsetime <=");
    page.shows(".traces-count", "2");
    page.shows(".row-list", "/orders/11", "/orders/10");
  }

  @Test
  void anEdgesPanelIsThatOfTheCalls() {
    page.open("map");
    page.click(node("shop"));
    page.click(".side-panel .side-list a", "orders");
    page.at("edge=");
    page.shows(".side-panel h2", "shop → orders");
    page.shows(".stat-grid", "12", "2 ms");
    page.keys(Keys.ESCAPE);
    page.gone(".side-panel");
    assertTrue(!page.route().contains("edge="), page.route());
  }

  @Test
  void theTableHasTheSame() {
    page.open("map");
    page.click(".map-bar button", "Table");
    page.shows(".map-tables", "shop", "orders", "api.bank.example", "1 (8.3 %)");
    assertEquals(5 + 4, page.count(".map-tables tbody tr"));
    page.click(".map-tables a", "api.bank.example");
    page.shows(".side-panel h2", "api.bank.example");
  }

  @Test
  void aFilterOfTheUrlHoldsForTheMap() {
    page.open("map?filter=fault");
    page.shows(".map-count", "1 trace");
  }

  @Test
  void findsANode() {
    page.open("map");
    page.visible(node("shop"));
    page.keys("f");
    page.keys("bank");
    page.shows(".map-find-hits", "1");
    page.keys(Keys.ENTER);
    page.shows(".side-panel h2", "api.bank.example");
  }

  @Test
  void newTracesAppearByThemselves() {
    page.open("map?last=86400");
    page.shows(".map-count", "12 traces");
    for (String document : Known.documents(start - 1000)) {
      accept(document);
    }
    page.shows(".map-count", "24 traces");
  }
}
