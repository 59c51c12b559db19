package io.roentgen.console.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.roentgen.console.sample.Sender;
import io.roentgen.console.sample.Shop;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged console under load, with its map open in a browser: {@code Load ROENTGEN.JAR
 * [SECONDS [RATE [JAVA-OPTION..]]]}. Run by hand; it says what was sent, received and dropped, how
 * the page's frames came, and what memory the console took.
 */
final class Load {

  private static final Pattern WELCOME =
      Pattern.compile("The console is at (\\S+) and receives at (\\S+), .*");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String page;
  private final Process process;

  private Load(Process process, String page) {
    this.process = process;
    this.page = page.endsWith("/") ? page : page + "/";
  }

  /** Takes a jar, seconds and documents a second. */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    int rate = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2000;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments).subList(Math.min(3, arguments.length), arguments.length));
    command.addAll(
        List.of(
            "-jar", arguments[0], "console", "--http", "127.0.0.1:0", "--daemon", "127.0.0.1:0"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Matcher welcome = WELCOME.matcher(out.readLine());
      if (!welcome.matches()) {
        throw new IllegalStateException("no console");
      }
      new Load(process, welcome.group(1)).run(welcome.group(2), seconds, rate);
    } finally {
      process.destroy();
    }
  }

  private void run(String daemon, int seconds, int rate) throws Exception {
    try (Chromium browser = Chromium.start();
        Sender sender = new Sender(daemon)) {
      sender.send(new Shop(1).trace(System.currentTimeMillis() / 1000.0 - 1).get(0));
      browser.get(page + "#/map");
      Thread.sleep(3000);
      browser.executeScript(Frames.COUNT);
      int sent = 1;
      Shop shop = new Shop(2);
      long began = System.nanoTime();
      for (int second = 0; second < seconds; second++) {
        List<String> documents = new ArrayList<>();
        while (documents.size() < rate) {
          documents.addAll(shop.trace(System.currentTimeMillis() / 1000.0));
        }
        documents = documents.subList(0, rate);
        sender.send(documents, rate);
        sent += documents.size();
        long left = began + (second + 1) * 1_000_000_000L - System.nanoTime();
        if (left > 0) {
          Thread.sleep(left / 1_000_000);
        }
      }
      double took = (System.nanoTime() - began) / 1e9;
      String frames = (String) browser.executeScript(Frames.TELL);
      Thread.sleep(2000);
      tell(sent, took, frames);
    }
  }

  private void tell(int sent, double took, String frames) throws Exception {
    System.out.printf("sent %d in %.1f s%n", sent, took);
    System.out.println("frames " + frames);
    HttpRequest request = HttpRequest.newBuilder(URI.create(page + "api/status")).build();
    JsonObject status =
        JsonParser.parseString(CLIENT.send(request, BodyHandlers.ofString()).body())
            .getAsJsonObject();
    JsonObject received = status.getAsJsonObject("received");
    JsonObject store = status.getAsJsonObject("store");
    System.out.println("received " + received);
    System.out.println("store " + store);
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmHWM") || line.startsWith("VmRSS")) {
        System.out.println(line);
      }
    }
  }
}
