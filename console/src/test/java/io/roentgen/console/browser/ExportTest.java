package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.sample.Hostile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported trace, opened as a file while there is no network. */
class ExportTest extends BrowserTest {

  @TempDir Path directory;

  @Override
  List<String> documents() {
    List<String> documents = new ArrayList<>(Known.documents(start));
    documents.add(new Hostile(1, start).scripts());
    return documents;
  }

  private void offline(boolean offline) {
    page.browser.command("Network.enable", Map.of());
    page.browser.command(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  @AfterEach
  void goOnline() {
    offline(false);
  }

  private void openFile(String trace) throws Exception {
    Path file = directory.resolve(trace + ".html");
    Files.writeString(file, get("api/trace/" + trace + "/export"));
    offline(true);
    page.browser.get(file.toUri().toString());
    page.visible("[role=treegrid]");
  }

  @Test
  void theLinkDownloadsIt() {
    page.open("trace/" + Known.trace(start, 11));
    String link = page.visible("a[download$='.html']").getAttribute("href");
    assertTrue(link.endsWith("/api/trace/" + Known.trace(start, 11) + "/export"), link);
  }

  @Test
  void hasAllOfTheTrace() throws Exception {
    openFile(Known.trace(start, 11));
    page.shows("h1", "/orders/11");
    assertEquals(4, page.count(".tl-row"));
    page.click(".tl-row", "shop@db");
    page.shows(".details .sql", "SELECT");
    page.click(".tl-row", "orders/11");
    page.shows(".details .exception-message", "no order without payment");
    page.click(".trace-actions a", "Documents");
    page.shows(".documents", "\"trace_id\": \"" + Known.trace(start, 11) + "\"");
    page.shows(".trace-export", "Exported", "0.0-test");
    page.browser.navigate().back();
    page.shows(".details .exception-message", "no order without payment");
    page.theme("dark");
    page.still();
    page.shot("export-dark");
    assertEquals(List.of(), Audit.violations(page));
  }

  @Test
  void scriptsOfDocumentsDoNotRun() throws Exception {
    String document = documents().get(Known.TRACES);
    openFile(document.replaceAll(".*\"trace_id\":\"([^\"]+)\".*", "$1"));
    page.shows(".tl-service", Hostile.SCRIPT);
    page.click(".tl-row[aria-level='1']");
    page.shows(".details", Hostile.COMMENT);
    page.js("return 1");
  }
}
