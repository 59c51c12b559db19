package io.roentgen.console.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The console's page as somebody uses it. Whatever is read or clicked is waited for. */
final class Page {

  private static final Path SHOTS = Path.of("target", "screenshots");
  private static final Duration AT_MOST = Duration.ofSeconds(20);

  final Chromium browser;
  private final String base;

  Page(Chromium browser, String base) {
    this.browser = browser;
    this.base = base;
  }

  /** Loads the page anew at a route: {@code map?last=900}. */
  void open(String route) {
    browser.get("about:blank");
    browser.get(base + "#/" + route);
    visible("main h1, main .map-view");
  }

  /** Waits until it is so. */
  void until(String what, Callable<Boolean> so) {
    await(what)
        .atMost(AT_MOST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(40))
        .pollInSameThread()
        .ignoreExceptions()
        .until(so);
  }

  /** The first element that matches and can be seen. */
  WebElement visible(String selector) {
    WebElement[] found = new WebElement[1];
    until(
        selector + " is shown",
        () ->
            browser.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .peek(each -> found[0] = each)
                .findFirst()
                .isPresent());
    return found[0];
  }

  void gone(String selector) {
    until(selector + " is gone", () -> count(selector) == 0);
  }

  int count(String selector) {
    return ((Number) js("return document.querySelectorAll(arguments[0]).length", selector))
        .intValue();
  }

  /** The text of each element that matches, as it is shown. */
  @SuppressWarnings("unchecked")
  List<String> texts(String selector) {
    return (List<String>)
        js(
            "return [...document.querySelectorAll(arguments[0])]"
                + ".map(each => (each.innerText ?? each.textContent).trim())",
            selector);
  }

  /** The text of the elements that match, once it is as wanted. */
  String text(String selector, Predicate<String> wanted) {
    String[] text = {""};
    try {
      until(
          selector,
          () -> {
            text[0] = String.join("\n", texts(selector));
            return wanted.test(text[0]);
          });
    } catch (RuntimeException e) {
      throw new AssertionError(selector + " is: " + text[0], e);
    }
    return text[0];
  }

  /** Waits until the elements that match contain each of these. */
  void shows(String selector, String... parts) {
    for (String part : parts) {
      try {
        text(selector, text -> text.contains(part));
      } catch (AssertionError e) {
        throw new AssertionError("no \"" + part + "\": " + e.getMessage(), e);
      }
    }
  }

  void click(String selector) {
    until(
        "a click on " + selector,
        () -> {
          visible(selector).click();
          return true;
        });
  }

  /** Clicks the element with that text. */
  void click(String selector, String text) {
    until(
        "a click on " + text,
        () -> {
          for (WebElement each : browser.findElements(By.cssSelector(selector))) {
            if (each.isDisplayed() && each.getText().contains(text)) {
              each.click();
              return true;
            }
          }
          return false;
        });
  }

  /** Keys to whatever has the focus. */
  void keys(CharSequence... keys) {
    new Actions(browser).sendKeys(keys).perform();
  }

  /** A key while Shift is held. */
  void shift(Keys key) {
    new Actions(browser).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
  }

  void type(String selector, String text) {
    WebElement field = visible(selector);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
    field.sendKeys(text);
  }

  /** Drags inside an element, from one share of its width to another. */
  void drag(String selector, double from, double to) {
    WebElement element = visible(selector);
    int width = element.getSize().getWidth();
    new Actions(browser)
        .moveToElement(element, (int) (width * (from - 0.5)), 0)
        .clickAndHold()
        .moveToElement(element, (int) (width * ((from + to) / 2 - 0.5)), 5)
        .moveToElement(element, (int) (width * (to - 0.5)), 5)
        .release()
        .perform();
  }

  Object js(String script, Object... arguments) {
    return browser.executeScript(script, arguments);
  }

  /** The route with its parameters, decoded. */
  String route() {
    String hash = (String) js("return location.hash");
    return URLDecoder.decode(hash, StandardCharsets.UTF_8);
  }

  /** Waits until the route contains that. */
  void at(String part) {
    until("route " + part, () -> route().contains(part));
  }

  /** Width and height of the window in pixels of the page. */
  void size(int width, int height, boolean phone) {
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
  }

  /** Makes it dark or light, as its switch does. */
  void theme(String theme) {
    js(
        "localStorage.setItem('roentgen.theme', arguments[0]);"
            + "document.documentElement.dataset.theme = arguments[0]",
        theme);
  }

  /** Waits until no element is on its way to another place or colour. */
  void still() {
    until(
        "nothing moves",
        () ->
            (Boolean)
                js(
                    "return document.getAnimations().every((each) => each.playState !== 'running'"
                        + " || each.effect.getTiming().iterations === Infinity)"));
  }

  /** Keeps a picture of what is seen. */
  void shot(String name) {
    try {
      Path file = SHOTS.resolve(name + ".png");
      Files.createDirectories(file.getParent());
      Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
