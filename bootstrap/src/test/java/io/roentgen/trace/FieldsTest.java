package io.roentgen.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class FieldsTest {

  @Test
  void keepsTheOrderAndTheLastValueOfAName() {
    Fields fields = new Fields();
    fields.put("b", 1);
    fields.put("a", "x");
    fields.put("b", 2);

    assertArrayEquals(new Object[] {"b", 2, "a", "x"}, fields.pairs());
    assertEquals(2, fields.size());
    assertEquals(2, fields.get("b"));
    assertNull(fields.get("c"));
  }

  @Test
  void ignoresNull() {
    Fields fields = new Fields();
    fields.put(null, 1);
    fields.put("a", null);

    assertEquals(0, fields.size());
  }

  @Test
  void growsAndHandsOutCopies() {
    Fields fields = new Fields();
    for (int i = 0; i < 1000; i++) {
      fields.put("k" + i, i);
    }
    Object[] pairs = fields.pairs();
    pairs[1] = "changed";

    assertEquals(1000, fields.size());
    assertEquals(0, fields.get("k0"));
    assertEquals(999, fields.get("k999"));
  }

  @Test
  void canBeReadWhileItIsFilled() throws Exception {
    Fields fields = new Fields();
    Thread filling =
        new Thread(
            () -> {
              for (int i = 0; i < 5_000; i++) {
                fields.put("k" + i, i);
              }
            });
    filling.start();
    while (filling.isAlive()) {
      Object[] pairs = fields.pairs();
      for (int i = 0; i < pairs.length; i += 2) {
        assertEquals("k" + i / 2, pairs[i]);
        assertEquals(i / 2, pairs[i + 1]);
      }
    }
    filling.join();
    assertEquals(5_000, fields.size());
  }
}
