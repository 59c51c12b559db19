package io.roentgen.console.browser;

import java.io.File;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.ChromiumDriver;
import org.openqa.selenium.chromium.ChromiumDriverCommandExecutor;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpMethod;

/**
 * The Chromium or Chrome of this system, without a window. Selenium's own ChromeDriver asks its
 * manager for a driver even if it was given one; this one needs no manager.
 */
final class Chromium extends ChromiumDriver implements AutoCloseable {

  private static final File BROWSER =
      find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final File DRIVER = find("chromedriver", "chromium.chromedriver");

  private static final String CDP = "executeCdpCommand";

  private Chromium(ChromeDriverService service, ChromeOptions options) {
    super(
        new ChromiumDriverCommandExecutor(
            service,
            Map.of(CDP, new CommandInfo("session/:sessionId/goog/cdp/execute", HttpMethod.POST)),
            ClientConfig.defaultConfig()),
        options,
        ChromeOptions.CAPABILITY);
  }

  /** What to install, or null if it is there. */
  static String missing() {
    return BROWSER != null && DRIVER != null
        ? null
        : "no " + (BROWSER == null ? "Chromium or Chrome" : "chromedriver") + " on the PATH";
  }

  private static File find(String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(names)
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(in -> new File(in, name)))
        .filter(File::canExecute)
        .findFirst()
        .orElse(null);
  }

  static Chromium start() {
    // It warns that it knows no protocol bindings of this browser's version; none are used.
    Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER);
    options.setCapability("goog:loggingPrefs", logs);
    options.setExperimentalOption(
        "perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
    options.addArguments(
        "--headless=new",
        "--window-size=1440,900",
        "--lang=en",
        "--force-color-profile=srgb",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Containers have neither the privileges nor the shared memory that it would like.
        "--no-sandbox",
        "--disable-dev-shm-usage");
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
    return new Chromium(service, options);
  }

  /** A command of the DevTools protocol. */
  void command(String name, Map<String, Object> parameters) {
    execute(CDP, Map.of("cmd", name, "params", parameters));
  }

  @Override
  public void close() {
    quit();
  }
}
