package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Droentgen.emitter=console}: the console inside the application. */
final class ConsoleSmokeTest {

  private static final String OPEN = "[roentgen] INFO the console is at ";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static List<Jvms.Installed> jvms() {
    return Jvms.since(17);
  }

  static List<Jvms.Installed> allJvms() {
    return Jvms.since(8);
  }

  /** Free for TCP and, most likely, for UDP. */
  private static String freeAddress() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
        DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
      return "127.0.0.1:" + udp.getLocalPort();
    }
  }

  private static Jvm with(Jvm application, Jvms.Installed jvm, String page, String daemon) {
    return application
        .on(jvm.home())
        .agent(Smoke.AGENT)
        .property("roentgen.emitter", "console")
        .property("roentgen.console.address", page)
        .property("roentgen.daemon.address", daemon);
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), url);
    return answer.body();
  }

  private static JsonObject json(String url) throws IOException, InterruptedException {
    return JsonParser.parseString(get(url)).getAsJsonObject();
  }

  private static String await(JvmProcess process, String start) throws InterruptedException {
    return await(process::output, lines -> lines.stream().anyMatch(line -> line.startsWith(start)))
        .stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError(process.output().toString()));
  }

  private interface Source<T> {
    T get();
  }

  private static <T> T await(Source<T> source, Predicate<T> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + Smoke.PATIENCE.toNanos();
    T value = source.get();
    while (!wanted.test(value) && System.nanoTime() - deadline < 0) {
      Thread.sleep(50);
      value = source.get();
    }
    return value;
  }

  private static JsonObject traces(String page, int atLeast) throws Exception {
    JsonObject answer = json(page + "/api/traces?last=600");
    for (int i = 0; i < 200 && answer.get("matched").getAsInt() < atLeast; i++) {
      Thread.sleep(50);
      answer = json(page + "/api/traces?last=600");
    }
    return answer;
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void showsASpringBootApplication(Jvms.Installed jvm) throws Exception {
    String page = freeAddress();
    String daemon = freeAddress();
    try (Smoke smoke = new Smoke("console", jvm)) {
      Path server = Smoke.SMOKE_TESTS.resolve("servers/mariadb");
      JvmProcess mariaDb =
          smoke.start(Jvm.ofModule("mariadb", server, "io.roentgen.smoke.mariadb.MariaDb"));
      String database = "--spring.datasource.url=" + mariaDb.awaitReady(Smoke.PATIENCE);
      Path jar = Smoke.SMOKE_TESTS.resolve("boot3-app/target/boot3-app.jar");
      JvmProcess boot =
          smoke.start(with(Jvm.ofJar("boot3-app", jar), jvm, page, daemon).arguments(database));
      String app = "http://127.0.0.1:" + boot.awaitPort(Smoke.PATIENCE);
      assertEquals(200, smoke.get(app + "/hello"));
      assertEquals(200, smoke.get(app + "/owners/1"));
      assertEquals(500, smoke.get(app + "/fail"));

      assertTrue(await(boot, OPEN).startsWith(OPEN + "http://" + page + ";"));
      String console = "http://" + page;
      assertTrue(get(console + "/").contains("<title"));
      JsonObject status = json(console + "/api/status");
      assertTrue(status.get("embedded").getAsBoolean());
      assertEquals(daemon, status.get("udp").getAsString());
      assertEquals(2_000, status.getAsJsonObject("store").get("maxTraces").getAsInt());
      JsonObject traces = traces(console, 3);
      assertEquals(3, traces.get("matched").getAsInt(), "all are sampled");
      Set<String> urls = new TreeSet<>();
      for (JsonElement trace : traces.getAsJsonArray("traces")) {
        urls.add(URI.create(trace.getAsJsonObject().get("url").getAsString()).getPath());
      }
      assertEquals(Set.of("/hello", "/owners/1", "/fail"), urls);
      assertEquals(0, status.getAsJsonObject("received").get("datagrams").getAsInt());

      // A second application finds the console and sends to it.
      JvmProcess second =
          smoke.start(with(Jvm.ofJar("second-app", jar), jvm, page, daemon).arguments(database));
      smoke.get("http://127.0.0.1:" + second.awaitPort(Smoke.PATIENCE) + "/hello");
      assertEquals(
          "[roentgen] WARN there is a console at http://"
              + page
              + " already: traces go to udp://"
              + daemon,
          await(second, "[roentgen] WARN"));
      assertEquals(4, traces(console, 4).get("matched").getAsInt());
      assertFalse(String.join("\n", boot.output()).contains("[roentgen] WARN"));
    }
  }

  /** Another program has the ports: it takes free ones. */
  @ParameterizedTest
  @MethodSource("jvms")
  void showsAWebApplicationOnOtherPortsIfTheyAreTaken(Jvms.Installed jvm) throws Exception {
    Path tomcat = Smoke.SMOKE_TESTS.resolve("servers/tomcat");
    String classPath =
        tomcat.resolve("target/tomcat9")
            + "/*"
            + java.io.File.pathSeparator
            + Jvm.classPath(tomcat);
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (Smoke smoke = new Smoke("console-tomcat9", jvm);
        ServerSocket page = new ServerSocket(0, 1, loopback);
        DatagramSocket daemon = new DatagramSocket(0, loopback)) {
      Jvm war =
          Jvm.ofClass("war", classPath, "io.roentgen.smoke.tomcat.WebApplication")
              .arguments(Smoke.SMOKE_TESTS.resolve("war-app/target/war-app.war").toString());
      String taken = "127.0.0.1:" + page.getLocalPort();
      page.close();
      try (ServerSocket mute = new ServerSocket(page.getLocalPort(), 1, loopback)) {
        mute.setSoTimeout(1);
        JvmProcess process =
            smoke.start(with(war, jvm, taken, "127.0.0.1:" + daemon.getLocalPort()));
        String application = process.awaitReady(Smoke.PATIENCE);
        // It opens before there is anything to see.
        String line = await(process, OPEN);
        assertTrue(line.endsWith("; " + taken + " is taken by another program"), line);
        String console = line.substring(OPEN.length(), line.indexOf(';'));
        assertEquals(0, traces(console, 0).get("matched").getAsInt());
        smoke.get(application + "/hello");
        assertEquals(1, traces(console, 1).get("matched").getAsInt());
        assertFalse(
            json(console + "/api/status")
                .get("udp")
                .getAsString()
                .endsWith(":" + daemon.getLocalPort()));
        assertEquals(0, process.stop(), "no thread of the console's keeps the JVM alive");
      }
    }
  }

  /** A program that ends by itself still does. */
  @ParameterizedTest
  @MethodSource("allJvms")
  void letsAProgramEnd(Jvms.Installed jvm) throws Exception {
    Path libraries = Smoke.SMOKE_TESTS.resolve("xray-sdk-app/sdk-2.21/target/new-shop/WEB-INF/lib");
    try (Smoke smoke = new Smoke("console-program", jvm)) {
      Jvm program =
          Jvm.ofClass("program", libraries + "/*", "com.example.xray.Program").arguments("all");
      JvmProcess process = smoke.start(with(program, jvm, freeAddress(), freeAddress()));
      assertEquals(0, process.awaitEnd(Smoke.PATIENCE));
      String output = String.join("\n", process.output());
      assertTrue(output.contains(OPEN), output);
      assertFalse(output.contains("[roentgen] WARN"), output);
    }
  }
}
