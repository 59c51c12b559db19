package io.roentgen.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * The calls of {@link AwsSdk2Benchmark} in one JVM with the agent, taking turns: outside of a
 * trace, in a request that is not sampled, in one that is. JMH runs one after the other, which on a
 * busy machine measures what else it does meanwhile.
 */
public final class AwsSdk2Turns {

  private static final int WARM_UP = 150;
  private static final int ROUNDS = 60;
  private static final int REQUESTS = 200;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AwsSdk2Turns() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    AwsSdk2Benchmark benchmark = new AwsSdk2Benchmark();
    benchmark.start();
    String[] headers = {null, Work.UNSAMPLED, Work.SAMPLED};
    double[][] cpu = new double[headers.length][ROUNDS];
    double[][] bytes = new double[headers.length][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int i = 0; i < headers.length; i++) {
        double[] cost = turn(benchmark, headers[i]);
        if (round >= 0) {
          cpu[i][round] = cost[0];
          bytes[i][round] = cost[1];
        }
      }
    }
    print("outside of a trace", cpu[0], bytes[0]);
    print("not sampled", cpu[1], bytes[1]);
    print("sampled", cpu[2], bytes[2]);
    System.exit(0);
  }

  private static double[] turn(AwsSdk2Benchmark benchmark, String header) {
    long id = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(id);
    long cpu = THREADS.getCurrentThreadCpuTime();
    int items = 0;
    for (int i = 0; i < REQUESTS; i++) {
      items += benchmark.calls(header);
    }
    cpu = THREADS.getCurrentThreadCpuTime() - cpu;
    allocated = THREADS.getThreadAllocatedBytes(id) - allocated;
    double calls = REQUESTS * (double) AwsSdk2Benchmark.CALLS;
    if (items != 2 * calls) {
      throw new AssertionError("not every call was answered");
    }
    return new double[] {cpu / calls / 1_000, allocated / calls};
  }

  private static void print(String what, double[] cpu, double[] bytes) {
    Arrays.sort(cpu);
    Arrays.sort(bytes);
    System.out.printf(
        "%-20s %6.2f us CPU (median; the best round %.2f)  %6.0f bytes%n",
        what, cpu[ROUNDS / 2], cpu[0], bytes[ROUNDS / 2]);
  }
}
