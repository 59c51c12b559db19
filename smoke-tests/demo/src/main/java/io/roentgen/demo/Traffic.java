package io.roentgen.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Requests to the shop, as its customers send them. */
final class Traffic {
  private record Visit(String method, String path, String form, int segments) {}

  private static final String TWO_LINES = "customer=ada%40example.com&sku=pen&sku=ink";

  /** With the number of segments each leaves: front end, catalog, worker. */
  private static final List<Visit> TOUR =
      List.of(
          new Visit("POST", "/orders", TWO_LINES, 3),
          new Visit("GET", "/orders/1", null, 3),
          new Visit("GET", "/slow", null, 2),
          new Visit("GET", "/fail", null, 1),
          new Visit("GET", "/missing", null, 2));

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  Traffic(int port) {
    this.port = port;
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** One request of each kind; returns how many segments they leave. */
  int tour(Consumer<String> tell) throws IOException, InterruptedException {
    int segments = 0;
    for (Visit visit : TOUR) {
      segments += send(visit, tell);
    }
    return segments;
  }

  /** A request of some kind; returns how many segments it leaves. */
  int any(Random random, Consumer<String> tell) throws IOException, InterruptedException {
    return send(TOUR.get(random.nextInt(TOUR.size())), tell);
  }

  private int send(Visit visit, Consumer<String> tell) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + visit.path()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(
                visit.method(),
                visit.form() == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(visit.form()));
    int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    tell.accept(visit.method() + " " + visit.path() + "  " + status);
    return visit.segments();
  }
}
