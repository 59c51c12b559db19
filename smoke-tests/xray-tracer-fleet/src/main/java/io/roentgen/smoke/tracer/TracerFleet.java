package io.roentgen.smoke.tracer;

import io.roentgen.smoke.Jvm;
import io.roentgen.smoke.JvmProcess;
import io.roentgen.smoke.Trace;
import io.roentgen.smoke.lambda.EventSourceMapping;
import io.roentgen.smoke.lambda.FunctionCode;
import io.roentgen.smoke.lambda.LambdaFunction;
import io.roentgen.smoke.lambda.LambdaService;
import io.roentgen.smoke.sns.SnsService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The application {@code xray-tracer}, deployed: DynamoDB Local, ElasticMQ, SNS and Lambda as far
 * as it needs them, {@code tracer-api} and six functions, each in a JVM of its own with nothing but
 * the agent. Servers and application must be built.
 */
public final class TracerFleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final int FUNCTIONS = 6;

  /** Small and quick to start, as a function of Lambda has to be. */
  private static final String[] SMALL = {
    "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"
  };

  private final Path root;
  private final Path logs;
  private final Path agent;
  private final Path javaHome;
  private final String daemon;
  private final AwsApi aws = new AwsApi();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final List<JvmProcess> traced = Collections.synchronizedList(new ArrayList<>());
  private boolean closed;
  private Path code;
  private LambdaService lambda;
  private SnsService sns;
  private Weather weather;

  /**
   * Nothing runs yet.
   *
   * @param root of the project
   * @param logs directory for the output of the processes, a file each
   * @param agent the packaged agent
   * @param javaHome of the JVM that API and functions run on
   * @param daemon host and port that segments are sent to
   */
  public TracerFleet(Path root, Path logs, Path agent, Path javaHome, String daemon) {
    this.root = root;
    this.logs = logs;
    this.agent = agent;
    this.javaHome = javaHome;
    this.daemon = daemon;
    // Without it an answer of the JDK's server waits 40 ms for the reader's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /**
   * Starts everything.
   *
   * @param steps is told what happens next
   * @return the port of the API
   * @throws IllegalStateException when a process doesn't start, with the end of its output
   */
  public int start(Consumer<String> steps) throws IOException, InterruptedException {
    steps.accept("Starting DynamoDB Local and ElasticMQ (SQS)");
    JvmProcess tables = keep(server("dynamodb", "DynamoDb").start(logs));
    JvmProcess queues = keep(server("sqs", "Sqs").start(logs));
    weather = keep(new Weather());
    lambda = keep(new LambdaService(root, logs, daemon));
    String sqs = queues.awaitReady(PATIENCE);
    sns = keep(new SnsService(lambda.url(), sqs));
    String requests = sns.createTopic("requests");
    String news = sns.createTopic("news");
    String jobs = aws.createQueue(sqs, "jobs");

    steps.accept("Starting tracer-api and six functions on Lambda's runtime interface client");
    code = FunctionCode.of(root.resolve("smoke-tests/xray-tracer"), logs.resolve("code"));
    JvmProcess api = keep(api(requests).start(logs));
    traced.add(api);
    deploy(
        function("hit-counter", "HitCounter")
            .environment("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb(tables))
            .environment("TABLE_NAME", "hits"),
        function("forecast", "Forecast")
            .options(Weather.hosts(logs))
            .environment("WEATHER_URL", weather.url()),
        function("enqueue", "Enqueue")
            .environment("AWS_ENDPOINT_URL_SQS", sqs)
            .environment("QUEUE_URL", jobs),
        function("announce", "Announce")
            .environment("AWS_ENDPOINT_URL_SNS", sns.url())
            .environment("TOPIC_ARN", news),
        function("queue-reader", "QueueReader"),
        function("topic-reader", "TopicReader"));
    for (String name : List.of("hit-counter", "forecast", "enqueue", "announce")) {
      sns.subscribe(requests, LambdaService.arn(name));
    }
    sns.subscribe(news, LambdaService.arn("topic-reader"));
    keep(new EventSourceMapping(lambda, jobs, "queue-reader"));
    return api.awaitPort(PATIENCE);
  }

  private String dynamoDb(JvmProcess tables) throws IOException, InterruptedException {
    String url = tables.awaitReady(PATIENCE);
    aws.createTable(url, "hits", "path");
    return url;
  }

  private Jvm server(String name, String mainClass) {
    Path module = root.resolve("smoke-tests/servers").resolve(name);
    return Jvm.ofModule(name, module, "io.roentgen.smoke." + name + "." + mainClass);
  }

  private Jvm api(String topic) {
    return Jvm.ofModule(
            "tracer-api", root.resolve("smoke-tests/xray-tracer"), "com.example.tracer.Api")
        .on(javaHome)
        .in(logs)
        .options(SMALL)
        .agent(agent)
        .property("roentgen.service.name", "tracer-api")
        .property("roentgen.daemon.address", daemon)
        .property("roentgen.sampling", "all")
        .environment("AWS_REGION", "us-east-1")
        .environment("AWS_ACCESS_KEY_ID", "key")
        .environment("AWS_SECRET_ACCESS_KEY", "secret")
        .environment("AWS_ENDPOINT_URL_SNS", sns.url())
        .environment("TOPIC_ARN", topic);
  }

  private LambdaFunction function(String name, String handler) {
    return new LambdaFunction(name, "com.example.tracer." + handler, code)
        .on(javaHome)
        .options(SMALL)
        .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + agent);
  }

  /** Two at a time: more of them only wait for each other. */
  private void deploy(LambdaFunction... functions) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Void>> starts = new ArrayList<>();
      for (LambdaFunction function : functions) {
        starts.add(
            () -> {
              traced.add(lambda.deploy(function).process());
              return null;
            });
      }
      for (Future<Void> start : threads.invokeAll(starts)) {
        start.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private synchronized <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    if (closed) {
      close();
      throw new IllegalStateException("stopped");
    }
    return part;
  }

  /** Whether all of a request's segments have come: the API's, and two of each function. */
  public static boolean isComplete(Trace trace) {
    return trace.segments().size() == 1 + 2 * FUNCTIONS;
  }

  /** The API and the functions, to read what the agent said in them. */
  public List<JvmProcess> traced() {
    return List.copyOf(traced);
  }

  /** Stops everything, what was started last first. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        System.err.println("Did not stop cleanly: " + e);
      }
    }
  }
}
