package io.roentgen.demo;

import io.roentgen.smoke.DocumentCollector;
import io.roentgen.smoke.tracer.TracerFleet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** The serverless pattern "The X-Ray Tracer": an API, two topics, a queue and six functions. */
final class TracerDemo {
  private static final int REQUESTS = 3;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stage stage;

  TracerDemo(Stage stage) {
    this.stage = stage;
  }

  int run(boolean keep) throws IOException, InterruptedException {
    Path javaHome = Path.of(System.getProperty("java.home"));
    try (DocumentCollector collector = stage.receive();
        TracerFleet fleet =
            new TracerFleet(
                stage.root, stage.directory, stage.agent, javaHome, collector.address())) {
      stage.stopAtExit(fleet);
      String api = "http://127.0.0.1:" + fleet.start(stage::step) + "/hello";

      stage.out.println("    each with -javaagent:" + stage.shorter(stage.agent));
      stage.step("Sending requests; weather.example, another company's service, fails at times");
      boolean complete = true;
      for (int i = 1; i <= REQUESTS; i++) {
        complete &= get(collector, api, i);
      }
      boolean shown = stage.show(collector, traces -> traces.all().size() == REQUESTS);
      stage.step("Their trace map: what each saw of whom it called");
      stage.out.println();
      stage.map(collector.traces());
      stage.summary(collector.traces());
      stage.page(keep, "The API is at " + api);
      if (keep) {
        keepGoing(collector, api);
      }
      stage.step("Stopping everything");
      return complete && shown ? 0 : 1;
    }
  }

  /** Sends one and waits until it has gone through all functions. */
  private boolean get(DocumentCollector collector, String api, int request)
      throws IOException, InterruptedException {
    HttpRequest get = HttpRequest.newBuilder(URI.create(api)).build();
    int status = http.send(get, HttpResponse.BodyHandlers.discarding()).statusCode();
    stage.out.println("    GET /hello  " + status);
    return Stage.await(
            collector,
            traces -> traces.all().stream().filter(TracerFleet::isComplete).count() >= request)
        .all()
        .stream()
        .allMatch(TracerFleet::isComplete);
  }

  private void keepGoing(DocumentCollector collector, String api)
      throws IOException, InterruptedException {
    while (true) {
      Thread.sleep(Stage.PAUSE_MILLISECONDS);
      collector.clear();
      get(collector, api, 1);
      stage.show(collector, traces -> !traces.all().isEmpty());
      stage.map(collector.traces());
    }
  }
}
