package io.roentgen.demo;

import io.roentgen.smoke.DocumentCollector;
import io.roentgen.smoke.Jvm;
import io.roentgen.smoke.ShopFleet;
import java.io.IOException;
import java.util.Random;

/** A shop of three JVMs on PostgreSQL, DynamoDB and SQS. */
final class ShopDemo {
  private final Stage stage;

  ShopDemo(Stage stage) {
    this.stage = stage;
  }

  int run(boolean keep) throws IOException, InterruptedException {
    try (DocumentCollector collector = stage.receive();
        ShopFleet fleet =
            new ShopFleet(stage.root, stage.directory, jvm -> trace(jvm, collector))) {
      stage.stopAtExit(fleet);
      Traffic traffic = new Traffic(fleet.start(stage::step));

      stage.out.println("    each with -javaagent:" + stage.shorter(stage.agent));
      stage.step("Sending requests");
      int sent = traffic.tour(line -> stage.out.println("    " + line));
      boolean complete = stage.show(collector, traces -> traces.segments() >= sent);
      stage.summary(collector.traces());
      stage.page(keep, "The shop is at " + traffic.address());
      if (keep) {
        keepGoing(collector, traffic);
      }
      stage.step("Stopping everything");
      return complete ? 0 : 1;
    }
  }

  /** All it takes: the agent. The properties only bring every request's documents to us. */
  private void trace(Jvm jvm, DocumentCollector collector) {
    jvm.agent(stage.agent)
        .property("roentgen.service.name", jvm.name())
        .property("roentgen.daemon.address", collector.address())
        .property("roentgen.sampling", "all");
  }

  private void keepGoing(DocumentCollector collector, Traffic traffic)
      throws IOException, InterruptedException {
    Random random = new Random();
    while (true) {
      Thread.sleep(Stage.PAUSE_MILLISECONDS);
      collector.clear();
      int segments = traffic.any(random, line -> stage.step(line));
      stage.show(collector, traces -> traces.segments() >= segments);
    }
  }
}
