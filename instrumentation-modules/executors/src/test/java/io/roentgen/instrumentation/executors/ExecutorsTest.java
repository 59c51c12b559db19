package io.roentgen.instrumentation.executors;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handover.HandOverCheck;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Segment;
import io.roentgen.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The checks that an application can run on any JVM, on this one. */
final class ExecutorsTest {

  private static final ExecutorService EARLY = Executors.newFixedThreadPool(1);

  static {
    try {
      EARLY.submit(Thread::yield).get(); // not a lambda, which would wait for this class
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  // After the pool: its worker waits in a method that is not woven yet.
  @RegisterExtension static final Recorded recorded = new Recorded();

  @TestFactory
  List<DynamicTest> handsOver() {
    List<DynamicTest> tests = new ArrayList<>();
    HandOverCheck.all()
        .forEach(
            (name, check) ->
                tests.add(DynamicTest.dynamicTest(name, () -> HandOverCheck.run(check))));
    return tests;
  }

  @Test
  void handsOverToWorkersThatWereThereFirst() throws Exception {
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Object> seen = new CompletableFuture<>();
      Segment segment = recorded.trace(() -> EARLY.execute(() -> seen.complete(Tracer.current())));
      assertSame(segment, seen.get());
      CompletableFuture<Object> after = new CompletableFuture<>();
      EARLY.execute(() -> after.complete(Tracer.current()));
      assertNull(after.get());
    }
  }

  @Test
  void handlersAreOnTheBootstrapClassPath() {
    assertTrue(Pools.class.getClassLoader() == null && Futures.class.getClassLoader() == null);
  }
}
