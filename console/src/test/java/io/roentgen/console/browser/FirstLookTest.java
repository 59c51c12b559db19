package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import io.roentgen.console.sample.Sdk;
import io.roentgen.console.sample.Sender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A console that has nothing yet, the ways in which it comes by something, and out again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstLookTest extends BrowserTest {

  @TempDir Path directory;

  @Override
  List<String> documents() {
    return List.of();
  }

  @Test
  @Order(1)
  void saysWhatToDoAndGoesOverToTheMapByItself() throws Exception {
    page.open("map");
    page.shows(".empty", "Waiting for the first trace", console.daemon(), "-javaagent");
    page.shows(".empty", "AWS_XRAY_DAEMON_ADDRESS", "doctor");
    page.open("traces");
    page.shows(".empty", "Waiting for the first trace");
    page.shot("empty-traces");
    page.open("map");
    page.visible(".empty");
    try (Sender sender = new Sender(console.daemon())) {
      sender.send(Known.documents(start), 1000);
    }
    page.visible("[data-node][aria-label^='shop ']");
    page.shows(".map-count", "12 traces");
  }

  @Test
  @Order(2)
  void refusedDatagramsAreToldOnTheStatusPage() throws Exception {
    try (Sender sender = new Sender(console.daemon())) {
      sender.send("{");
      sender.send("{\"name\":\"nothing else\"}");
    }
    page.open("status");
    page.shows(".big-figures", "Refused\n2", "Documents\n12", "Datagrams\n14");
    page.shows(".reason", "no JSON");
  }

  @Test
  @Order(3)
  void importsAFile() throws Exception {
    Path file = directory.resolve("documents.jsonl");
    Files.writeString(file, String.join("\n", Known.documents(start - 500)) + "\nno document\n");
    page.open("status");
    page.visible(".import");
    page.browser.findElement(By.cssSelector(".import input")).sendKeys(file.toString());
    page.shows(".import", "12 documents imported, 1 line refused", "no JSON");
    page.open("map");
    page.shows(".map-count", "24 traces");
  }

  @Test
  @Order(4)
  void documentsOfTheRealSdkAreShown() throws Exception {
    for (String document : Sdk.documents()) {
      assertEquals(null, accept(document));
    }
    page.open("traces?last=all");
    // Two of them belong to one trace.
    page.shows(".traces-count", String.valueOf(24 + 15));
    // When they were recorded.
    for (JsonElement trace :
        json("api/traces?start=1795310000&end=1795311000").getAsJsonArray("traces")) {
      String id = trace.getAsJsonObject().get("id").getAsString();
      page.js("location.hash = '#/trace/' + arguments[0]", id);
      page.until(id, () -> page.texts(".trace-id").contains(id) && page.count(".tl-row") > 0);
    }
  }

  @Test
  @Order(5)
  void allIsRemovedIfSomebodyInsists() {
    page.open("status");
    page.click("button", "Remove all traces");
    page.shows("dialog[open]", "Remove 39 traces?");
    page.click("dialog[open] button", "Keep them");
    page.shows(".bound", "Traces\n39");
    page.click("button", "Remove all traces");
    page.click("dialog[open] button", "Remove them");
    page.shows(".bound", "Traces\n0");
    page.open("map");
    page.shows(".empty", "They were removed since");
    assertTrue(page.count("[data-node]") == 0);
  }
}
