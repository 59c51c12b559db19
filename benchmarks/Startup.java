import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an agent adds to the start of a Spring Boot 3 application: CPU, user and system, of the
 * process until its first answered request that asks the database. Runs are interleaved, and ratios
 * of medians are what counts.
 *
 * <pre>
 *   mvn -q -B -DskipTests package
 *   java benchmarks/Startup.java [--rounds 10] [--agent name=-javaagent:other.jar]...
 * </pre>
 */
public final class Startup {

  private static final Path APPLICATION = Path.of("smoke-tests/boot3-app/target/boot3-app.jar");

  public static void main(String[] args) throws Exception {
    int rounds = 10;
    Map<String, List<String>> variants = new LinkedHashMap<>();
    variants.put("none", List.of());
    variants.put(
        "roentgen",
        List.of("-javaagent:agent/target/roentgen.jar", "-Droentgen.daemon.address=127.0.0.1:9"));
    for (int i = 0; i < args.length; i += 2) {
      if (args[i].equals("--rounds")) {
        rounds = Integer.parseInt(args[i + 1]);
      } else {
        int equals = args[i + 1].indexOf('=');
        variants.put(
            args[i + 1].substring(0, equals),
            List.of(args[i + 1].substring(equals + 1).split(" ")));
      }
    }
    Map<String, List<Long>> cpu = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
        long millis = run(variant.getValue());
        // The first round fills the file cache.
        if (round > 0) {
          cpu.computeIfAbsent(variant.getKey(), key -> new ArrayList<>()).add(millis);
          System.out.println(round + " " + variant.getKey() + " " + millis + " ms");
        }
      }
    }
    double none = median(cpu.get("none"));
    cpu.forEach(
        (name, runs) ->
            System.out.printf(
                "%-10s median %6.0f ms of CPU, %+6.1f %%, min %d, max %d%n",
                name,
                median(runs),
                100 * (median(runs) / none - 1),
                runs.stream().min(Long::compare).get(),
                runs.stream().max(Long::compare).get()));
  }

  private static long run(List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    // Its own would be left behind in the system's temporary directory.
    command.add("-Dserver.tomcat.basedir=benchmarks/target/tomcat");
    command.addAll(List.of("-jar", APPLICATION.toString()));
    Path log = Files.createTempFile("startup", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      int port = port(process, log);
      HttpURLConnection request =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/owners/1").toURL().openConnection();
      if (request.getResponseCode() != 200) {
        throw new IOException("status " + request.getResponseCode());
      }
      return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis();
    } finally {
      process.destroy();
      process.waitFor();
      Files.delete(log);
    }
  }

  private static int port(Process process, Path log) throws Exception {
    while (process.isAlive()) {
      for (String line : Files.readAllLines(log)) {
        if (line.startsWith("READY boot3-app ")) {
          return Integer.parseInt(line.substring("READY boot3-app ".length()));
        }
      }
      Thread.sleep(20);
    }
    throw new IOException("it did not start: " + Files.readString(log));
  }

  private static double median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }
}
