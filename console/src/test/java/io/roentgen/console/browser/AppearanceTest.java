package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.sample.Shop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view in both themes and on a phone: its picture, its accessibility, its width. */
class AppearanceTest extends BrowserTest {

  @Override
  List<String> documents() {
    List<String> documents = new ArrayList<>(new Shop(5).traces(220, start - 200, 480));
    documents.addAll(Known.documents(start));
    return documents;
  }

  private record View(String name, String route, String ready) {
    @Override
    public String toString() {
      return name;
    }
  }

  Stream<View> views() {
    String trace = Known.trace(start, 11);
    String ranges =
        String.format("a=%.0f-%.0f&b=%.0f-%.0f", start - 200, start, start, start + 280);
    return Stream.of(
        new View("map", "map", ".tags"),
        new View("map-node", "map?node=" + nodeId("shop-orders"), ".side-panel .histogram"),
        new View("traces", "traces", ".row-request"),
        new View("traces-filter", "traces?filter=fault", ".row-request"),
        new View("traces-by-url", "traces?by=url", "main table, main ol, main ul"),
        new View("trace", "trace/" + slowest(), ".tl-row"),
        new View("trace-details", "trace/" + trace + "?row=" + Known.segment(11), ".exception"),
        new View("trace-sql", "trace/" + trace + "?row=" + Known.call(16 * 11 + 1), ".sql"),
        new View("trace-documents", "trace/" + trace + "?show=documents", ".document-lines"),
        new View("compare", "compare?" + ranges, ".compare-table"),
        new View("sampling", "sampling", ".rules"),
        new View("sampling-rule", "sampling?rule=Default", ".rule-form"),
        new View("status", "status", ".status-grid"));
  }

  private String nodeId(String name) {
    try {
      for (var node : json("api/map?last=900").getAsJsonArray("nodes")) {
        if (node.getAsJsonObject().get("name").getAsString().equals(name)) {
          return URLEncoder.encode(
              node.getAsJsonObject().get("id").getAsString(), StandardCharsets.UTF_8);
        }
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("no node " + name);
  }

  private String slowest() {
    try {
      return json("api/traces?last=900&sort=slowest&limit=1")
          .getAsJsonArray("traces")
          .get(0)
          .getAsJsonObject()
          .get("id")
          .getAsString();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("views")
  void isSeenByEverybody(View view) {
    List<String> violations = new ArrayList<>();
    for (int width : List.of(1440, 390)) {
      page.size(width, width == 390 ? 844 : 900, width == 390);
      page.open(view.route);
      page.visible(view.ready);
      for (String theme : List.of("dark", "light")) {
        page.theme(theme);
        look(view, theme + "-" + width, violations);
      }
      assertEquals(List.of(), wider(), "what makes " + view.name + " scroll sideways");
    }
    assertEquals(List.of(), violations, view.name);
  }

  @Test
  void theAuditFindsWhatIsWrong() {
    page.open("status");
    page.js(
        "const image = document.createElement('img'); image.src = '/page/icon.svg';"
            + "document.querySelector('main').append(image)");
    List<String> violations = Audit.violations(page);
    assertEquals(1, violations.size(), violations.toString());
    assertTrue(violations.get(0).startsWith("image-alt"), violations.get(0));
  }

  private void look(View view, String how, List<String> violations) {
    page.still();
    page.shot(view.name + "-" + how);
    Audit.violations(page).forEach(each -> violations.add(how + " " + each));
  }

  /** Elements that stick out of the page to the right, if it is wider than the window. */
  @SuppressWarnings("unchecked")
  private List<String> wider() {
    return (List<String>)
        page.js(
            """
            if (document.documentElement.scrollWidth <= innerWidth) return [];
            return [...document.querySelectorAll('body *')]
              .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
              .map((each) => each.tagName + '.' + each.getAttribute('class')).slice(0, 8);
            """);
  }
}
