package io.roentgen.console.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UdpReceiverTest {

  private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

  private final List<String> kept = new CopyOnWriteArrayList<>();
  private final Counters counters = new Counters();
  private UdpReceiver receiver;
  private DatagramSocket sender;

  @BeforeEach
  void open() throws IOException {
    receiver = new UdpReceiver(loopback(), this::keep, counters);
    sender = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    sender.close();
    receiver.close();
  }

  private String keep(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    if (text.contains("overflow")) {
      throw new StackOverflowError();
    }
    if (!text.startsWith("{")) {
      return "no JSON";
    }
    kept.add(text);
    return null;
  }

  private static void hold(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void received(Counters counters, long datagrams) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> counters.snapshot().datagrams == datagrams);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress("127.0.0.1", 0);
  }

  private void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  private void send(byte[] bytes) throws IOException {
    sender.send(new DatagramPacket(bytes, bytes.length, receiver.address()));
  }

  private Counters.Snapshot after(long datagrams) {
    await()
        .until(
            () -> {
              Counters.Snapshot now = counters.snapshot();
              return now.datagrams == datagrams && now.documents + now.bad == datagrams;
            });
    return counters.snapshot();
  }

  @Test
  void countsWhyAndBySender() throws IOException {
    send(HEADER + "  {}");
    send("");
    send("{\"format\": \"json\", \"vers");
    send(HEADER);
    send(HEADER + " \r\n\t ");
    send(HEADER + "[]");
    send(HEADER + "overflow");
    send("{\"format\": \"json\", \"version\": 2}\n{}");
    send("{\"version\":1,\"format\":\"JSON\"}\r\n{}");
    Counters.Snapshot now = after(9);

    assertEquals(2, now.documents);
    assertEquals(7, now.bad);
    assertEquals(2, count(now, UdpReceiver.NO_DOCUMENT));
    assertEquals(1, count(now, UdpReceiver.EMPTY));
    assertEquals(1, count(now, UdpReceiver.NO_HEADER));
    assertEquals(1, count(now, UdpReceiver.WRONG_HEADER));
    assertEquals(1, count(now, "no JSON"));
    assertEquals(1, count(now, "failed: java.lang.StackOverflowError"));
    for (Counters.Reason reason : now.reasons) {
      assertEquals(
          reason.reason.startsWith("failed") ? null : "127.0.0.1:" + sender.getLocalPort(),
          reason.from);
      assertTrue(reason.lastAt >= now.lastAt - 60_000);
    }
  }

  private static long count(Counters.Snapshot now, String reason) {
    return now.reasons.stream().filter(r -> r.reason.equals(reason)).mapToLong(r -> r.count).sum();
  }

  @Test
  void takesTheLargestDatagram() throws IOException {
    String document = "{" + "x".repeat(65_507 - HEADER.length() - 2) + "}";
    send(HEADER + document);
    after(1);
    assertEquals(List.of(document), kept);
  }

  @Test
  void livesOnAfterGarbage() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      byte[] garbage = new byte[random.nextInt(2_000)];
      random.nextBytes(garbage);
      send(garbage);
      if (i % 50 == 0) {
        after(i + 1);
      }
    }
    send(HEADER + "{}");
    Counters.Snapshot now = after(501);
    assertTrue(now.documents >= 1, "documents: " + now.documents);
    assertTrue(now.reasons.size() < 33, "reasons: " + now.reasons.size());
  }

  @Test
  void aBurstWaitsInTheBacklogNotInTheSocket() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    Counters burst = new Counters();
    try (UdpReceiver slow =
        new UdpReceiver(
            loopback(),
            (bytes, offset, length) -> {
              hold(blocked);
              return null;
            },
            burst)) {
      byte[] bytes = (HEADER + "{" + "x".repeat(1_000) + "}").getBytes(UTF_8);
      for (int i = 1; i <= 5_000; i++) {
        sender.send(new DatagramPacket(bytes, bytes.length, slow.address()));
        if (i % 100 == 0) {
          received(burst, i);
        }
      }
      assertEquals(0, burst.snapshot().documents);
      blocked.countDown();
      await().until(() -> burst.snapshot().documents == 5_000);
    }
  }

  @Test
  void theBacklogIsBoundedAndWhatExceedsItCounted() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(1);
    Counters burst = new Counters();
    try (UdpReceiver slow =
        new UdpReceiver(
            loopback(),
            (bytes, offset, length) -> {
              reading.countDown();
              hold(blocked);
              return null;
            },
            burst,
            0)) {
      byte[] bytes = new byte[60_000];
      System.arraycopy(HEADER.getBytes(UTF_8), 0, bytes, 0, HEADER.length());
      for (int i = 1; i <= 26; i++) {
        sender.send(new DatagramPacket(bytes, bytes.length, slow.address()));
        received(burst, i);
      }
      assertTrue(reading.await(10, TimeUnit.SECONDS));
      assertEquals(18, burst.snapshot().bad);
      assertEquals(UdpReceiver.OVERFLOW, burst.snapshot().reasons.get(0).reason);
      blocked.countDown();
      await().until(() -> burst.snapshot().documents == 8);
    }
  }

  @Test
  void whatCameIsReadBeforeItCloses() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    Counters last = new Counters();
    UdpReceiver closing =
        new UdpReceiver(
            loopback(),
            (bytes, offset, length) -> {
              hold(blocked);
              return null;
            },
            last);
    byte[] bytes = (HEADER + "{}").getBytes(UTF_8);
    for (int i = 0; i < 50; i++) {
      sender.send(new DatagramPacket(bytes, bytes.length, closing.address()));
    }
    await().until(() -> last.snapshot().datagrams == 50);
    blocked.countDown();
    closing.close();
    assertEquals(50, last.snapshot().documents);
    closing.close();
  }

  @Test
  void aBusyPortIsAnError() {
    assertThrows(
        BindException.class, () -> new UdpReceiver(receiver.address(), this::keep, counters));
    assertThrows(
        UnknownHostException.class,
        () ->
            new UdpReceiver(
                InetSocketAddress.createUnresolved("nowhere.invalid", 0), this::keep, counters));
  }

  @Test
  void bothThreadsAreDaemonsAndEnd() throws IOException {
    List<Thread> threads = threads();
    assertEquals(2, threads.size());
    assertTrue(threads.stream().allMatch(Thread::isDaemon));
    receiver.close();
    await().until(() -> threads().isEmpty());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().matches("roentgen-console-(udp|documents)"))
        .toList();
  }

  @Test
  void receivesOverIpv6() throws IOException {
    InetAddress loopback = InetAddress.getByName("::1");
    try (UdpReceiver six =
        new UdpReceiver(new InetSocketAddress(loopback, 0), this::keep, counters)) {
      assertTrue(six.address().getAddress() instanceof Inet6Address);
      byte[] bytes = (HEADER + "[]").getBytes(UTF_8);
      try (DatagramSocket client = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
        client.send(new DatagramPacket(bytes, bytes.length, six.address()));
        assertEquals("[0:0:0:0:0:0:0:1]:" + client.getLocalPort(), after(1).reasons.get(0).from);
      }
    } catch (SocketException e) {
      abort("no IPv6 here: " + e);
    }
  }
}
