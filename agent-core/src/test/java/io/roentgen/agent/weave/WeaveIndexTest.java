package io.roentgen.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class WeaveIndexTest {

  private static final String LINES =
      "a|boot|x.Direct|type|java/lang/Thread|start|*|enterStart ()V |||\n"
          + "a|boot|x.Other|type|java/lang/Thread|run|*|enterRun ()V ||exitRun ()V |\n"
          + "b||x.Linked|subtype|y/Super|call()V|*|enter ()V |||\n";

  @Test
  void knowsWhichHandlersAreCalledDirectly() {
    WeaveIndex index = WeaveIndex.parse(LINES, module -> true);
    assertEquals(Set.of("x.Direct", "x.Other"), index.bootHandlers());
  }

  @Test
  void forgetsAHandlerThatIsNotThere() {
    WeaveIndex index = WeaveIndex.parse(LINES, module -> true);
    index.drop("x.Direct");
    assertEquals(1, index.named("java/lang/Thread").size());
    index.drop("x.Other");
    assertNull(index.named("java/lang/Thread"));
    assertEquals(1, index.subtypesOf("y/Super").size());
  }

  @Test
  void tellsTheMethodsOfAHandlerApartByTheirBeginnings() {
    Place place = WeaveIndex.parse(LINES, module -> true).place(1);
    assertEquals("enterRun", place.method("enterRun").name);
    assertEquals("exitRun", place.method("exitRun").name);
    assertNull(place.method("assignRun"));
  }
}
