package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Links, the way back, keys alone, themes, weight. */
class NavigationTest extends BrowserTest {

  @Override
  List<String> documents() {
    return Known.documents(start);
  }

  @Test
  void deepLinksShowTheSameWhenReloaded() {
    page.open("trace/" + Known.trace(start, 11) + "?row=" + Known.segment(11));
    page.shows(".details .exception-message", "bank hung up");
    page.browser.navigate().refresh();
    page.shows(".details .exception-message", "bank hung up");
    page.open("traces?filter=user+%3D+%22alice%22&sort=slowest");
    page.shows(".traces-count", "6 of 12");
    page.browser.navigate().refresh();
    page.shows(".traces-count", "6 of 12");
    page.shows(".row-list [data-index='0']", "/orders/10");
  }

  @Test
  void backAndForward() {
    page.open("map");
    page.click("[data-node][aria-label^='shop ']");
    page.shows(".side-panel h2", "shop");
    page.click(".side-panel a", "Traces through it");
    page.shows(".traces-count", "12");
    page.click(".row-list [data-index='0'] a");
    page.shows("h1", "/orders/11");
    page.browser.navigate().back();
    page.shows(".traces-count", "12");
    page.browser.navigate().back();
    page.shows(".side-panel h2", "shop");
    page.browser.navigate().back();
    page.gone(".side-panel");
    page.browser.navigate().forward();
    page.shows(".side-panel h2", "shop");
    page.browser.navigate().forward();
    page.shows(".traces-count", "12");
  }

  @Test
  void keysAlone() {
    page.open("status");
    page.keys("gm");
    page.at("#/map");
    page.visible("[data-node]");
    tabTo("[data-node]");
    page.keys(Keys.ARROW_RIGHT);
    page.until("the focus is on shop", () -> focused("[aria-label^='shop ']"));
    page.keys(Keys.ENTER);
    page.shows(".side-panel h2", "shop");
    page.keys(Keys.ESCAPE);
    page.gone(".side-panel");
    page.until("the focus is back", () -> focused("[aria-label^='shop ']"));
    page.keys("gt");
    page.at("#/traces");
    page.shows(".traces-count", "12");
    page.keys("/");
    page.until("the focus is on the filter", () -> focused("[data-key=filter]"));
    page.keys("fault", Keys.ENTER);
    page.shows(".traces-count", "1 of 12");
    page.keys(Keys.ESCAPE, Keys.ESCAPE);
    tabTo(".row-request");
    page.keys(Keys.ENTER);
    page.shows("h1", "/orders/11");
    tabTo("[role=treegrid]");
    page.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER);
    page.shows(".details .sql", "SELECT");
    page.keys(Keys.ESCAPE);
    page.gone(".details");
    page.keys("?");
    page.shows("dialog[open]", "go to the filter");
    page.keys(Keys.ESCAPE);
    page.gone("dialog[open]");
    page.keys("ga");
    page.at("#/sampling");
    page.keys("gc");
    page.at("#/compare");
  }

  /** Goes on with Tab until the focus is there, and seen. */
  private void tabTo(String selector) {
    for (int i = 0; i < 60; i++) {
      if (focused(selector)) {
        String outline =
            (String)
                page.js(
                    "const style = getComputedStyle(document.activeElement);"
                        + "return style.outlineStyle + ' ' + style.boxShadow + ' ' + document.activeElement.matches(':focus-visible')");
        assertTrue(outline.endsWith("true"), "the focus can't be seen: " + outline);
        return;
      }
      page.keys(Keys.TAB);
    }
    throw new AssertionError("no way by Tab to " + selector);
  }

  private boolean focused(String selector) {
    return (Boolean) page.js("return document.activeElement.matches(arguments[0])", selector);
  }

  @Test
  void arrowsGoThroughTheList() {
    page.open("traces");
    page.shows(".row-list [data-index='11']", "/orders/0");
    page.js("document.querySelector('.row-list a').focus()");
    page.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    page.until("the third", () -> focused("[data-index='2'] a"));
    page.keys(Keys.END);
    page.until("the last", () -> focused("[data-index='11'] a"));
    page.keys(Keys.ENTER);
    page.shows("h1", "/orders/0");
  }

  @Test
  void themesAreSwitchedAndKept() {
    page.open("status");
    String before = background();
    page.click(".header-tools button[aria-label*='heme'], .header-tools button[title*='heme']");
    page.click(".header-tools button[aria-label*='heme'], .header-tools button[title*='heme']");
    page.until(
        "a theme is kept", () -> page.js("return localStorage.getItem('roentgen.theme')") != null);
    page.theme("dark");
    String dark = background();
    page.browser.navigate().refresh();
    page.visible("h1");
    assertEquals(dark, background());
    page.theme("light");
    assertTrue(!dark.equals(background()), before);
  }

  @Test
  void theSystemsThemeHoldsWithoutAnother() {
    for (String theme : List.of("dark", "light")) {
      page.browser.command(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
      page.open("status");
      String system = background();
      page.theme(theme);
      assertEquals(system, background(), theme);
      page.js("localStorage.clear()");
    }
    page.browser.command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  private String background() {
    return (String)
        page.js("return getComputedStyle(document.documentElement).getPropertyValue('--bg')");
  }

  @Test
  void allOfThePageIsUnderAMegabyte() {
    long bytes = 0;
    for (String view :
        List.of(
            "map", "traces", "trace/" + Known.trace(start, 1), "compare", "sampling", "status")) {
      page.open(view);
      page.visible("h1");
    }
    page.browser.get("about:blank");
    page.browser.get(base);
    page.visible("[data-node]");
    for (String view :
        List.of("traces", "trace/" + Known.trace(start, 1), "compare", "sampling", "status")) {
      page.js("location.hash = '#/' + arguments[0]", view);
      page.until(view, () -> page.count("main .loading") == 0);
    }
    bytes =
        ((Number)
                page.js(
                    "return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                        + ".filter((each) => !each.name.includes('/api/'))"
                        + ".reduce((sum, each) => sum + each.decodedBodySize, 0)"))
            .longValue();
    System.out.println("page: " + bytes + " bytes");
    assertTrue(bytes > 100_000 && bytes < 1_000_000, "bytes: " + bytes);
  }
}
