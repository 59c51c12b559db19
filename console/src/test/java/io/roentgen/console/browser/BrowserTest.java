package io.roentgen.console.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.roentgen.console.Console;
import io.roentgen.console.Setup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A console with documents, open in the browser. What the page asks for is looked at each time. */
@ExtendWith(Browsing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

  /** When the documents begin; all of them lie in the page's first range. */
  final double start = Math.floor(System.currentTimeMillis() / 1000.0) - 300;

  static final HttpClient CLIENT = HttpClient.newHttpClient();

  Console console;
  String base;
  Page page;

  /** What the console has when its page is opened. */
  abstract List<String> documents() throws Exception;

  @BeforeAll
  void open(Chromium browser) throws Exception {
    Setup setup = new Setup();
    setup.page = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    setup.daemon = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    setup.version = "0.0-test";
    console = Console.start(setup);
    for (String document : documents()) {
      accept(document);
    }
    base = console.page() + "/";
    page = new Page(browser, base);
  }

  /** Hands a document over as a receiver does; null or why it was refused. */
  final String accept(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return console.accept(bytes, 0, bytes.length);
  }

  @BeforeEach
  void beginAnew() {
    page.size(1440, 900, false);
    page.browser.get(base + "page/icon.svg");
    page.js("localStorage.clear()");
    logs(LogType.PERFORMANCE);
    logs(LogType.BROWSER);
  }

  private List<LogEntry> logs(String type) {
    return page.browser.manage().logs().get(type).getAll();
  }

  /** Nothing is asked for elsewhere, and nothing went wrong that the page didn't say. */
  @AfterEach
  void nothingElsewhereAndNothingWrong() {
    List<String> elsewhere = new ArrayList<>();
    boolean any = false;
    for (LogEntry entry : logs(LogType.PERFORMANCE)) {
      JsonObject message =
          JsonParser.parseString(entry.getMessage()).getAsJsonObject().getAsJsonObject("message");
      if (message.get("method").getAsString().equals("Network.requestWillBeSent")) {
        String url =
            message.getAsJsonObject("params").getAsJsonObject("request").get("url").getAsString();
        any = true;
        if (!url.startsWith(base) && !url.matches("(data|blob|file|about|chrome):.*")) {
          elsewhere.add(url);
        }
      }
    }
    assertTrue(any, "the log of requests is empty");
    assertEquals(List.of(), elsewhere, "requests to elsewhere");
    List<String> wrong = new ArrayList<>();
    for (LogEntry entry : logs(LogType.BROWSER)) {
      // Answers 4xx are what the page is told of a wrong filter or a trace that is gone.
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()
          && !entry.getMessage().matches("(?s).*the server responded with a status of 4\\d\\d.*")) {
        wrong.add(entry.getLevel() + " " + entry.getMessage());
      }
    }
    assertEquals(List.of(), wrong, "the browser's log");
    assertNull(page.js("return window.pwned ?? null"), "a text of a document ran");
  }

  @AfterAll
  void close() {
    if (console != null) {
      console.close();
    }
  }

  /** An answer of the console's API. */
  final String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }

  final JsonObject json(String path) throws Exception {
    return JsonParser.parseString(get(path)).getAsJsonObject();
  }

  /** Waits until the console has so many documents. */
  final void has(int documents) {
    await()
        .untilAsserted(
            () ->
                assertEquals(
                    documents,
                    json("api/status").getAsJsonObject("store").get("documents").getAsInt()));
  }
}
