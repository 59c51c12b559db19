package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.sample.Batch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** One trace: its rows, what is known of each, and two thousand of them. */
class TraceViewTest extends BrowserTest {

  private String batch;

  @Override
  List<String> documents() {
    List<String> documents = new ArrayList<>(Known.documents(start));
    List<String> trace = Batch.trace(3, start);
    batch = trace.get(0).replaceAll(".*\"trace_id\":\"([^\"]+)\".*", "$1");
    documents.addAll(trace);
    return documents;
  }

  private void open(int i, String row) {
    page.open("trace/" + Known.trace(start, i) + (row == null ? "" : "?row=" + row));
    page.visible("[role=treegrid]");
  }

  @Test
  void rowsAreThoseOfTheDocument() {
    open(11, null);
    page.shows("h1", "GET", "/orders/11");
    page.shows(".trace-figures", "120 ms", "500", "bob", "1 service, 4 rows");
    assertEquals(4, page.count(".tl-row"));
    List<String> rows = page.texts(".tl-row .tl-service");
    assertEquals(List.of("shop", "DynamoDB", "shop@db", "api.bank.example"), rows);
    page.shows(".tl-row:nth-of-type(n)", "POST", "503");
    assertEquals(4, page.count(".trace-map [data-node]:not([aria-label^=Clients])"));
    page.shows(".costs", "api.bank.example");
  }

  @Test
  void anExceptionHasItsStackAndCause() {
    open(11, Known.segment(11));
    page.shows(".details .exception h4", "com.example.shop.OrderException", "java.io.IOException");
    page.shows(".exception-message", "no order without payment", "bank hung up");
    page.shows(".stack", "com.example.shop.Orders.place", "Orders.java:42", "Bank.java:7");
    page.shows(".exceptions", "Caused by", "/srv/shop");
  }

  @Test
  void annotationsMetadataAndHttpOfASegment() {
    open(3, Known.segment(3));
    page.shows(".details", "tier", "gold", "items", "203.0.113.9", "curl/8", "POST");
    page.shows(".details", "https://shop.example.com/orders/3");
    page.shows(".details .json", "cart", "sku", "pen-3");
    page.click(".details .json-twist[aria-expanded=false]", "deep");
    page.click(".details .json-twist[aria-expanded=false]", "{1}");
    page.shows(".details .json", "metadata-leaf");
    page.shows(".details", "ECS", "AWS::ECS::Container", Known.segment(3));
    page.click(".details .section summary", "Raw");
    page.shows(".details .raw pre", "\"user\": \"bob\"");
    page.click(".details .facts a.filter-by");
    page.at("#/traces?filter=");
  }

  @Test
  void sqlOfACall() {
    open(3, Known.call(16 * 3 + 1));
    page.shows(".details h2", "shop@db");
    String shown = page.text(".details .sql code", text -> text.contains("FROM"));
    assertEquals(Known.SQL, shown.replaceAll("\\s+", " ").trim());
    page.shows(".details", "PostgreSQL", "jdbc:postgresql://db/shop", "reader", "2 ms");
  }

  @Test
  void awsFieldsOfACall() {
    open(3, Known.call(16 * 3));
    page.shows(".details", "GetItem", "table name", "orders", "eu-west-1", "REQ3");
  }

  @Test
  void aClickOpensDetailsAndEscapeClosesThem() {
    open(3, null);
    page.click(".tl-row", "api.bank.example");
    page.at("row=" + Known.call(16 * 3 + 2));
    page.shows(".details", "https://api.bank.example/v1/charges", "201");
    page.keys(Keys.ESCAPE);
    page.gone(".details");
    assertTrue(!page.route().contains("row="), page.route());
  }

  @Test
  void documentsAreShownAndSearched() {
    open(11, null);
    page.click(".trace-actions a", "Documents");
    page.at("show=documents");
    page.shows(".documents", "\"trace_id\": \"" + Known.trace(start, 11) + "\"");
    page.type(".documents input", "bank hung up");
    page.shows(".tl-count", "1 of 1");
  }

  @Test
  void previousAndNextGoThroughTheList() {
    open(5, null);
    page.click("[aria-label='Previous trace']");
    page.at(Known.trace(start, 6));
    page.shows("h1", "/orders/6");
    page.click("[aria-label='Next trace']");
    page.at(Known.trace(start, 5));
  }

  @Test
  void aTraceThatIsNotThere() {
    page.open("trace/1-00000000-000000000000000000000000");
    page.shows("main", "There is no trace");
  }

  @Test
  void twoThousandSubsegmentsScroll() {
    page.open("trace/" + batch);
    page.visible("[role=treegrid]");
    page.shows(".trace-figures", "2,001 rows");
    page.click("button", "Fold repeats");
    String rows = String.valueOf(Batch.SUBSEGMENTS + 2);
    page.until(
        "all rows",
        () -> rows.equals(page.visible("[role=treegrid]").getAttribute("aria-rowcount")));
    assertTrue(page.count(".tl-row") < 200, "in the page: " + page.count(".tl-row"));
    page.js("document.querySelector('[role=treegrid]').focus({preventScroll: true})");
    page.keys(Keys.END);
    page.visible(".tl-row[aria-rowindex='" + rows + "']");
    page.visible(".tl-row[aria-rowindex='" + rows + "'].is-active");
    page.keys(Keys.HOME);
    page.visible(".tl-row[aria-rowindex='2'].is-active");
    page.shows(".tl-row.is-active", "nightly-import");
    page.js("scrollTo(0, document.documentElement.scrollHeight / 2)");
    page.until(
        "rows of the middle",
        () ->
            page.js(
                    "return [...document.querySelectorAll('.tl-row')].map(e => +e.ariaRowIndex)"
                        + ".some(i => i > 800 && i < 1200)")
                .equals(true));
    page.shot("trace-2000-middle");
  }
}
