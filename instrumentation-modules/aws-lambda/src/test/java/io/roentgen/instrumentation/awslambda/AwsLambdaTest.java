package io.roentgen.instrumentation.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.testing.LocalHttpServer;
import io.roentgen.testing.Recorded;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceHeader;
import io.roentgen.trace.Tracer;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsLambdaTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  private static final LocalHttpServer SERVER = new LocalHttpServer();
  private static final String PROPERTY = "com.amazonaws.xray.traceHeader";
  private static final String HANDLERS = "com.example.lambda.Handlers$";
  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String OTHER_ROOT = "1-5759e988-000000000000000000000001";
  private static final String PARENT = "53995c3f42cd8ad8";
  private static final String HEADER = header(ROOT, PARENT);
  private static final String OTHER = header(OTHER_ROOT, "00000000000000aa");

  private static String header(String root, String parent) {
    return "Root=" + root + ";Parent=" + parent + ";Sampled=1";
  }

  @BeforeEach
  void forget() {
    SERVER.forget();
  }

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static String event() {
    return '"' + SERVER.url("/ok") + '"';
  }

  private static Subsegment onlyOffered() {
    List<Entity> offered = recorded.offered();
    assertEquals(1, offered.size(), offered::toString);
    return (Subsegment) offered.get(0);
  }

  private static void assertBelow(String root, String parent, Entity call) {
    assertEquals(root, call.segment().trace().traceId());
    assertEquals(parent, TraceHeader.id(call.parentId()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pojo", "Stream", "Plain::handle"})
  void sendsCallsBelowLambdasSegmentAndNoSegment(String handler) throws Exception {
    LambdaRuntime runtime = new LambdaRuntime(HANDLERS + handler);

    assertEquals("200", runtime.invoke(HEADER, event()));

    Subsegment call = onlyOffered();
    assertBelow(ROOT, PARENT, call);
    assertEquals(200, call.status());
    assertEquals(
        List.of(List.of("Root=" + ROOT + ";Parent=" + TraceHeader.id(call.id()) + ";Sampled=1")),
        SERVER.header(TraceHeader.NAME));
    assertNull(Tracer.current());
  }

  @Test
  void leavesTheHandlersExceptionToLambda() throws Exception {
    LambdaRuntime runtime = new LambdaRuntime(HANDLERS + "Fails");

    assertThrows(IllegalArgumentException.class, () -> runtime.invoke(HEADER, event()));

    assertFalse(onlyOffered().fault());
    assertNull(Tracer.current());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0",
        "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0;Lineage=1:a87bd80c:0",
        "Root=" + ROOT,
        "Root=" + ROOT + ";Lineage=1:a87bd80c:0"
      })
  void passesOnWhatIsNotSampledAsItCame(String header) throws Exception {
    new LambdaRuntime(HANDLERS + "Pojo").invoke(header, event());

    assertEquals(List.of(), recorded.offered());
    assertEquals(List.of(List.of(header)), SERVER.header(TraceHeader.NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "Root=1-5759e988-bd862e3fe1be46a99427279;Sampled=1"})
  void tracesNothingWithoutAHeader(String header) throws Exception {
    LambdaRuntime runtime = new LambdaRuntime(HANDLERS + "Pojo");

    assertEquals("200", runtime.invoke(header.isEmpty() ? null : header, event()));

    assertEquals(List.of(), recorded.offered());
    assertEquals(List.of(List.of()), SERVER.header(TraceHeader.NAME));
  }

  @Test
  void believesTheRequestBeforeTheProperty() throws Exception {
    System.setProperty(PROPERTY, OTHER);

    new LambdaRuntime(HANDLERS + "Pojo").invoke(HEADER, event());

    assertBelow(ROOT, PARENT, onlyOffered());
  }

  @Test
  void believesThePropertyBeforeTheClientContext() throws Exception {
    System.setProperty(PROPERTY, HEADER);

    new LambdaRuntime(HANDLERS + "Pojo").invoke(null, context(OTHER), event());

    assertBelow(ROOT, PARENT, onlyOffered());
  }

  @Test
  void believesTheClientContextBeforeNobody() throws Exception {
    new LambdaRuntime(HANDLERS + "Pojo").invoke(null, context(HEADER), event());

    assertBelow(ROOT, PARENT, onlyOffered());
  }

  /** The test is started with a header in the environment. */
  @Test
  @Tag("variable")
  void believesTheVariableBeforeTheClientContextAndAfterTheProperty() throws Exception {
    LambdaRuntime runtime = new LambdaRuntime(HANDLERS + "Pojo");

    runtime.invoke(null, context(OTHER), event());
    System.setProperty(PROPERTY, OTHER);
    runtime.invoke(null, event());

    assertEquals(2, recorded.offered().size());
    assertBelow(ROOT, PARENT, recorded.offered().get(0));
    assertBelow(OTHER_ROOT, "00000000000000aa", recorded.offered().get(1));
  }

  @Test
  void drawsFreshIdsBeforeTheHooksOfARestore() throws Exception {
    Class<?> context = Class.forName("com.amazonaws.services.lambda.crac.ContextImpl");
    Class<?> resource = Class.forName("com.amazonaws.services.lambda.crac.Resource");
    List<Integer> generations = new ArrayList<>();
    // A variable of its own: the context holds it weakly.
    Object hook =
        Proxy.newProxyInstance(
            resource.getClassLoader(),
            new Class<?>[] {resource},
            (proxy, method, arguments) -> {
              if (method.getName().equals("hashCode")) {
                return 1;
              }
              if (method.getName().endsWith("Restore")) {
                generations.add(generation());
              }
              return null;
            });
    Object all = context.getConstructor().newInstance();
    context.getMethod("register", resource).invoke(all, hook);
    int before = generation();

    context
        .getMethod("afterRestore", Class.forName("com.amazonaws.services.lambda.crac.Context"))
        .invoke(all, new Object[] {null});

    assertEquals(List.of(before + 1), generations);
    Reference.reachabilityFence(hook);
  }

  /** How often seeds have been drawn; the tracer shows it to nobody. */
  private static int generation() throws Exception {
    Field field = Class.forName("io.roentgen.trace.Ids").getDeclaredField("generation");
    field.setAccessible(true);
    return field.getInt(null);
  }

  private static String context(String header) {
    return "{\"custom\":{\"a\":\"X-Amzn\",\"X-Amzn-Trace-Id\" : \"" + header + "\"}}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "\"",
        "{\"custom\":{\"X-Amzn-Trace-Id\"",
        "{\"custom\":{\"X-Amzn-Trace-Id\":",
        "{\"custom\":{\"X-Amzn-Trace-Id\":null}}",
        "{\"custom\":{\"X-Amzn-Trace-Id\":\"Root=1",
        "{\"custom\":[\"X-Amzn-Trace-Id\",\"Root=1\"]}"
      })
  void findsNothingInAnotherClientContext(String json) {
    assertNull(InvocationHeader.inClientContext(json));
  }

  @Test
  void findsTheHeaderInWhateverCase() {
    assertEquals("v", InvocationHeader.inClientContext("{\"custom\":{\"x-amzn-trace-id\":\"v\"}}"));
  }

  @Test
  void keepsConcurrentInvocationsApart() throws Exception {
    LambdaRuntime runtime = new LambdaRuntime(HANDLERS + "Pojo");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int invocations = 40;
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 1; i <= invocations; i++) {
        String id = String.format("%016x", i);
        String root = "1-5759e988-00000000" + id;
        results.add(threads.submit(() -> runtime.invoke(header(root, id), event())));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      threads.shutdown();
    }
    List<Entity> offered = recorded.offered();
    assertEquals(invocations, offered.size());
    for (Entity call : offered) {
      String parent = TraceHeader.id(call.parentId());
      assertTrue(call.segment().trace().traceId().endsWith(parent));
    }
    assertEquals(invocations, offered.stream().mapToLong(Entity::parentId).distinct().count());
  }

  @Test
  void givesTheNextInvocationItsOwnTrace() throws Exception {
    LambdaRuntime runtime = new LambdaRuntime(HANDLERS + "Pojo");

    runtime.invoke(HEADER, event());
    runtime.invoke(OTHER, event());
    runtime.invoke(null, event());

    assertEquals(2, recorded.offered().size());
    assertBelow(ROOT, PARENT, recorded.offered().get(0));
    assertBelow(OTHER_ROOT, "00000000000000aa", recorded.offered().get(1));
  }
}
