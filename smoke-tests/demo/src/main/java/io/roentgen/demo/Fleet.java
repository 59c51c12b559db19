package io.roentgen.demo;

import io.roentgen.smoke.Jvm;
import io.roentgen.smoke.JvmProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The processes of the demo: three servers and the three JVMs of the shop. */
final class Fleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path smokeTests;
  private final Path logs;
  private final Path agent;
  private final String daemon;
  private final Consumer<String> steps;
  private final Deque<JvmProcess> running = new ArrayDeque<>();
  private boolean closed;

  Fleet(Path root, Path logs, Path agent, String daemon, Consumer<String> steps) {
    this.smokeTests = root.resolve("smoke-tests");
    this.logs = logs;
    this.agent = agent;
    this.daemon = daemon;
    this.steps = steps;
  }

  /** Starts everything; returns the port of the shop's front end. */
  int start() throws IOException, InterruptedException {
    steps.accept("Starting PostgreSQL, DynamoDB Local and ElasticMQ (SQS)");
    JvmProcess postgres = server("postgres", "Postgres");
    JvmProcess dynamoDb = server("dynamodb", "DynamoDb");
    JvmProcess sqs = server("sqs", "Sqs");
    String database = postgres.awaitReady(PATIENCE);
    String tables = dynamoDb.awaitReady(PATIENCE);
    String queues = sqs.awaitReady(PATIENCE);

    steps.accept("Starting the shop: three JVMs with -javaagent:" + agent.getFileName());
    int catalog =
        launch(shop("shop-catalog", "Catalog").property("shop.dynamodb", tables))
            .awaitPort(PATIENCE);
    String catalogUrl = "http://127.0.0.1:" + catalog;
    JvmProcess frontend =
        launch(
            shop("shop-frontend", "ShopFrontend")
                .property("shop.database", database)
                .property("shop.dynamodb", tables)
                .property("shop.sqs", queues)
                .property("shop.catalog", catalogUrl));
    int port = frontend.awaitPort(PATIENCE);
    launch(
            shop("shop-worker", "Worker")
                .property("shop.database", database)
                .property("shop.sqs", queues)
                .property("shop.catalog", catalogUrl))
        .awaitReady(PATIENCE);
    return port;
  }

  private JvmProcess server(String name, String mainClass) throws IOException {
    Path module = smokeTests.resolve("servers").resolve(name);
    return launch(Jvm.ofModule(name, module, "io.roentgen.smoke." + name + "." + mainClass));
  }

  private Jvm shop(String name, String mainClass) {
    return Jvm.ofModule(name, smokeTests.resolve("shop"), "com.example.shop." + mainClass)
        .agent(agent)
        .property("roentgen.service.name", name)
        .property("roentgen.daemon.address", daemon)
        .property("roentgen.sampling", "all");
  }

  private synchronized JvmProcess launch(Jvm jvm) throws IOException {
    if (closed) {
      throw new IllegalStateException("stopped");
    }
    JvmProcess process = jvm.start(logs);
    running.push(process);
    return process;
  }

  /** Stops them, the last one first. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
