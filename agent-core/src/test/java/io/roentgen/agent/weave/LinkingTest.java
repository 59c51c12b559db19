package io.roentgen.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.agent.Log;
import io.roentgen.trace.Entity;
import io.roentgen.trace.Subsegment;
import io.roentgen.trace.TraceContext;
import io.roentgen.trace.Tracer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;

/** Handlers, compiled and indexed as a module's are, called from woven code. */
class LinkingTest {

  private final List<String> said = new ArrayList<>();
  @TempDir Path folder;
  private Path log;
  private Class<?> target;
  private Object object;

  @BeforeEach
  void weave() throws Exception {
    log = folder.resolve("log");
    Log.configure(Log.Level.WARN, log.toString());
    System.getProperties().put("said", said);
    use(WovenLoader.weaving(Target.class));
  }

  private void use(WovenLoader loader) throws Exception {
    target = loader.loadClass(Target.class.getName());
    object = target.getConstructor(String.class).newInstance("name");
  }

  @AfterEach
  void unweave() {
    Log.configure(Log.Level.INFO, null);
    System.getProperties().remove("said");
  }

  private Object call(String name, Object... arguments) throws Throwable {
    for (Method method : target.getMethods()) {
      if (method.getName().equals(name)) {
        try {
          return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  private List<String> logged() throws Exception {
    return Files.readAllLines(log);
  }

  @Test
  void aConstructorsArgumentIsAssignedAndItsObjectSeenWhenItIsDone() {
    assertEquals("name!", object.toString());
    assertEquals(List.of("constructed name! name"), said);
  }

  @Test
  void exitSeesTheArgumentsAsTheyCameAndTheResult() throws Throwable {
    said.clear();
    assertEquals("TEXT", call("plain", "text"));
    assertEquals(List.of("enter true text", "exit true state of text text TEXT null"), said);
  }

  @Test
  void exitSeesWhatWasThrownAndTheApplicationToo() throws Throwable {
    said.clear();
    assertThrows(IllegalArgumentException.class, () -> call("plain", ""));
    assertEquals(
        "exit true state of   null java.lang.IllegalArgumentException: empty", said.get(1));
  }

  @Test
  void argumentsAndResultsAreReplaced() throws Throwable {
    said.clear();
    assertEquals("<[a]3>", call("assigned", "a"));
    assertEquals(List.of("exit a a [a]3"), said);
    assertEquals(3 + 8 + 1L, call("assignedLong", 3, 4L));
    assertThrows(IllegalArgumentException.class, () -> call("assignedLong", 3, -1L));
  }

  @Test
  void whereAssignFailsTheArgumentStaysAndWhereExitFailsTheResult() throws Throwable {
    assertEquals("<bad3>", call("assigned", "bad"));
    assertEquals("[worse]7", call("assigned", "worse"));
    assertEquals(2, logged().size(), logged().toString());
    assertTrue(logged().get(0).contains("Handlers$Assigning.assign failed"), logged().get(0));
    assertTrue(logged().get(0).contains("a handler's bug"), logged().get(0));
  }

  @Test
  void whatAHandlerThrowsIsReportedOnceAndTheApplicationDoesNotNotice() throws Throwable {
    said.clear();
    for (int i = 0; i < 50; i++) {
      assertEquals(i + 1, call("failing", i));
    }
    assertEquals(100, said.size());
    assertEquals("exit null null", said.get(1));
    assertEquals(2, logged().size(), logged().toString());
  }

  @Test
  void aHandlerThatAlwaysFailsIsGivenUp() throws Throwable {
    said.clear();
    for (int i = 0; i < 500; i++) {
      assertEquals(i + 1, call("failing", i));
    }
    assertEquals(202, said.size());
  }

  @Test
  void anEntityWhoseExitFailsIsClosed() throws Throwable {
    List<Entity> offered = new ArrayList<>();
    Tracer.install("test", (host, method, path) -> true, offered::add);
    TraceContext segment = Tracer.enterSegment(null, "host", "GET", "/");
    assertEquals(8, call("failingExit", 7));

    assertEquals(segment, Tracer.current());
    Tracer.end(segment);
    Entity work = Subsegment.takeChildren(offered.get(0));
    assertEquals("work", work.name());
    assertTrue(work.hasEnded());
    assertNull(Tracer.current());
  }

  @Test
  void aLinkageErrorUnplugsForGoodAndSaysSoOnce() throws Throwable {
    said.clear();
    for (int i = 0; i < 10; i++) {
      assertEquals(i + 1, call("unlinked", i));
    }
    assertEquals(1, said.stream().filter("enter"::equals).count());
    assertEquals(1, logged().size(), logged().toString());
    assertTrue(logged().get(0).contains("roentgen.instrumentation.weavetest"), logged().get(0));
    assertTrue(logged().get(0).contains(Target.class.getName()), logged().get(0));
    assertTrue(logged().get(0).contains("a method of another version"), logged().get(0));
  }

  @Test
  void aHandlerThatNeedsWhatIsNotThereIsUnplugged() throws Throwable {
    assertEquals("x", call("missing", "x"));
    assertEquals("y", call("missing", "y"));
    assertEquals(1, logged().size(), logged().toString());
    assertTrue(logged().get(0).contains("Absent"), logged().get(0));
  }

  @Test
  void aHandlerThatIsNotThereIsUnplugged() throws Throwable {
    String index = WovenLoader.builtIndex().replace("Handlers$Plain|", "Handlers$Gone|");
    use(WovenLoader.weaving(index, Target.class));
    said.clear();
    assertEquals("A", call("plain", "a"));
    assertEquals(List.of(), said);
    assertEquals(1, logged().size(), logged().toString());
  }

  @Test
  void aBodyIsSkippedAndExitAnswersInItsPlace() throws Throwable {
    said.clear();
    assertEquals(6, call("skipped", 5));
    assertEquals(5, call("skipped", -5));
    assertEquals(List.of("exit null 5 6", "exit negative -5 0"), said);
  }

  @Test
  void whatSkipLeavesOutAnswersNothing() throws Throwable {
    List<String> list = new ArrayList<>();
    assertNull(call("skippedVoid", list));
    assertEquals(List.of(), list);
    list.add("first");
    call("skippedVoid", list);
    assertEquals(List.of("first", "body"), list);
    assertNull(call("skippedStatic", "a", 0L, null));
    assertEquals("a1111", call("skippedStatic", "a", 1L, null));
  }

  @Test
  void whereSkipFailsTheBodyRuns() throws Throwable {
    assertEquals(6, call("failingSkip", 5));
    assertEquals(6, call("unlinkedSkip", 5));
    assertEquals(6, call("unlinkedSkip", 5));
    assertEquals(2, logged().size(), logged().toString());
  }

  @Test
  void twoHandlersOnOneMethodNestLikeCalls() throws Throwable {
    said.clear();
    assertEquals(5021, call("twice", 2));
    assertEquals(
        List.of("enter first", "enter second", "exit second 2 50 null", "exit first 1 502 null"),
        said);
    said.clear();
    assertThrows(ArithmeticException.class, () -> call("twice", 0));
    assertEquals(
        List.of(
            "enter first",
            "enter second",
            "exit second 2 0 java.lang.ArithmeticException: / by zero",
            "exit first 1 0 java.lang.ArithmeticException: / by zero"),
        said);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_4, Opcodes.V1_6})
  void oldClassFilesReachTheSameHandlers(int version) throws Throwable {
    byte[] bytes = OldSources.withVersion(WovenLoader.read(Target.class.getName()), version);
    use(WovenLoader.weaving().with(Target.class.getName(), bytes));
    said.clear();
    assertEquals("TEXT", call("plain", "text"));
    assertEquals(List.of("enter true text", "exit true state of text text TEXT null"), said);
    assertEquals("<bad3>", call("assigned", "bad"));
    assertEquals(3 + 8 + 1L, call("assignedLong", 3, 4L));
    assertEquals(8, call("failing", 7));
    assertEquals(6, call("skipped", 5));
    assertEquals(5, call("skipped", -5));
    assertNull(call("skippedStatic", "a", 0L, null));
    assertEquals("a1111", call("skippedStatic", "a", 1L, null));
    assertEquals(6, call("failingSkip", 5));
    assertEquals(6, call("unlinkedSkip", 5));
    for (int i = 0; i < 10; i++) {
      assertEquals(i + 1, call("unlinked", i));
    }
    assertEquals("x", call("missing", "x"));
    assertEquals("name!", object.toString());
  }

  @Test
  void withoutAnAgentWovenCodeDoesWhatItDid() throws Throwable {
    io.roentgen.link.Link.install(null);
    WovenLoader loader = WovenLoader.weaving(Target.class);
    io.roentgen.link.Link.install(null);
    said.clear();
    use(loader);
    assertEquals("A", call("plain", "a"));
    assertEquals(-4, call("skipped", -5));
    assertEquals(List.of(), said);
  }
}
