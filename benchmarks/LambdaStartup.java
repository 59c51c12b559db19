import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What an agent adds to the cold start of a Lambda function that does nothing: from the start of the
 * process on the real runtime interface client until its first answer is there, as CPU of the
 * process, user and system, and as time passed. The JVM's options are those of Lambda's managed
 * runtimes. Runs are interleaved, and ratios round by round are what counts.
 *
 * <pre>
 *   mvn -q -B -DskipTests package
 *   java benchmarks/LambdaStartup.java [--rounds 10] [--java home] [--handler class]
 *       [--agent name=-javaagent:other.jar]...
 * </pre>
 */
public final class LambdaStartup {

  private static final Path RUNTIME = Path.of("smoke-tests/servers/lambda/target/runtime/2.9.0");
  private static final Path CODE = Path.of("smoke-tests/lambda-app/target/classes");
  private static final List<String> MANAGED =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx445m",
          // Else the client unpacks it to a place that all processes share.
          "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
              + absolute(RUNTIME + "/jni/libaws-lambda-jni.linux-x86_64.so"));

  private record Run(double cpuMillis, double wallMillis) {}

  private static String java = System.getProperty("java.home");
  private static String handler = "com.example.lambda.Bare";
  private static volatile CompletableFuture<Void> answered;

  public static void main(String[] args) throws Exception {
    int rounds = 10;
    Map<String, List<String>> variants = new LinkedHashMap<>();
    variants.put("none", List.of());
    variants.put("roentgen", List.of("-javaagent:" + absolute("agent/target/roentgen.jar")));
    for (int i = 0; i < args.length; i += 2) {
      String value = args[i + 1];
      switch (args[i]) {
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--java" -> java = value;
        case "--handler" -> handler = value;
        default -> {
          int equals = value.indexOf('=');
          variants.put(value.substring(0, equals), List.of(value.substring(equals + 1).split(" ")));
        }
      }
    }
    HttpServer api = runtimeApi();
    String address = "127.0.0.1:" + api.getAddress().getPort();
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
        Run run = run(variant.getValue(), address);
        // The first round fills the file cache.
        if (round > 0) {
          runs.computeIfAbsent(variant.getKey(), key -> new ArrayList<>()).add(run);
        }
      }
    }
    api.stop(0);
    report(runs);
  }

  private static void report(Map<String, List<Run>> runs) {
    List<Run> none = runs.get("none");
    runs.forEach(
        (name, own) -> {
          List<Double> cpu = new ArrayList<>();
          List<Double> wall = new ArrayList<>();
          for (int i = 0; i < own.size(); i++) {
            cpu.add(own.get(i).cpuMillis() / none.get(i).cpuMillis());
            wall.add(own.get(i).wallMillis() / none.get(i).wallMillis());
          }
          System.out.printf(
              "%-12s CPU %5.0f ms, x %.3f   wall %5.0f ms, x %.3f%n",
              name,
              median(own.stream().map(Run::cpuMillis).toList()),
              median(cpu),
              median(own.stream().map(Run::wallMillis).toList()),
              median(wall));
        });
  }

  private static Run run(List<String> options, String address) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(java, "bin", "java").toString());
    command.addAll(MANAGED);
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            absolute(RUNTIME.toString()) + File.separator + "*",
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            handler));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(CODE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", address);
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "bare");
    builder.environment().put("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:9");
    answered = new CompletableFuture<>();
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      answered.get(60, TimeUnit.SECONDS);
      double wall = (System.nanoTime() - start) / 1e6;
      return new Run(cpuMillis(process.pid()), wall);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** To the nanosecond where Linux has it, else to its clock tick. */
  private static double cpuMillis(long pid) throws IOException {
    File[] threads = new File("/proc/" + pid + "/task").listFiles();
    if (threads == null) {
      return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow().toMillis();
    }
    // Threads that have ended are not listed; of those there is the compiler's in a JVM's start.
    double live = 0;
    for (File thread : threads) {
      live += Long.parseLong(Files.readString(thread.toPath().resolve("schedstat")).split(" ")[0]);
    }
    double ticks =
        ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow().toNanos();
    return Math.max(live, ticks) / 1e6;
  }

  private static HttpServer runtimeApi() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/2018-06-01/runtime/invocation/", LambdaStartup::serve);
    server.start();
    return server;
  }

  /** One event for each process; what it asks for after its answer never comes. */
  private static void serve(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (!exchange.getRequestURI().getPath().endsWith("/next")) {
      answered.complete(null);
      exchange.sendResponseHeaders(202, -1);
      return;
    }
    if (answered.isDone()) {
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "1");
    exchange
        .getResponseHeaders()
        .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 30_000));
    exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:x");
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Trace-Id",
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
    exchange.sendResponseHeaders(200, 2);
    exchange.getResponseBody().write(new byte[] {'{', '}'});
    exchange.close();
  }

  private static String absolute(String path) {
    return Path.of(path).toAbsolutePath().toString();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
