package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.sample.Landscape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A map of sixty nodes. */
class LandscapeTest extends BrowserTest {

  @Override
  List<String> documents() {
    return Landscape.traces(4, 150, start, 200);
  }

  @Test
  void namesDoNotLieOnEachOther() {
    page.theme("dark");
    page.open("map");
    page.visible("[data-node]");
    int nodes = page.count("[data-node]");
    assertTrue(nodes >= 60, "nodes: " + nodes);
    page.still();
    page.shot("landscape-dark");
    assertEquals(List.of(), Labels.overlapping(page));
    page.theme("light");
    page.still();
    page.shot("landscape-light");
  }

  @Test
  void onAPhoneTheyDoNotEither() {
    page.size(390, 844, true);
    page.open("map");
    page.visible("[data-node]");
    page.still();
    page.shot("landscape-390");
    assertEquals(List.of(), Labels.overlapping(page));
  }

  @Test
  void itStaysWhereItIsWhenMoreArrives() {
    page.open("map");
    page.visible("[data-node]");
    String before = places();
    Landscape.traces(4, 20, start + 200, 50).forEach(this::accept);
    page.shows(".map-count", "170 traces");
    assertEquals(before, places());
  }

  private String places() {
    return String.valueOf(
        page.js(
            "return [...document.querySelectorAll('[data-node]')].map((each) =>"
                + " each.dataset.node + each.style.transform).sort().join()"));
  }
}
