package io.roentgen.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.link.Link;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Woven classes verify, and do what they did. */
class WeaverTest {

  private static final Map<String, Function<byte[], String>> PLACES =
      Map.of("small", Places::small, "large", Places::large);

  private static void assertBehavesTheSame(String name, byte[] bytes, String places)
      throws Exception {
    WovenLoader plain = WovenLoader.plain().with(name, bytes);
    List<String> wanted = Behaviour.of(plain.loadClass(name));
    String lines = PLACES.get(places).apply(bytes);
    WeaveIndex index = WeaveIndex.parse(lines, module -> true);
    CheckingLinker linker = new CheckingLinker(index);
    byte[] woven =
        new Weaver(linker).weave(bytes, plain, index.named(new ClassReader(bytes).getClassName()));
    WovenLoader loader = WovenLoader.plain().with(name, woven);
    Link.install(linker);

    assertEquals(
        String.join("\n", wanted), String.join("\n", Behaviour.of(loader.loadClass(name))));
    assertEquals(List.of(), linker.mistakes);
    assertTrue(linker.enters >= wanted.size(), linker.enters + " enters");
    assertTrue(linker.exits > wanted.size() / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "large"})
  void whatJavacMakes(String places) throws Exception {
    String name = Subject.class.getName();
    assertBehavesTheSame(name, WovenLoader.read(name), places);
  }

  /** Whatever a call site was to return is known to it without its handler. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "large"})
  void withoutHandlers(String places) throws Exception {
    String name = Subject.class.getName();
    byte[] bytes = WovenLoader.read(name);
    String lines = PLACES.get(places).apply(bytes).replace("Recorder", "NotThere");
    List<String> wanted = Behaviour.of(WovenLoader.plain(Subject.class).loadClass(name));
    WovenLoader loader = WovenLoader.weaving(lines, Subject.class);

    assertEquals(
        String.join("\n", wanted), String.join("\n", Behaviour.of(loader.loadClass(name))));
  }

  @Test
  void withoutAnAgent() throws Exception {
    String name = Subject.class.getName();
    byte[] bytes = WovenLoader.read(name);
    WeaveIndex index = WeaveIndex.parse(Places.large(bytes), module -> true);
    List<Place> places = index.named(name.replace('.', '/'));
    for (int dynamicSince : new int[] {0, Integer.MAX_VALUE}) {
      WovenLoader loader = WovenLoader.plain();
      byte[] woven = new Weaver((l, p) -> p.id, dynamicSince).weave(bytes, loader, places);
      Link.install(null);
      Class<?> type = loader.with(name, woven).loadClass(name);
      assertEquals(Behaviour.of(Subject.class), Behaviour.of(type));
    }
  }

  /** The behaviour that is compared is a behaviour: it has results, exceptions and differences. */
  @Test
  void theSubjectDoesSomething() throws Exception {
    List<String> lines = Behaviour.of(Subject.class);

    assertTrue(lines.size() > 200);
    assertTrue(lines.stream().filter(line -> line.contains("Exception")).count() > 30);
    assertNotEquals(lines.get(10), lines.get(11));
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_3, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6})
  void classFilesFromBeforeInvokedynamic(int version) throws Exception {
    for (String places : PLACES.keySet()) {
      assertBehavesTheSame(
          "OldSubject", OldSources.withoutFrames(OldSources.compiled(), version), places);
    }
  }

  @Test
  void classFilesOfJavaSixWithFrames() throws Exception {
    for (String places : PLACES.keySet()) {
      assertBehavesTheSame(
          "OldSubject", OldSources.withVersion(OldSources.compiled(), Opcodes.V1_6), places);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_3, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6})
  void subroutines(int version) throws Exception {
    for (String places : PLACES.keySet()) {
      assertBehavesTheSame("Subroutines", OldSources.subroutines(version), places);
    }
  }

  @Test
  void codeThatNoCompilerMakes() throws Exception {
    for (String places : PLACES.keySet()) {
      assertBehavesTheSame("Odd", OldSources.odd(), places);
    }
  }
}
