package io.roentgen.benchmarks;

import com.amazonaws.xray.AWSXRayRecorder;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.roentgen.agent.emit.DaemonAddress;
import io.roentgen.agent.emit.Emitter;
import io.roentgen.trace.Tracer;
import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;

/**
 * A sampled request, measured as CPU time and bytes, of the request's thread and of all threads.
 *
 * <p>Not JMH's wall clock: the emitter works on a thread of its own, and a request thread that is
 * faster than it would only measure how fast documents are dropped. So requests come in bursts that
 * the queue can hold, and the next burst begins when everything is sent. Bursts of both sides take
 * turns; means are printed, as the clock of all threads has steps of 10 ms.
 */
public final class Sampled {

  private static final int BURST = 2_000;
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 60;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Sampled() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    Daemon daemon = new Daemon();
    Emitter emitter = Emitter.udp(DaemonAddress.parse(daemon.address()), 0, "benchmark", 50);
    Tracer.install("shop", (host, method, path) -> true, emitter);
    AWSXRayRecorder recorder = Work.recorder(daemon.address());
    double[] ours = new double[3];
    double[] theirs = new double[3];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double[] us = burst(() -> Work.roentgen(Work.SAMPLED), emitter);
      double[] them = burst(() -> Work.sdk(recorder, Work.SAMPLED), null);
      for (int i = 0; i < 3 && round >= 0; i++) {
        ours[i] += us[i] / ROUNDS;
        theirs[i] += them[i] / ROUNDS;
      }
    }
    System.out.println("per request             roentgen        SDK   SDK / roentgen");
    print("request thread, CPU ns", ours, theirs, 0);
    print("request thread, bytes", ours, theirs, 1);
    print("all threads, CPU ns", ours, theirs, 2);
    System.out.println(
        "sent "
            + emitter.sent()
            + ", failed "
            + emitter.failed()
            + ", dropped "
            + emitter.dropped());
    daemon.close();
    System.exit(0);
  }

  private static double[] burst(IntSupplier request, Emitter emitter) throws InterruptedException {
    long sentBefore = emitter == null ? 0 : emitter.sent();
    long id = Thread.currentThread().getId();
    long all = SYSTEM.getProcessCpuTime();
    long bytes = THREADS.getThreadAllocatedBytes(id);
    long cpu = THREADS.getCurrentThreadCpuTime();
    int sum = 0;
    for (int i = 0; i < BURST; i++) {
      sum += request.getAsInt();
    }
    cpu = THREADS.getCurrentThreadCpuTime() - cpu;
    bytes = THREADS.getThreadAllocatedBytes(id) - bytes;
    while (emitter != null && emitter.sent() - sentBefore < BURST) {
      Thread.sleep(1);
    }
    all = SYSTEM.getProcessCpuTime() - all;
    if (sum == 0) {
      throw new AssertionError("nothing was done");
    }
    return new double[] {(double) cpu / BURST, (double) bytes / BURST, (double) all / BURST};
  }

  private static void print(String what, double[] ours, double[] theirs, int column) {
    double us = ours[column];
    double them = theirs[column];
    System.out.printf("%-22s %9.0f  %9.0f   %8.1f%n", what, us, them, them / us);
  }
}
