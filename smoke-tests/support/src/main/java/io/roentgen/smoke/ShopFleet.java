package io.roentgen.smoke;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The shop and what it needs: PostgreSQL, DynamoDB Local, ElasticMQ, and the three JVMs {@code
 * shop-catalog}, {@code shop-frontend} and {@code shop-worker}. Servers and shop must be built.
 */
public final class ShopFleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path smokeTests;
  private final Path logs;
  private final Consumer<Jvm> traced;
  private final Deque<JvmProcess> running = new ArrayDeque<>();
  private boolean closed;

  /**
   * Nothing runs yet.
   *
   * @param root of the project
   * @param logs directory for the output of the processes, a file each
   * @param traced adds to each JVM of the shop: the agent, its properties, another Java home
   */
  public ShopFleet(Path root, Path logs, Consumer<Jvm> traced) {
    this.smokeTests = root.resolve("smoke-tests");
    this.logs = logs;
    this.traced = traced;
  }

  /**
   * Starts everything.
   *
   * @param steps is told what happens next
   * @return the port of the front end
   * @throws IllegalStateException when a process doesn't start, with the end of its output
   */
  public int start(Consumer<String> steps) throws IOException, InterruptedException {
    steps.accept("Starting PostgreSQL, DynamoDB Local and ElasticMQ (SQS)");
    JvmProcess postgres = server("postgres", "Postgres");
    JvmProcess dynamoDb = server("dynamodb", "DynamoDb");
    JvmProcess sqs = server("sqs", "Sqs");
    String database = postgres.awaitReady(PATIENCE);
    String tables = dynamoDb.awaitReady(PATIENCE);
    String queues = sqs.awaitReady(PATIENCE);

    steps.accept("Starting the shop: shop-catalog, shop-frontend, shop-worker");
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
    JvmProcess worker =
        launch(
            shop("shop-worker", "Worker")
                .property("shop.database", database)
                .property("shop.sqs", queues)
                .property("shop.catalog", catalogUrl));
    int port = frontend.awaitPort(PATIENCE);
    worker.awaitReady(PATIENCE);
    return port;
  }

  private JvmProcess server(String name, String mainClass) throws IOException {
    Path module = smokeTests.resolve("servers").resolve(name);
    return launch(Jvm.ofModule(name, module, "io.roentgen.smoke." + name + "." + mainClass));
  }

  private Jvm shop(String name, String mainClass) {
    Jvm jvm = Jvm.ofModule(name, smokeTests.resolve("shop"), "com.example.shop." + mainClass);
    traced.accept(jvm);
    return jvm;
  }

  private synchronized JvmProcess launch(Jvm jvm) throws IOException {
    if (closed) {
      throw new IllegalStateException("stopped");
    }
    JvmProcess process = jvm.start(logs);
    running.push(process);
    return process;
  }

  /** A process by its name, to read its output or stop it alone; null if there is none. */
  public synchronized JvmProcess process(String name) {
    return running.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
  }

  /** Stops them, the last one first, so that no server goes while the shop still needs it. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
