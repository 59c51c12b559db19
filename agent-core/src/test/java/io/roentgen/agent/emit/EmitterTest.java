package io.roentgen.agent.emit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roentgen.agent.Log;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmitterTest {

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void logToAFile() {
    log = folder.resolve("roentgen.log");
    Log.configure(Log.Level.INFO, log.toString());
  }

  @AfterEach
  void logToStderr() {
    Log.configure(Log.Level.INFO, null);
    Tracer.install("test", (host, method, path) -> true, entity -> {});
  }

  private static void trace(Emitter emitter, int segments) {
    Tracer.install("test", (host, method, path) -> true, emitter);
    for (int i = 0; i < segments; i++) {
      Segment segment = Documents.begin();
      Documents.call("call").close();
      Tracer.end(segment);
    }
  }

  private List<String> logged() throws IOException {
    return Files.readAllLines(log);
  }

  @Test
  void everyDocumentIsADatagram() throws Exception {
    try (UdpSink sink = new UdpSink()) {
      Emitter emitter = Emitter.udp(sink.address(), "1.0", 50);
      trace(emitter, 100);
      await().until(() -> sink.size() >= 100);

      assertEquals(200, sink.documents().byId.size());
      assertEquals(100, emitter.sent());
      assertEquals(0, emitter.failed());
      assertEquals(0, emitter.dropped());
      assertEquals("udp://127.0.0.1:" + sink.port(), emitter.target());
    }
  }

  @Test
  void flushReturnsWhenAllIsOnItsWay() throws Exception {
    try (UdpSink sink = new UdpSink()) {
      Emitter emitter = Emitter.udp(sink.address(), "1.0", 50);
      for (int i = 1; i <= 200; i++) {
        trace(emitter, 1);
        emitter.flush(10_000);
        assertEquals(i, emitter.sent());
      }
      await().until(() -> sink.size() == 200);
    }
  }

  @Test
  void afterARestoreItSendsFromAnotherSocket() throws Exception {
    try (UdpSink sink = new UdpSink()) {
      Emitter emitter = Emitter.udp(sink.address(), "1.0", 50);
      trace(emitter, 2);
      await().until(() -> sink.size() == 2);
      assertEquals(1, sink.senders().size());
      Tracer.restored();
      trace(emitter, 2);
      await().until(() -> sink.size() == 4);
      assertEquals(2, sink.senders().size());
    }
  }

  /** At the pace that Amazon's daemon can take. */
  @Test
  void aSegmentWithTenThousandSubsegmentsArrivesWhole() throws Exception {
    try (UdpSink sink = new UdpSink()) {
      Emitter emitter = Emitter.udp(sink.address(), "1.0", 50);
      Tracer.install("test", (host, method, path) -> true, emitter);
      Segment segment = Documents.begin();
      for (int i = 0; i < 10_000; i++) {
        Subsegment call = Documents.call("call " + i);
        call.close();
      }
      Tracer.end(segment);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> emitter.sent() > 9_600 && sink.size() == emitter.sent());

      assertEquals(0, emitter.dropped());
      assertEquals(10_001, sink.documents().byId.size());
    }
  }

  @Test
  void aDeadDaemonIsOneLineAndWhatIsLostIsCounted() throws Exception {
    int port;
    try (UdpSink gone = new UdpSink()) {
      port = gone.port();
    }
    Emitter emitter = Emitter.udp(DaemonAddress.parse("127.0.0.1:" + port), "1.0", 50);
    trace(emitter, 100);
    await().until(() -> emitter.sent() + emitter.failed() == 100);
    // The last one may still count as sent: the kernel tells with the next.
    assertTrue(emitter.failed() >= 99, emitter.failed() + " failed");
    assertEquals(1, logged().size(), logged().toString());
    assertTrue(logged().get(0).contains("127.0.0.1:" + port), logged().get(0));

    try (UdpSink back = new UdpSink(port)) {
      trace(emitter, 3);
      await().until(() -> back.size() == 3);
      assertEquals(6, back.documents().byId.size());
    }
  }

  @Test
  void anUnresolvableDaemonIsOneLineAndWhatIsLostIsCounted() throws Exception {
    Emitter emitter = Emitter.udp(DaemonAddress.parse("xray.invalid:2000"), "1.0", 50);
    trace(emitter, 100);
    await().atMost(Duration.ofSeconds(60)).until(() -> emitter.failed() == 100);

    assertEquals(0, emitter.sent());
    assertEquals(1, logged().size(), logged().toString());
    assertTrue(logged().get(0).contains("xray.invalid"), logged().get(0));
  }

  @Test
  void aFullDiskIsOneLineAndWhatIsLostIsCounted() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    Emitter emitter = Emitter.file("/dev/full", "1.0", 50);
    trace(emitter, 5_000);
    await().until(() -> emitter.failed() == 5_000);

    assertEquals(0, emitter.sent());
    assertEquals(1, logged().size(), logged().toString());
  }

  @Test
  void aFileThatCannotBeOpenedIsOneLine() throws Exception {
    Emitter emitter = Emitter.file(folder.resolve("missing/x.jsonl").toString(), "1.0", 50);
    trace(emitter, 100);
    await().until(() -> emitter.failed() == 100);

    assertEquals(1, logged().size(), logged().toString());
  }

  @Test
  void theFileHasADocumentALine() throws Exception {
    Path file = folder.resolve("segments.jsonl");
    Files.writeString(file, "");
    Emitter emitter = Emitter.file(file.toString(), "1.0", 50);
    trace(emitter, 2_000);
    await().until(() -> Files.lines(file).count() == 2_000);

    Documents documents = new Documents();
    for (String line : Files.readAllLines(file)) {
      documents.add(line.getBytes("UTF-8"));
    }
    documents.check();
    assertEquals(4_000, documents.byId.size());
    assertEquals(2_000, emitter.sent());
  }

  /** A pipe that nobody reads: the emitter's thread hangs in it, and nobody else. */
  @Test
  void aFullQueueDropsAndCountsAndNeverWaits() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(mkfifo(pipe), "no mkfifo here");
    Emitter emitter = Emitter.file(pipe.toString(), "1.0", 50);
    int offered = 40_000;
    trace(emitter, offered);

    long queued = offered - emitter.dropped();
    assertTrue(emitter.dropped() > 0);
    assertTrue(queued >= 1 << 14, queued + " queued");
    try (InputStream reader = Files.newInputStream(pipe)) {
      long lines = 0;
      byte[] buffer = new byte[1 << 16];
      while (lines < queued) {
        int n = reader.read(buffer);
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
      assertEquals(queued, lines);
      await().until(() -> emitter.sent() == queued);
      await().until(() -> logged().size() == 1);
      assertTrue(logged().get(0).contains(emitter.dropped() + " dropped"), logged().get(0));
    }
  }

  private static boolean mkfifo(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theThreadStartsWithTheFirstEntityAndBelongsToNobody() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Emitter emitter = Emitter.file(folder.resolve("x").toString(), "1.0", 50);
    assertEquals(List.of(), emitters(before));
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("the application's");
    trace(emitter, 1);
    await().until(() -> emitter.sent() == 1);

    List<Thread> added = emitters(before);
    assertEquals(1, added.size());
    Thread thread = added.get(0);
    assertTrue(thread.isDaemon());
    assertNull(thread.getContextClassLoader());
    assertNull(thread.getThreadGroup().getParent());
    thread.interrupt();
    trace(emitter, 1);
    await().until(() -> emitter.sent() == 2);
    await().until(() -> !thread.isInterrupted());
    assertNull(Tracer.current());
  }

  @Test
  void anInterruptDoesNoHarm() throws Exception {
    try (UdpSink sink = new UdpSink()) {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      Emitter emitter = Emitter.udp(sink.address(), "1.0", 50);
      trace(emitter, 1);
      await().until(() -> emitter.sent() == 1);
      Thread thread = emitters(before).get(0);
      for (int i = 0; i < 20; i++) {
        thread.interrupt();
        trace(emitter, 10);
      }
      await().until(() -> emitter.sent() + emitter.failed() == 201);

      // One that is being sent just then may count as lost; all others arrive.
      assertTrue(emitter.failed() <= 20, emitter.failed() + " failed");
      await().until(() -> sink.size() >= emitter.sent());
    }
  }

  private static List<Thread> emitters(Set<Thread> before) {
    List<Thread> added = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("roentgen")) {
        added.add(thread);
      }
    }
    return added;
  }

  @Test
  void whatAHandlerWarnsOfIsALineOfTheLog() throws Exception {
    try (UdpSink sink = new UdpSink()) {
      Tracer.install("test", (host, method, path) -> true, Emitter.udp(sink.address(), "1.0", 50));
      Tracer.warn("the file is\nbroken");
      assertEquals(List.of("[roentgen] WARN the file is broken"), logged());
    }
  }

  @Test
  void whatIsQueuedIsSentWhenTheJvmEnds() throws Exception {
    try (UdpSink sink = new UdpSink()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Ending.class.getName(),
                  Integer.toString(sink.port()))
              .inheritIO()
              .start();
      assertEquals(0, process.waitFor());
      await().until(() -> sink.size() >= 3_000);

      assertEquals(6_000, sink.documents().byId.size());
    }
  }

  /** Traces and is over at once. */
  static final class Ending {
    public static void main(String[] args) {
      trace(Emitter.udp(DaemonAddress.parse("127.0.0.1:" + args[0]), "1.0", 50), 3_000);
    }
  }

  private static String reported(String key) {
    for (String line : System.getProperty(Report.PROPERTY, "").split("\n")) {
      if (line.startsWith(key + "=")) {
        return line.substring(key.length() + 1);
      }
    }
    return null;
  }

  @Test
  void saysWhatBecameOfTheDocuments() throws Exception {
    Emitter emitter = Emitter.file(folder.resolve("no such folder/file").toString(), "1.0", 50);
    emitter.publish("1.0", "a\nshop", "all");
    assertEquals("1.0", reported("version"));
    assertEquals("a shop", reported("service"));
    assertEquals("all", reported("sampling"));
    assertEquals(emitter.target(), reported("target"));
    assertEquals("0", reported("taken"));
    assertNull(reported("failure"));
    trace(emitter, 3);
    await().until(() -> "3".equals(reported("failed")));
    assertEquals("3", reported("taken"));
    assertEquals("0", reported("sent"));
    assertTrue(reported("failure").contains("FileNotFound"), reported("failure"));

    // Who takes it away meant it so.
    System.clearProperty(Report.PROPERTY);
    trace(emitter, 1);
    await().until(() -> emitter.failed() == 4);
    assertNull(System.getProperty(Report.PROPERTY));
  }

  /** What it hands over to: a console stands behind another loader. */
  @Test
  void withoutAConsoleToLoadItSendsByUdp() throws Exception {
    try (UdpSink sink = new UdpSink()) {
      Emitter emitter =
          Emitter.console(
              () -> ClassLoader.getPlatformClassLoader(), "127.0.0.1:0", sink.address(), "1.0", 50);
      trace(emitter, 2);
      await().until(() -> sink.size() == 2);
      assertEquals(1, logged().size(), logged().toString());
      assertTrue(
          logged().get(0).contains("the console can't start, traces go to udp://127.0.0.1:"),
          logged().get(0));
    }
  }
}
