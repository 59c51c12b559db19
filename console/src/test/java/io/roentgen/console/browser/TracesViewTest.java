package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The list of traces, its charts and the filter box above it. */
class TracesViewTest extends BrowserTest {

  private static final String FILTER = "[data-key=filter]";

  @Override
  List<String> documents() {
    return Known.documents(start);
  }

  @Test
  void listsTraces() {
    page.open("traces");
    page.shows(".traces-count", "12 traces");
    assertEquals(Known.TRACES, page.count(".row-list [data-index]"));
    page.shows(".row-list [data-index='0']", "GET", "/orders/11", "500", "120 ms", "bob", "tier");
    page.shows(".row-list [data-index='1']", "404", "110 ms", "alice");
    page.shows(".row-list [data-index='11']", "POST", "/orders/0", "200", "10 ms", "gold");
    page.shows(".figures", "120 ms");
  }

  @Test
  void pointsAreDrawn() {
    page.open("traces");
    page.shows(".scatter-legend", "ok 10", "error 1", "fault 1", "throttle 0");
    page.until(
        "something is drawn",
        () ->
            (Boolean)
                page.js(
                    """
        const canvas = document.querySelector('.scatter canvas');
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels.some((value, i) => i % 4 === 3 && value > 0);
        """));
    String label = page.visible(".scatter canvas").getAttribute("aria-label");
    assertTrue(label.contains("12"), label);
  }

  @Test
  void aRangeOfThePointsIsSelectedByDragging() {
    page.open("traces");
    page.shows(".traces-count", "12 traces");
    page.drag(".scatter-plot", 0.3, 0.9);
    page.at("start=");
    page.at("end=");
    page.browser.navigate().back();
    page.until("the former range", () -> !page.route().contains("start="));
  }

  @Test
  void sorts() {
    page.open("traces?filter=ok");
    page.shows(".traces-count", "10");
    page.click("button", "Slowest");
    page.at("sort=slowest");
    page.shows(".row-list [data-index='0']", "/orders/9");
    page.shows(".row-list [data-index='9']", "/orders/0");
    page.click("button", "Newest");
    page.until("no sort", () -> !page.route().contains("sort"));
  }

  @Test
  void groups() {
    page.open("traces");
    page.click(".traces-tabs a", "By User");
    page.at("by=user");
    page.shows("main", "alice", "bob", "6");
    page.click("main a", "alice");
    page.at("user = \"alice\"");
    page.shows(".traces-count", "6");
  }

  @Test
  void anAnnotationFilters() {
    page.open("traces");
    page.click(".row-list [data-index='11'] .row-tag", "tier");
    page.at("annotation.tier = \"gold\"");
    page.shows(".traces-count", "4");
  }

  @Test
  void aRowOpensItsTrace() {
    page.open("traces");
    page.click(".row-list [data-index='0'] a");
    page.at("#/trace/" + Known.trace(start, 11));
    page.shows("h1", "/orders/11");
  }

  @Test
  void completesAnExpressionAndAppliesIt() {
    page.open("traces");
    page.keys("/");
    page.type(FILTER, "responset");
    page.text("#filter-list .filter-text", text -> text.startsWith("responsetime\nrootcause"));
    page.keys(Keys.TAB);
    page.until("completed", () -> value().equals("responsetime "));
    page.keys("> 0.1");
    page.keys(Keys.ENTER);
    page.at("filter=responsetime > 0.1");
    page.shows(".traces-count", "2 of 12");
    assertEquals(2, page.count(".row-list [data-index]"));
  }

  @Test
  void completesFromWhatIsThere() {
    page.open("traces");
    page.keys("/");
    page.type(FILTER, "annotation.");
    page.shows("#filter-list", "tier", "items");
    page.type(FILTER, "service(\"");
    page.text("#filter-list .filter-text", text -> text.startsWith("\"shop\"\n"));
    page.keys(Keys.ARROW_DOWN);
    page.visible("#filter-list [aria-selected=true]");
    page.keys(Keys.ENTER);
    page.until("completed", () -> value().matches("service\\(\"\\S+.*"));
  }

  @Test
  void saysWhereAnExpressionIsWrong() {
    page.open("traces");
    page.keys("/");
    page.type(FILTER, "fault AND respnsetime > 1");
    page.keys(Keys.ENTER);
    page.shows("#filter-message", "respnsetime");
    page.shows(".filter-mirror mark", "respnsetime");
    assertEquals("true", page.visible(FILTER).getAttribute("aria-invalid"));
    assertEquals("respnsetime", page.js("return getSelection().toString()"));
    assertTrue(!page.route().contains("filter"), page.route());
  }

  @Test
  void aWrongExpressionOfTheUrlIsTold() {
    page.open("traces?filter=fault+AND+AND");
    page.shows("main", "The filter is wrong");
    page.open("map?filter=fault+AND+AND");
    page.shows("main", "The filter is wrong");
  }

  @Test
  void chipsFilterAndLetGo() {
    page.open("traces");
    page.click(".chip", "Fault");
    page.at("filter=fault");
    page.shows(".traces-count", "1 of 12");
    page.click(".chip", "Fault");
    page.until("no filter", () -> !page.route().contains("filter"));
    page.shows(".traces-count", "12");
  }

  private String value() {
    return (String) page.js("return document.querySelector(arguments[0]).value", FILTER);
  }
}
