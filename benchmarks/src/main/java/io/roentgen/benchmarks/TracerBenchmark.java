package io.roentgen.benchmarks;

import com.amazonaws.xray.AWSXRayRecorder;
import io.roentgen.agent.emit.DaemonAddress;
import io.roentgen.agent.emit.Emitter;
import io.roentgen.trace.Tracer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole request that is not sampled: what every one of them costs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class TracerBenchmark {

  private Daemon daemon;
  private AWSXRayRecorder recorder;

  /** Starts both. */
  @Setup
  public void start() throws IOException {
    daemon = new Daemon();
    Tracer.install(
        "shop",
        (host, method, path) -> true,
        Emitter.udp(DaemonAddress.parse(daemon.address()), 0, "benchmark", 50));
    recorder = Work.recorder(daemon.address());
  }

  /** Stops the receiver. */
  @TearDown
  public void stop() {
    daemon.close();
  }

  /** Ours. */
  @Benchmark
  public int roentgenUnsampled() {
    return Work.roentgen(Work.UNSAMPLED);
  }

  /** Amazon's. */
  @Benchmark
  public int sdkUnsampled() {
    return Work.sdk(recorder, Work.UNSAMPLED);
  }
}
