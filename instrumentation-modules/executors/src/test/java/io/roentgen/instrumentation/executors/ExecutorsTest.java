package io.roentgen.instrumentation.executors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import handover.HandOverCheck;
import io.roentgen.testing.Recorded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The checks that an application can run on any JVM, on this one. */
final class ExecutorsTest {

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
  void handlersAreOnTheBootstrapClassPath() {
    assertTrue(Pools.class.getClassLoader() == null && Futures.class.getClassLoader() == null);
  }
}
