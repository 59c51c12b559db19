package io.roentgen.console.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class CountersTest {

  @Test
  void aReasonTooManyIsCountedAmongOthers() {
    Counters many = new Counters();
    for (int i = 0; i < 1_000; i++) {
      many.bad("reason " + i, null, i);
    }
    many.bad("y".repeat(10_000), null, 0);
    Counters.Snapshot now = many.snapshot();
    assertEquals(1_001, now.bad);
    assertEquals(32, now.reasons.size());
    assertEquals(970, now.reasons.get(0).count);
    assertFalse(now.reasons.stream().anyMatch(r -> r.reason.length() > 200));
  }
}
