package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import io.roentgen.console.sample.Hostile;
import io.roentgen.console.sample.Sender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.NoAlertPresentException;

/**
 * Documents that were written to break the page. That nothing of them ran is looked at after each
 * test.
 */
class HostileTest extends BrowserTest {

  private Hostile hostile;

  @Override
  List<String> documents() {
    hostile = new Hostile(9, start);
    return List.of(hostile.scripts());
  }

  private String trace() throws Exception {
    return json("api/traces?last=900&filter=fault")
        .getAsJsonArray("traces")
        .get(0)
        .getAsJsonObject()
        .get("id")
        .getAsString();
  }

  @Test
  void textsAreShownAsTheyAre() throws Exception {
    page.open("trace/" + trace());
    page.shows(".tl-service", Hostile.SCRIPT);
    page.click(".tl-row[aria-level='1']");
    page.shows(".details h2", Hostile.SCRIPT);
    page.shows(".details", Hostile.COMMENT);
    page.shows(".exception-message", Hostile.COMMENT + Hostile.SCRIPT);
    page.open("trace/" + trace() + "?show=documents");
    page.shows(".documents", "<img src=x onerror=window.pwned=2>");
    page.open("traces?filter=fault");
    page.shows(".row-list [data-index='0']", "window.pwned=1");
    page.open("map");
    page.click(".map-bar button", "Table");
    page.shows(".map-tables", Hostile.SCRIPT);
    assertEquals(0, page.count("main img, main svg[onload], main a[href^='javascript:']"));
    noAlert();
  }

  @Test
  void everyViewStandsThemAll() throws Exception {
    try (Sender sender = new Sender(console.daemon())) {
      sender.send(hostile.documents(), 500);
    }
    page.open("status");
    page.shows(".reason", "no JSON");
    page.open("map?last=all");
    page.visible("[data-node]");
    page.still();
    page.shot("hostile-map");
    page.open("traces?last=all");
    page.visible(".row-list [data-index='0'] a");
    page.shows(".row-list", "tomorrow");
    page.still();
    page.shot("hostile-traces");
    page.size(390, 844, true);
    page.open("traces?last=all");
    page.visible(".row-list [data-index='0'] a");
    page.still();
    page.shot("hostile-traces-390");
    assertTrue((Boolean) page.js("return document.documentElement.scrollWidth <= innerWidth"));
    page.size(1440, 900, false);
    page.open("compare");
    page.visible(".compare");
    page.keys("/");
    page.keys("annotation.");
    page.shows("#filter-list", "note");
    for (JsonElement each :
        json("api/traces?start=0&end=9999999999&limit=1000").getAsJsonArray("traces")) {
      String name = each.getAsJsonObject().get("name").getAsString();
      if (name.startsWith("wrong types") && name.hashCode() % 7 != 0) {
        continue; // a few of the many will do
      }
      String id = each.getAsJsonObject().get("id").getAsString();
      page.js("location.hash = '#/trace/' + encodeURIComponent(arguments[0])", id);
      page.until(
          "trace " + name, () -> page.count(".tl-row") > 0 && page.texts(".trace-id").contains(id));
      page.click(".tl-row[aria-level='1']");
      page.visible(".details");
      page.js(
          "document.querySelectorAll('.details details').forEach((each) => { each.open = true; })");
    }
    noAlert();
  }

  private void noAlert() {
    try {
      throw new AssertionError("alert: " + page.browser.switchTo().alert().getText());
    } catch (NoAlertPresentException e) {
      // As it should be.
    }
  }
}
