package io.roentgen.smoke.tracer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Another company's service, known to the functions as {@code weather.example}: two of five
 * requests fail, in an order that looks random and is the same in every run.
 */
final class Weather implements AutoCloseable {
  private static final String HOST = "weather.example";
  private static final long SEED = 9;
  private static final int OF = 5;
  private static final int FAIL = 2;

  private final Random random = new Random(SEED);
  private final HttpServer server;

  Weather() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean fails = random.nextInt(OF) < FAIL;
    byte[] body = (fails ? "try later" : "sunny").getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(fails ? 503 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  String url() {
    return "http://" + HOST + ":" + server.getAddress().getPort() + "/today";
  }

  /** An option for JVMs that are to find it by its name. */
  static String hosts(Path directory) throws IOException {
    Path file = directory.resolve("hosts");
    Files.writeString(file, "127.0.0.1 " + HOST + "\n");
    return "-Djdk.net.hosts.file=" + file;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
