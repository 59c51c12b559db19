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

  private static final String COUNT_FRAMES =
      """
      window.frames_ = [];
      let last = performance.now();
      const next = (now) => {
        frames_.push(now - last);
        last = now;
        window.measuring && requestAnimationFrame(next);
      };
      window.measuring = true;
      requestAnimationFrame(next);
      """;

  @Test
  void showsAllThatWasSentAndStaysResponsive() throws Exception {
    List<String> documents = new Shop(6).traces(1950, start + 20, 60);
    page.open("map");
    page.shows(".map-count", "12 traces");
    page.js(COUNT_FRAMES);
    try (Sender sender = new Sender(console.daemon())) {
      sender.send(documents, RATE);
    }
    has(documents.size() + Known.TRACES);
    page.shows(".map-count", "1,962 traces");
    System.out.println(
        documents.size() + " documents at " + RATE + "/s; frames: " + page.js(
            """
            window.measuring = false;
            const all = frames_.slice().sort((a, b) => a - b);
            const at = (share) => all[Math.floor(share * (all.length - 1))].toFixed(1);
            return `${all.length}, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
            """));
    page.open("status");
    page.shows(".big-figures", "Refused\n0");
    assertEquals(
        documents.size(),
        json("api/status").getAsJsonObject("received").get("documents").getAsInt());
  }
}
