package io.roentgen.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar roentgen.jar doctor}, before and after what it says was done. */
class DoctorTest {

  @TempDir Path folder;

  /** What it printed, by check, and its exit code. */
  private record Said(Map<String, String> checks, int code, String text) {
    String of(String check) {
      return checks.getOrDefault(check, "no such check: " + text);
    }
  }

  private static Process command(Path out, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(Jvm.JAR.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.endsWith("_TOOL_OPTIONS"));
    builder.environment().remove("AWS_XRAY_DAEMON_ADDRESS");
    return builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
  }

  private Said doctor(String... options) throws Exception {
    Path out = Files.createTempFile(folder, "doctor", "");
    List<String> arguments = new ArrayList<>(List.of("doctor"));
    arguments.addAll(List.of(options));
    Process process = command(out, arguments.toArray(new String[0]));
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + Files.readString(out));
    }
    Map<String, String> checks = new TreeMap<>();
    String check = "";
    for (String line : Files.readAllLines(out)) {
      if (line.matches("\\d\\. .*")) {
        check = line.substring(3, line.indexOf(':'));
        checks.put(check, line.substring(line.indexOf(':') + 2));
      } else {
        checks.computeIfPresent(check, (name, text) -> text + " " + line.trim());
      }
    }
    return new Said(checks, process.exitValue(), Files.readString(out));
  }

  private static String freeAddress() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
        DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
      return "127.0.0.1:" + udp.getLocalPort();
    }
  }

  @Test
  void findsWhatIsMissingAndThatItIsThereAtLast() throws Exception {
    String daemon = freeAddress();
    String page = freeAddress();
    Jvm traced =
        Jvm.start(
            folder,
            List.of(Jvm.agent(), "-Droentgen.daemon.address=" + daemon, "-Droentgen.sampling=all"),
            "wait");
    Jvm late = Jvm.start(folder, List.of(), "wait", Jvm.agent());
    while (traced.out().isEmpty() || late.out().isEmpty()) {
      Thread.sleep(20);
    }
    try {
      // Builds beside this one have JVMs of their own.
      String pids = traced.pid() + "," + late.pid();
      Said before = doctor("--pid", pids, "--daemon", daemon, "--http", page);
      assertEquals(1, before.code(), before.text());
      String flag = before.of("The flag");
      assertTrue(flag.startsWith("problem"), flag);
      String name = "Application (pid " + traced.pid() + ")";
      assertTrue(flag.contains(name + " has the flag and runs roentgen 0."), flag);
      assertTrue(
          flag.contains("Application (pid " + late.pid() + ") has the flag behind what it runs"),
          flag);
      assertEquals("ok " + name + " sends to udp://" + daemon + ".", before.of("The address"));
      assertTrue(before.of("The UDP port").startsWith("problem Nobody listens"), before.text());
      assertTrue(before.of("The TCP port").startsWith("problem Nobody answers"), before.text());
      assertTrue(before.of("The console").startsWith("problem No console"), before.text());
      assertTrue(before.of("A test document").startsWith("can't tell"), before.text());
      assertTrue(before.of("Sampling").contains(name + " records every request."), before.text());
      assertTrue(
          before
              .of("What the agents say")
              .contains(name + " is the service \"Application\" and has recorded nothing yet."),
          before.text());

      Path out = folder.resolve("console.out");
      Process console = command(out, "console", "--http", page, "--daemon", daemon);
      try {
        while (console.isAlive() && Files.size(out) == 0) {
          Thread.sleep(20);
        }
        String pid = Long.toString(traced.pid());
        Said after = doctor("--pid", pid, "--http", page);
        assertEquals(0, after.code(), after.text() + Files.readString(out));
        assertTrue(after.text().endsWith("No problem found.\n"), after.text());
        assertTrue(after.of("The flag").startsWith("ok"), after.text());
        assertTrue(after.of("The UDP port").startsWith("ok"), after.text());
        assertTrue(after.of("The TCP port").startsWith("ok"), after.text());
        assertTrue(after.of("The console").startsWith("ok roentgen 0."), after.text());
        assertTrue(
            after.of("A test document").matches("ok Sent by UDP.* taken away again\\."),
            after.text());

        Said elsewhere = doctor("--pid", pid, "--daemon", "127.0.0.1:9", "--http", page);
        assertTrue(elsewhere.of("The address").startsWith("problem"), elsewhere.text());
        assertTrue(elsewhere.of("The console").startsWith("problem"), elsewhere.text());
      } finally {
        console.destroy();
        assertTrue(console.waitFor(20, TimeUnit.SECONDS), "ends when it is told to");
      }
    } finally {
      traced.end();
      late.end();
    }
  }

  @Test
  void anOptionThatIsNoneEndsWithTwo() throws Exception {
    Said said = doctor("--deamon", "127.0.0.1:2000");
    assertEquals(2, said.code());
    assertEquals("doctor: there is no option --deamon, did you mean --daemon?", said.text().trim());
  }
}
