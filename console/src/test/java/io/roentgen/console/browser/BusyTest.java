package io.roentgen.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.console.sample.Sender;
import io.roentgen.console.sample.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page while two thousand documents a second arrive. */
class BusyTest extends BrowserTest {

  private static final int RATE = 2000;

  @Override
  List<String> documents() {
    return Known.documents(start);
  }

  @Test
  void showsAllThatWasSentAndStaysResponsive() throws Exception {
    List<String> documents = new Shop(6).traces(1950, start + 20, 60);
    page.open("map");
    page.shows(".map-count", "12 traces");
    page.js(Frames.COUNT);
    try (Sender sender = new Sender(console.daemon())) {
      sender.send(documents, RATE);
    }
    has(documents.size() + Known.TRACES);
    page.shows(".map-count", "1,962 traces");
    String frames = (String) page.js(Frames.TELL);
    System.out.println(documents.size() + " documents at " + RATE + "/s, frames: " + frames);
    page.open("status");
    page.shows(".big-figures", "Refused\n0");
    assertEquals(
        documents.size(),
        json("api/status").getAsJsonObject("received").get("documents").getAsInt());
  }
}
