package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Executors, futures, threads: the checks of the module {@code executors} on every JVM. */
final class HandOverSmokeTest {

  static List<Jvms.Installed> jvms() {
    return Jvms.since(8);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void tasksHaveTheContextOfTheirHandOver(Jvms.Installed jvm) throws Exception {
    Path checks = Smoke.ROOT.resolve("instrumentation-modules/executors/target/test-classes");
    try (Smoke smoke = new Smoke("hand-over", jvm)) {
      JvmProcess process =
          smoke.start(
              smoke.traced(Jvm.ofClass("hand-over", checks.toString(), "handover.HandOverCheck")));
      int failures = process.awaitEnd(Smoke.PATIENCE);
      List<String> lines = process.output();
      List<String> failed = lines.stream().filter(line -> line.startsWith("FAIL")).toList();
      assertEquals(List.of(), failed, () -> "output in " + process.log());
      assertEquals(0, failures, () -> "output in " + process.log());
    }
  }
}
